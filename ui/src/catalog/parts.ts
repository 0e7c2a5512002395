// Decision tables and policies. Their contents are open in the API, so they are written here.
import type { Condition } from "./types";

/** Within what several sources use one and the same target. */
export interface Sharing {
  scope: string;
  alike: string[];
  same_place: boolean;
}

export interface TableNode {
  id: string;
  name: string;
  type: string;
  content?: {
    hitPolicy?: string;
    inputs?: { id: string; name?: string; field?: string }[];
    outputs?: { id: string; name?: string; field?: string }[];
    rules?: Record<string, string>[];
  };
}

interface Part {
  id: string;
  version: number;
  state: string;
}

export interface DecisionTable extends Part {
  description: string;
  content: { nodes?: TableNode[] };
}

export interface ApprovalPolicy extends Part {
  name: string;
  when: Condition | null;
  approvals: number;
}

export interface EnrichmentPolicy extends Part {
  name: string;
  specification: string | null;
  category: string | null;
  when: Condition | null;
  tasks: { key: string; name: string; description: string; assignmentGroup: string | null; data: { characteristic: string; mandatory: boolean }[]; after: string[] }[];
}

export type CatalogPart = DecisionTable | ApprovalPolicy | EnrichmentPolicy;
