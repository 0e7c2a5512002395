// What is counted up in the tree of a plan: numbers, dates and states of everything above the tasks.
import type { Plan, PlanFallout, Task } from "@/api/types";
import { durationMs } from "@/i18n/instants";
import { BROKEN, DONE, ENDED } from "@/states";
import { withDates, type PlanDates } from "./dates";
import type { Own } from "./own";
import { schedule, topological, type Schedule, type Timed } from "./schedule";
import type { PlanNode, PlanTree } from "./tree";

const NOT_YET = Number.POSITIVE_INFINITY;

const durations = new Map<string, number>();

/** Durations are few, tasks are many. */
function workOf(task: Task): number {
  let ms = durations.get(task.duration);
  if (ms === undefined) durations.set(task.duration, (ms = durationMs(task.duration)));
  return ms;
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

export function group<Thing>(things: Iterable<Thing>, by: (thing: Thing) => string): Map<string, Thing[]> {
  const groups = new Map<string, Thing[]>();
  for (const thing of things) {
    const name = by(thing);
    const members = groups.get(name);
    if (members) members.push(thing);
    else groups.set(name, [thing]);
  }
  return groups;
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

/** What follows from the tasks and dependencies of a plan alone, whatever their states. */
export interface Links {
  place: Map<string, number>;
  before: number[][];
  after: number[][];
  order: Int32Array;
}

export function linksOf(plan: Plan): Links {
  const place = new Map(plan.tasks.map((task, i) => [task.number, i]));
  const before: number[][] = plan.tasks.map(() => []);
  const after: number[][] = plan.tasks.map(() => []);
  for (const [first, second] of plan.dependencies) {
    const [a, b] = [place.get(first), place.get(second)];
    if (a === undefined || b === undefined) continue;
    after[a]?.push(b);
    before[b]?.push(a);
  }
  return { place, before, after, order: topological(before, after) };
}

export interface Values {
  now: number;
  replayed: boolean;
  dates: PlanDates | undefined;
  own: Own;
  timed: Timed[];
}

/** Counts, dates and states of nodes whose own words are set. */
export function rolledUp(plan: Plan, nodes: PlanNode[], byId: Map<string, number>, links: Links, { now, replayed, dates, own: extra, timed }: Values): PlanTree {
  const { place, before, after, order } = links;
  const own = schedule(timed, before, after, Date.parse(plan.createdAt), now, order);
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

export function timesOf(task: Task): Timed {
  return { started: instantOf(task.startedAt), ended: instantOf(task.endedAt), isEnded: ENDED.has(task.state), ms: workOf(task) };
}

function distinct(texts: string[]): string[] {
  return [...new Set(texts)].filter(Boolean).sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
}
