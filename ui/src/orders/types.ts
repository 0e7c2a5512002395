// What the server answers about one service order, besides the order itself.
import type { Instant, Problem } from "@/api/types";

export interface Check {
  key: string;
  name: string;
  passed: boolean;
  blocking: boolean;
  problems: Problem[];
}

export interface Review {
  serviceOrder: string;
  version: number;
  approvable: boolean;
  checks: Check[];
}

export interface Note {
  id: number;
  author: string;
  at: Instant;
  customerVisible: boolean;
  text: string;
}

export interface Investigation {
  n: number;
  state: string;
  reasonCode: string;
  note: string;
  assignee: string | null;
  dueAt: Instant;
  openedAt: Instant;
  closedAt: Instant | null;
}

export interface RejectionReason {
  id: string;
  name: string;
  description: string;
}

/** Why a domain order was made, or why a target was not. */
export interface Reason {
  code: string;
  text: string;
  relationship: string | null;
  rule: string | null;
  characteristic: string | null;
  value: unknown;
}

/** A TMF641 document, as far as the workspace looks into it. */
export type Document = Record<string, unknown>;
