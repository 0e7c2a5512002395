// The plan as a tree: order, sites and items (whichever groups the other), domain orders, tasks; with counts rolled up.
import type { Plan, PlanFallout, PlanOrder, ServiceOrderDetail, ServiceOrderItem, Task } from "@/api/types";
import type { StateFamily } from "@/states";
import type { Milestone } from "@/milestones/data";
import type { OrderTask } from "@/orderTasks/data";
import type { PlanDates } from "./dates";
import { addOwn, ownOf, type Own } from "./own";
import { group, linksOf, rolledUp, timesOf, type Links } from "./rollup";
import type { Schedule, Timed } from "./schedule";

export { effortOf, groupState, tasksBelow } from "./rollup";

export type NodeKind = "order" | "site" | "item" | "domainOrder" | "task" | "stack" | "milestone" | "orderTask";

export interface PlanNode {
  index: number;
  id: string;
  kind: NodeKind;
  /** What the kind mark shows: cfs, manual, site ... */
  mark: string;
  name: string;
  /** The number people see; empty for a site. */
  number: string;
  parent: number;
  depth: number;
  children: number[];
  family: StateFamily;
  state: string;
  reason: string | null;
  site: string;
  group: string;
  assignee: string;
  total: number;
  done: number;
  /** Tasks in and below it that somebody must mend. */
  broken: number;
  /** Open fallouts on the tasks in and below it. */
  fallouts: number;
  /** Of a stack of like nodes: how many stand in which state, what needs a person first. */
  members?: [state: string, n: number][];
  /** First and last instant, ms: what has happened, and the estimate for the rest. */
  start: number;
  end: number;
  /** As planned when the plan was made, ms. */
  plannedStart: number;
  plannedEnd: number;
  task: Task | null;
  domainOrder: PlanOrder | null;
  /** Place of the task in `tasks`, or -1. */
  taskIndex: number;
  text: string;
}

export interface PlanTree {
  nodes: PlanNode[];
  byId: Map<string, number>;
  /** Node index of each task, in the plan's order. */
  taskNodes: Int32Array;
  before: number[][];
  after: number[][];
  schedule: Schedule;
  sites: string[];
  groups: string[];
  counts: Record<string, number>;
  /** Open fallouts by the number of their task. */
  fallouts: Map<string, PlanFallout[]>;
  /** Estimated work of all tasks and of those that are done, ms. */
  effort: { total: number; done: number };
  dependencies: number;
  own: Own;
  /** Whether slack is what is left until a date that was promised. */
  promised: boolean;
}

/** A place as people call it. */
export function placeName(place: unknown): string {
  const first: unknown = Array.isArray(place) ? place[0] : place;
  if (typeof first === "string") return first;
  if (!first || typeof first !== "object") return "";
  const known = first as Record<string, unknown>;
  if (typeof known.name === "string" && known.name) return known.name;
  const parts = [known.streetName, known.streetNr, known.city].filter((part) => typeof part === "string" && part);
  return parts.join(" ") || String(known.id ?? "");
}

const NOT_YET = Number.POSITIVE_INFINITY;

/** A node at another place. */
export function copyNode(from: PlanNode, index: number, parent: number, depth: number): PlanNode {
  return {
    index, id: from.id, kind: from.kind, mark: from.mark, name: from.name, number: from.number, parent, depth, children: [], family: from.family,
    state: from.state, reason: from.reason, site: from.site, group: from.group, assignee: from.assignee, total: from.total, done: from.done,
    broken: from.broken, fallouts: from.fallouts, members: from.members, start: from.start, end: from.end, plannedStart: from.plannedStart, plannedEnd: from.plannedEnd, task: from.task,
    domainOrder: from.domainOrder, taskIndex: from.taskIndex, text: from.text,
  };
}

export class Builder {
  readonly nodes: PlanNode[] = [];
  readonly byId = new Map<string, number>();

  add(parent: number, part: Pick<PlanNode, "id" | "kind" | "mark" | "name" | "number" | "family" | "state"> & Partial<PlanNode>): PlanNode {
    // field by field and in the order of `copyNode`: all nodes have one shape, which engines like best
    const node: PlanNode = {
      index: this.nodes.length, id: part.id, kind: part.kind, mark: part.mark, name: part.name, number: part.number, parent,
      depth: parent < 0 ? 0 : (this.nodes[parent]?.depth ?? 0) + 1, children: [], family: part.family, state: part.state,
      reason: part.reason ?? null, site: part.site ?? "", group: part.group ?? "", assignee: part.assignee ?? "", total: 0, done: 0,
      broken: 0, fallouts: 0, members: undefined, start: NOT_YET, end: -NOT_YET, plannedStart: NOT_YET, plannedEnd: -NOT_YET, task: part.task ?? null,
      domainOrder: part.domainOrder ?? null, taskIndex: part.taskIndex ?? -1, text: `${part.name} ${part.number}`.toLowerCase(),
    };
    this.nodes.push(node);
    this.byId.set(node.id, node.index);
    this.nodes[parent]?.children.push(node.index);
    return node;
  }
}

/** `SO-000001-4` and `RO-000001-4` are the same domain order: its place in the order is what counts. */
function key(number: string | null): string {
  return number?.replace(/^[A-Z]+-/, "") ?? "";
}

interface Parts {
  orders: Map<string, PlanOrder[]>;
  below: Map<string, PlanOrder[]>;
  tasks: Map<string, number[]>;
  plan: Plan;
  own: Own;
}

function addDomainOrder(builder: Builder, parent: number, order: PlanOrder, site: string, parts: Parts): void {
  const here = placeName(order.place) || site;
  const node = builder.add(parent, {
    id: order.number, kind: "domainOrder", mark: order.kind, name: order.name, number: order.number,
    family: "domainOrder", state: order.state, reason: order.stateReason, site: here, domainOrder: order,
  });
  for (const inner of parts.below.get(key(order.number)) ?? []) addDomainOrder(builder, node.index, inner, here, parts);
  for (const index of parts.tasks.get(key(order.number)) ?? []) {
    const task = parts.plan.tasks[index];
    if (task) addTask(builder, node.index, task, index, here);
  }
}

function addTask(builder: Builder, parent: number, task: Task, index: number, site: string): void {
  builder.add(parent, {
    id: task.number, kind: "task", mark: task.kind, name: task.name, number: task.number, family: "task",
    state: task.state, reason: task.stateReason, site, group: task.assignmentGroup ?? "",
    assignee: task.assignee ?? "", task, taskIndex: index,
  });
}

function itemName(item: ServiceOrderItem, orders: PlanOrder[]): string {
  const top = orders.find((order) => order.parent === null);
  return top?.name ?? item.specificationId ?? item.itemId;
}

function addItem(builder: Builder, parent: number, item: ServiceOrderItem, parts: Parts, site: string): void {
  const orders = parts.orders.get(item.number) ?? [];
  const node = builder.add(parent, {
    id: item.number, kind: "item", mark: "item", name: itemName(item, orders), number: item.number,
    family: "serviceOrder", state: item.state, reason: item.stateReason, site: site || placeName(item.place),
  });
  addOwn(builder, node.index, item.number, node.site, parts.own);
  const tops = orders.filter((order) => order.parent === null);
  const bySite = group(tops, (order) => placeName(order.place));
  for (const [name, members] of bySite) {
    let under = node.index;
    if (bySite.size > 1 && name) {
      under = builder.add(node.index, {
        id: `${item.number}@${name}`, kind: "site", mark: "site", name, number: "", family: "domainOrder", state: "", site: name,
      }).index;
    }
    for (const order of members) addDomainOrder(builder, under, order, name || node.site, parts);
  }
  for (const inner of item.items) addItem(builder, node.index, inner, parts, node.site);
}

/** Every item's only site, when all have one and it groups several items; null otherwise. */
function sitesOfItems(items: ServiceOrderItem[], parts: Parts): Map<string, ServiceOrderItem[]> | null {
  const sites = new Map<string, ServiceOrderItem[]>();
  for (const item of items) {
    const names = new Set((parts.orders.get(item.number) ?? []).map((order) => placeName(order.place)).filter(Boolean));
    if (names.size === 0 && placeName(item.place)) names.add(placeName(item.place));
    const [name] = names;
    if (names.size !== 1 || !name) return null;
    sites.set(name, [...(sites.get(name) ?? []), item]);
  }
  return sites.size > 1 && sites.size < items.length ? sites : null;
}

/** `replayed`: the states of groups follow from the tasks, because the server told only what they are now. A plan that
 * differs from the one before only in what its tasks and domain orders say of themselves keeps the tree it had. */
export function buildTree(
  plan: Plan, detail: ServiceOrderDetail | undefined, now: number, replayed = false, dates?: PlanDates, milestones: Milestone[] = NOTHING, orderTasks: OrderTask[] = NOTHING,
): PlanTree {
  const last = replayed ? undefined : made.get(plan.dependencies);
  if (last && last.detail === detail && last.milestones === milestones && last.orderTasks === orderTasks && hasSameShape(last.plan, plan)) {
    const timed = last.timed.map((one, i) => (plan.tasks[i] === last.plan.tasks[i] ? one : timesOf(plan.tasks[i]!)));
    const tree = rolledUp(plan, renewed(last, plan), last.tree.byId, last.links, { now, replayed, dates, own: last.tree.own, timed });
    made.set(plan.dependencies, { ...last, plan, tree, timed });
    return tree;
  }
  const own = ownOf(milestones, orderTasks, replayed ? now : null);
  const { nodes, byId } = grown(plan, detail, own);
  const links = linksOf(plan);
  const timed = plan.tasks.map(timesOf);
  const tree = rolledUp(plan, nodes, byId, links, { now, replayed, dates, own, timed });
  if (!replayed) made.set(plan.dependencies, { plan, detail, milestones, orderTasks, tree, links, timed });
  return tree;
}

const NOTHING: never[] = [];

/** All nodes at their places. */
function grown(plan: Plan, detail: ServiceOrderDetail | undefined, own: Own): Builder {
  const builder = new Builder();
  const parts: Parts = {
    plan,
    orders: group(plan.domainOrders, (order) => order.item),
    below: group(plan.domainOrders.filter((order) => order.parent !== null), (order) => key(order.parent)),
    tasks: group(plan.tasks.keys(), (i) => key(plan.tasks[i]?.domainOrder ?? null)),
    own,
  };
  const order = detail?.serviceOrder;
  const root = builder.add(-1, {
    id: plan.serviceOrder, kind: "order", mark: "serviceOrder", name: order?.description || order?.customerName || plan.serviceOrder,
    number: plan.serviceOrder, family: "serviceOrder", state: order?.state ?? "inProgress", reason: order?.stateReason ?? null,
  });
  addOwn(builder, root.index, "", "", own);
  const items = detail?.items ?? [...parts.orders.keys()].map(bareItem);
  const sites = sitesOfItems(items, parts);
  if (sites) {
    for (const [name, members] of sites) {
      const site = builder.add(root.index, {
        id: `@${name}`, kind: "site", mark: "site", name, number: "", family: "domainOrder", state: "", site: name,
      });
      for (const item of members) addItem(builder, site.index, item, parts, name);
    }
  } else {
    for (const item of items) addItem(builder, root.index, item, parts, "");
  }
  // what the order's items do not reach is shown all the same
  for (const order of plan.domainOrders) {
    if (!builder.byId.has(order.number) && order.parent === null) addDomainOrder(builder, root.index, order, "", parts);
  }
  for (const [index, task] of plan.tasks.entries()) {
    if (!builder.byId.has(task.number)) addTask(builder, root.index, task, index, "");
  }
  return builder;
}

/** The last tree of a plan with these dependencies, and what it was made of. */
interface Made {
  plan: Plan;
  detail: ServiceOrderDetail | undefined;
  milestones: Milestone[];
  orderTasks: OrderTask[];
  tree: PlanTree;
  links: Links;
  timed: Timed[];
}

const made = new WeakMap<Plan["dependencies"], Made>();

const sameTask = (a: Task, b: Task) => a === b || (a.number === b.number && a.name === b.name && a.kind === b.kind && a.domainOrder === b.domainOrder);

const sameOrder = (a: PlanOrder, b: PlanOrder) => a === b
  || (a.number === b.number && a.name === b.name && a.kind === b.kind && a.item === b.item && a.parent === b.parent && placeName(a.place) === placeName(b.place));

/** Whether a plan has the same nodes at the same places as the one before: only what they say of themselves may differ. */
function hasSameShape(last: Plan, next: Plan): boolean {
  return last.tasks.length === next.tasks.length && last.domainOrders.length === next.domainOrders.length
    && last.tasks.every((task, i) => sameTask(task, next.tasks[i]!)) && last.domainOrders.every((order, i) => sameOrder(order, next.domainOrders[i]!));
}

/** The nodes of the tree before, as what stands in the plan now has them; what is counted up is not yet. */
function renewed(last: Made, plan: Plan): PlanNode[] {
  const orders = new Map<string, PlanOrder>();
  for (const [i, order] of plan.domainOrders.entries()) if (order !== last.plan.domainOrders[i]) orders.set(order.number, order);
  return last.tree.nodes.map((from) => {
    const node = copyNode(from, from.index, from.parent, from.depth);
    node.children = from.children;
    if (from.kind === "milestone" || from.kind === "orderTask") return node;
    node.total = node.done = node.broken = node.fallouts = 0;
    node.start = node.plannedStart = NOT_YET;
    node.end = node.plannedEnd = -NOT_YET;
    const task = from.task && plan.tasks[from.taskIndex];
    if (task && task !== from.task) {
      Object.assign(node, { task, state: task.state, reason: task.stateReason, group: task.assignmentGroup ?? "", assignee: task.assignee ?? "" });
    }
    const order = from.domainOrder && orders.get(from.domainOrder.number);
    if (order) Object.assign(node, { domainOrder: order, state: order.state, reason: order.stateReason });
    return node;
  });
}

function bareItem(number: string): ServiceOrderItem {
  return {
    number, n: 0, itemId: number, state: "inProgress", stateReason: null, action: "add", quantity: 1, priority: null,
    specificationId: null, specificationVersion: null, inventoryItem: null, characteristics: [], place: null,
    relatedItems: [], contacts: [], issues: [], pointOfNoReturn: null, pointOfNoReturnAt: null, items: [],
  };
}
