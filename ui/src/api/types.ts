// What the server answers, as the workspace uses it. Names are the wire's.

export type Instant = string;

export interface Session {
  name: string;
  fullName: string;
  roles: string[];
  permissions: string[];
  groups: string[];
}

export interface Problem {
  item: string | null;
  field: string | null;
  what: string;
  action: string;
}

export interface ErrorBody {
  code: string;
  reason: string;
  message: string;
  status: string;
  referenceError: string;
  details: Problem[];
}

export interface Page<Line> {
  items: Line[];
  total: number;
  next: string | null;
}

export interface Characteristic {
  value: unknown;
  origin: string;
}

export interface Task {
  number: string;
  serviceOrder: string;
  domainOrder: string;
  key: string;
  name: string;
  kind: string;
  state: string;
  stateReason: string | null;
  version: number;
  openPredecessors: number;
  priority: number;
  executor: string;
  assignmentGroup: string | null;
  assignee: string | null;
  duration: string;
  attempts: number;
  readyAt: Instant | null;
  startedAt: Instant | null;
  endedAt: Instant | null;
}

export interface DomainOrder {
  number: string;
  serviceOrder: string;
  item: string;
  parent: string | null;
  kind: string;
  action: string;
  state: string;
  stateReason: string | null;
  name: string;
  specification: string;
  specificationVersion: number;
  inventoryItem: string | null;
  characteristics: Record<string, Characteristic>;
  composedOf: string[];
  reason: Record<string, unknown>;
  place: unknown;
  planSpecification: string | null;
  startedAt: Instant | null;
  endedAt: Instant | null;
  totalTasks: number;
  doneTasks: number;
}

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

export interface DomainOrderDetail {
  domainOrder: DomainOrder;
  tasks: Task[];
}

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

export interface TaskRecord {
  notes: Note[];
  history: HistoryEntry[];
}

export interface Note {
  author: string;
  at: Instant;
  customerVisible: boolean;
  text: string;
}

export interface TaskDetail {
  task: Task;
  domainOrder: DomainOrder;
  askedFor: Field[];
  predecessors: Task[];
  successors: Task[];
  verbs: string[];
}

export interface NamedCharacteristic extends Characteristic {
  name: string;
}

export interface ServiceOrderItem {
  number: string;
  n: number;
  itemId: string;
  state: string;
  stateReason: string | null;
  action: string;
  quantity: number;
  priority: number | null;
  specificationId: string | null;
  specificationVersion: number | null;
  inventoryItem: string | null;
  characteristics: NamedCharacteristic[];
  place: unknown;
  relatedItems: { relationshipType: string; itemId: string }[];
  contacts: { id: string; firstName: string; lastName: string; phone: string | null; email: string | null }[];
  issues: Problem[];
  items: ServiceOrderItem[];
}

export interface ServiceOrder {
  number: string;
  externalId: string | null;
  state: string;
  stateReason: string | null;
  version: number;
  priority: number;
  category: string | null;
  description: string | null;
  customerId: string | null;
  customerName: string | null;
  orderDate: Instant;
  requestedStartDate: Instant | null;
  requestedCompletionDate: Instant | null;
  committedDueDate: Instant | null;
  expectedCompletionDate: Instant | null;
  startDate: Instant | null;
  completionDate: Instant | null;
  catalogRevision: number | null;
  createdBy: string;
}

/** How far an approval is; items are numbers of top-level items. */
export interface ApprovalProgress {
  needed: number;
  given: number;
  signedBy: string[];
  policy: string | null;
  partial: boolean;
  approvedItems: number[];
  waitingItems: number[];
  rejectedItems: number[];
}

export interface ServiceOrderDetail {
  serviceOrder: ServiceOrder;
  items: ServiceOrderItem[];
  approvals: {
    n: number;
    state: string;
    orderVersion: number;
    catalogRevision: number | null;
    decidedBy: string | null;
    decidedAt: Instant | null;
    reasonCode: string | null;
    note: string | null;
    needed: number;
    policy: string | null;
    items: number[] | null;
    signatures: { signedBy: string; signedAt: Instant; note: string | null; preview: string | null }[];
  }[];
  approvalProgress: ApprovalProgress;
  investigation: Record<string, unknown> | null;
  verbs: string[];
}

export interface Fallout {
  number: string;
  serviceOrder: string;
  item: string;
  itemId: string;
  domainOrder: string;
  domainOrderName: string;
  task: string;
  taskName: string;
  taskKind: string;
  taskState: string;
  customerName: string | null;
  falloutType: string;
  falloutTypeName: string;
  state: string;
  cause: string;
  message: string;
  signature: string;
  priority: number;
  assignmentGroup: string | null;
  assignee: string | null;
  raisedBy: string;
  raisedAt: Instant;
  resolution: string | null;
  resolutionCode: string | null;
  resolutionNote: string | null;
  resolvedBy: string | null;
  resolvedAt: Instant | null;
  closedAt: Instant | null;
  othersOpen: number;
}

export interface Remedy {
  resolution: string;
  name: string;
  effect: string;
  takesValues: boolean;
  needsValues: boolean;
  needsNote: boolean;
}

export interface SignatureGroup {
  signature: string;
  cause: string;
  falloutType: string;
  open: number;
  orders: number;
  mostUrgent: number;
  oldestAt: Instant;
  message: string;
}

export interface FalloutDetail {
  fallout: Fallout;
  exchange: Record<string, unknown> | null;
  notes: Note[];
  history: HistoryEntry[];
  verbs: string[];
  remedies: Remedy[];
}

export interface HistoryEntry {
  id?: number;
  kind: string;
  n?: number | null;
  by: string;
  at: Instant;
  data: Record<string, unknown>;
}

export interface WorklistLine {
  task: Task;
  dueAt: Instant;
  domainOrderName: string;
  customerName: string | null;
}

export interface Group {
  name: string;
  description: string;
  members: string[];
}

export interface FalloutType {
  id: string;
  name: string;
  description: string;
}
