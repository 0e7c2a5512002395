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

interface OrderPolicy extends Part {
  name: string;
  specification: string | null;
  category: string | null;
  actions: string[];
  when?: Condition | null;
}

export interface MilestonePolicy extends OrderPolicy {
  milestones: {
    key: string; name: string; description: string; due: { basis: string; offset: string };
    reachedBy: { task: string | null; specification: string | null; orderState: string | null };
  }[];
}

export interface OrderTaskPolicy extends OrderPolicy {
  stage: string;
  gatesApproval: boolean;
  tasks: { key: string; name: string; description: string; assignmentGroup: string | null; after: string[] }[];
}

export interface WorkOrderPolicy extends OrderPolicy {
  task: string | null;
  workType: string;
  system: string;
}

export type CatalogPart = DecisionTable | ApprovalPolicy | EnrichmentPolicy | MilestonePolicy | OrderTaskPolicy | WorkOrderPolicy;
