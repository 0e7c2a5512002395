// What the server answers, as the workspace uses it. Names are the wire's.

import type { components } from "./schema";

/** What the server's document says; `make api` writes it. */
export type Schemas = components["schemas"];

export type Instant = string;

export type Session = Schemas["SessionBody"];

export type Problem = Schemas["ProblemView"];

export interface ErrorBody {
  code: string;
  reason: string;
  message: string;
  explanation: string;
  action: string;
  causeClass: string;
  owner: string;
  item: string | null;
  field: string | null;
  status: string;
  referenceError: string;
  details: Problem[];
}

export interface Page<Line> {
  items: Line[];
  total: number;
  next: string | null;
}

export type Characteristic = Schemas["Characteristic"];

export type Task = Schemas["TaskBody"];

export type DomainOrder = Schemas["DomainOrderBody"];

/** A domain order as the plan tells of it; the rest is asked for when somebody looks at it. */
export type PlanOrder = Omit<DomainOrder, "characteristics" | "composedOf" | "reason" | "inventoryItem">;

/** An open fallout: the badge of its task. */
export interface PlanFallout {
  number: string;
  task: string;
  falloutType: string;
  state: string;
  priority: number;
}

export interface Plan {
  serviceOrder: string;
  version: number;
  catalogRevision: number;
  createdAt: Instant;
  /** The place in the history that this is as of; changes are asked for after it. */
  cursor: string;
  domainOrders: PlanOrder[];
  tasks: Task[];
  dependencies: [string, string][];
  fallouts: PlanFallout[];
}

export type DomainOrderDetail = Schemas["DomainOrderDetail"];

export interface Field {
  characteristic: string;
  mandatory: boolean;
  readOnly: boolean;
  value: unknown;
  origin: string | null;
  // the server may send how the value is specified; a form falls back to plain text without it
  valueType?: string;
  options?: { value: unknown; label: string | null }[];
  minimum?: number | null;
  maximum?: number | null;
  pattern?: string | null;
  unit?: string | null;
  description?: string;
  minLength?: number | null;
  maxLength?: number | null;
  minSize?: number | null;
  maxSize?: number | null;
  /** Of an array: what each element is. */
  element?: Field;
  /** Of an object: its members. */
  properties?: Field[];
}

export type TaskRecord = Schemas["TaskRecord"];

export interface Note {
  id: number;
  author: string;
  at: Instant;
  customerVisible: boolean;
  text: string;
  editedAt: string | null;
  withdrawnAt: string | null;
}

export type TaskDetail = Omit<Schemas["TaskDetail"], "askedFor"> & { askedFor: Field[] };

export type NamedCharacteristic = Schemas["CharacteristicView"];

export type ServiceOrderItem = Schemas["ServiceOrderItemView"];

export type ServiceOrder = Schemas["ServiceOrderView"];

/** How far an approval is; items are numbers of top-level items. */
export type ApprovalProgress = Schemas["ApprovalProgressView"];

export type ServiceOrderDetail = Schemas["ServiceOrderDetail"];

export type Fallout = Schemas["FalloutBody"];

export type Remedy = Schemas["RemedyBody"];

export type FalloutGroup = Schemas["FalloutGroupBody"];

export type FalloutGroupDetail = Schemas["FalloutGroupDetail"];

export type Campaign = Schemas["CampaignBody"];

export type CampaignDetail = Schemas["CampaignDetail"];

export type CampaignRecord = Schemas["CampaignRecordBody"];

export type Runbook = Schemas["RunbookBody"];

export type Experience = Schemas["ExperienceBody"];

export type FalloutAnalytics = Schemas["FalloutAnalyticsBody"];

export type FalloutDetail = Schemas["FalloutDetail"];
export type RollBackPreview = Schemas["RollBackPreview"];

/** One line of a history; those of tasks and fallouts have no place in the order's. */
export type HistoryEntry = Schemas["FalloutHistoryBody"] & Partial<Schemas["HistoryEntryView"]>;

export type WorklistLine = Schemas["WorklistLine"];

export type Group = Schemas["GroupBody"];

export type FalloutType = Schemas["FalloutTypeBody"];
