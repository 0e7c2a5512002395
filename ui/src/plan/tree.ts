// The plan as a tree: order, sites and items (whichever groups the other), domain orders, tasks; with counts rolled up.
import type { Plan, PlanFallout, PlanOrder, ServiceOrderDetail, ServiceOrderItem, Task } from "@/api/types";
import { durationMs } from "@/i18n/instants";
import { BROKEN, DONE, ENDED, type StateFamily } from "@/states";
import type { Milestone } from "@/milestones/data";
import type { OrderTask } from "@/orderTasks/data";
import { withDates, type PlanDates } from "./dates";
import { addOwn, ownOf, type Own } from "./own";
import { schedule, type Schedule } from "./schedule";

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

const durations = new Map<string, number>();

/** Durations are few, tasks are many. */
function workOf(task: Task): number {
  let ms = durations.get(task.duration);
  if (ms === undefined) durations.set(task.duration, (ms = durationMs(task.duration)));
  return ms;
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

/** The state a group has when its tasks stand so; the server's law for domain orders (orchestration/state.py). */
export function groupState(states: string[]): string {
  const open = states.filter((state) => !ENDED.has(state));
  if (states.length > 0 && open.length === 0) {
    const cancelled = states.filter((state) => state === "cancelled").length;
    if (states.includes("failed") || (cancelled > 0 && cancelled < states.length)) return "failed";
    return cancelled ? "cancelled" : "completed";
  }
  if (open.some((state) => state === "ready" || state === "inProgress" || state === "unknown")) return "inProgress";
  if (open.includes("held")) return "held";
  if (open.includes("awaitingInformation")) return "pending";
  return open.length === states.length ? "acknowledged" : "inProgress";
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

function group<Thing>(things: Iterable<Thing>, by: (thing: Thing) => string): Map<string, Thing[]> {
  const groups = new Map<string, Thing[]>();
  for (const thing of things) {
    const name = by(thing);
    const members = groups.get(name);
    if (members) members.push(thing);
    else groups.set(name, [thing]);
  }
  return groups;
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

function countUp(nodes: PlanNode[], times: Schedule, fallouts: Map<string, PlanFallout[]>): void {
  for (let i = nodes.length - 1; i >= 0; i--) {
    const node = nodes[i];
    if (!node) continue;
    if (node.task) {
      node.total = 1;
      node.done = DONE.has(node.state) ? 1 : 0;
      node.broken = BROKEN.has(node.state) ? 1 : 0;
      node.fallouts = fallouts.get(node.number)?.length ?? 0;
      node.start = times.start[node.taskIndex] ?? NOT_YET;
      node.end = times.end[node.taskIndex] ?? -NOT_YET;
      node.plannedStart = times.plannedStart[node.taskIndex] ?? NOT_YET;
      node.plannedEnd = times.plannedEnd[node.taskIndex] ?? -NOT_YET;
    }
    const parent = nodes[node.parent];
    if (!parent) continue;
    parent.broken += node.broken;
    // what is no work of the plan does not move the dates of what it stands in
    if (node.kind === "milestone" || node.kind === "orderTask") continue;
    parent.total += node.total;
    parent.done += node.done;
    parent.fallouts += node.fallouts;
    parent.start = Math.min(parent.start, node.start);
    parent.end = Math.max(parent.end, node.end);
    parent.plannedStart = Math.min(parent.plannedStart, node.plannedStart);
    parent.plannedEnd = Math.max(parent.plannedEnd, node.plannedEnd);
  }
}

/** Groups that have no state of their own get the one that follows from their tasks; in a replay all groups do. */
function derive(nodes: PlanNode[], all: boolean): void {
  for (const node of nodes) {
    if (node.kind === "milestone" || node.kind === "orderTask") continue;
    if (node.kind === "site" || (all && !node.task)) {
      const state = groupState(tasksBelow(nodes, node.index).map((i) => nodes[i]?.state ?? ""));
      node.state = node.family === "serviceOrder" && state === "acknowledged" ? "inProgress" : state;
      if (all) node.reason = null;
    }
  }
}

/** Node indices of all tasks in and below a node. Nodes are in depth-first order, so they are one stretch. */
export function tasksBelow(nodes: PlanNode[], index: number): number[] {
  const top = nodes[index];
  if (!top) return [];
  const found: number[] = [];
  for (let i = index; i < nodes.length; i++) {
    const node = nodes[i];
    if (!node || (i > index && node.depth <= top.depth)) break;
    if (node.task) found.push(i);
  }
  return found;
}

/** `replayed`: the states of groups follow from the tasks, because the server told only what they are now. */
export function buildTree(
  plan: Plan, detail: ServiceOrderDetail | undefined, now: number, replayed = false, dates?: PlanDates, milestones: Milestone[] = [], orderTasks: OrderTask[] = [],
): PlanTree {
  const builder = new Builder();
  const own = ownOf(milestones, orderTasks, replayed ? now : null);
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
  return finish(plan, builder, now, replayed, dates, own);
}

function finish(plan: Plan, builder: Builder, now: number, replayed: boolean, dates: PlanDates | undefined, extra: Own): PlanTree {
  const { nodes, byId } = builder;
  const place = new Map(plan.tasks.map((task, i) => [task.number, i]));
  const before: number[][] = plan.tasks.map(() => []);
  const after: number[][] = plan.tasks.map(() => []);
  for (const [first, second] of plan.dependencies) {
    const [a, b] = [place.get(first), place.get(second)];
    if (a === undefined || b === undefined) continue;
    after[a]?.push(b);
    before[b]?.push(a);
  }
  const own = schedule(plan.tasks.map((task) => ({ ...timesOf(task), ms: workOf(task) })), before, after,
    Date.parse(plan.createdAt), now);
  const times = dates ? withDates(own, dates, (task) => place.get(task), (i) => ENDED.has(plan.tasks[i]?.state ?? "")) : own;
  const fallouts = group(plan.fallouts, (fallout) => fallout.task);
  countUp(nodes, times, fallouts);
  derive(nodes, replayed);
  const counts: Record<string, number> = {};
  for (const task of plan.tasks) counts[task.state] = (counts[task.state] ?? 0) + 1;
  const taskNodes = new Int32Array(plan.tasks.length).fill(-1);
  for (const node of nodes) if (node.taskIndex >= 0) taskNodes[node.taskIndex] = node.index;
  return {
    nodes, byId, taskNodes, before, after, schedule: times, counts, fallouts, effort: effortOf(plan.tasks), dependencies: plan.dependencies.length, own: extra, promised: !!dates?.dueAt,
    sites: distinct(nodes.map((node) => node.site)),
    groups: distinct(nodes.map((node) => node.group)),
  };
}

/** The expected work of tasks, and how much of it is done, ms. */
export function effortOf(tasks: Iterable<Task>): { total: number; done: number } {
  const effort = { total: 0, done: 0 };
  for (const task of tasks) {
    const ms = workOf(task);
    effort.total += ms;
    if (DONE.has(task.state)) effort.done += ms;
  }
  return effort;
}

const instantOf = (text: string | null) => (text === null ? null : Date.parse(text));

function timesOf(task: Task): { started: number | null; ended: number | null; isEnded: boolean } {
  return { started: instantOf(task.startedAt), ended: instantOf(task.endedAt), isEnded: ENDED.has(task.state) };
}

function distinct(texts: string[]): string[] {
  return [...new Set(texts)].filter(Boolean).sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
}

function bareItem(number: string): ServiceOrderItem {
  return {
    number, n: 0, itemId: number, state: "inProgress", stateReason: null, action: "add", quantity: 1, priority: null,
    specificationId: null, specificationVersion: null, inventoryItem: null, characteristics: [], place: null,
    relatedItems: [], contacts: [], issues: [], pointOfNoReturn: null, pointOfNoReturnAt: null, items: [],
  };
}
