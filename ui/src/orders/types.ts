// What the server answers about one service order, besides the order itself.
import type { Instant, Problem, Schemas } from "@/api/types";

export type Check = Schemas["CheckView"];

/** A domain order that approving would make. */
export interface PreviewOrder {
  n: number;
  parentN: number | null;
  itemN: number;
  kind: string;
  action: string;
  specification: string;
  name: string;
  reason: string;
}

/** A relationship that is decided only when a value is there. */
export interface WaitingBranch {
  item_n: number;
  domain_order_n: number;
  specification_id: string;
  characteristics: string[];
  mandatory: boolean;
  reason: { text: string };
}

/** What approving would lead to. The digest is sent back with the approval. */
export interface Preview {
  digest: string;
  shown: {
    version: number;
    domainOrders: number;
    domainOrdersByKind: Record<string, number>;
    domainOrdersByAction: Record<string, number>;
    tasks: number;
    tasksByKind: Record<string, number>;
    plannedStart: Instant | null;
    plannedEnd: Instant | null;
    requestedEnd: Instant | null;
    criticalTasks: number;
    domainOrderList: PreviewOrder[];
    domainOrderListCut: boolean;
    waiting: WaitingBranch[];
    problems: Problem[];
  };
}

export interface Review {
  serviceOrder: string;
  version: number;
  approvable: boolean;
  items: number[] | null;
  checks: Check[];
  preview: Preview | null;
}

export interface Note {
  id: number;
  author: string;
  at: Instant;
  customerVisible: boolean;
  text: string;
  editedAt: string | null;
  withdrawnAt: string | null;
}

export type Investigation = Schemas["InvestigationView"];

export type RejectionReason = Schemas["RejectionReasonView"];

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
