// What an edit of the plan would change, reckoned on the page before it is sent: who may start, who waits, when it ends.
import { ENDED } from "@/states";
import { durationMs } from "@/i18n/instants";
import { schedule, type Timed } from "../schedule";
import type { PlanTree } from "../tree";

export interface PlanEdit {
  /** By task: what it waits for instead. */
  before?: ReadonlyMap<number, readonly number[]>;
  /** Tasks that are left out: who waits for one waits for what it waits for. */
  without?: ReadonlySet<number>;
  /** Tasks that wait for nothing any more, whatever is open. */
  free?: ReadonlySet<number>;
  /** A task to come: how long it takes, after whom it comes, who waits for it. */
  more?: { ms: number; after: readonly number[]; before: readonly number[] };
}

export interface Effect {
  /** Tasks that wait now and may start with the edit. */
  starts: number[];
  /** Tasks that may start now and wait with the edit. */
  waits: number[];
  /** How many tasks end later and earlier, by a minute or more. */
  later: number;
  earlier: number;
  /** The end of the plan without the edit and with it, ms. */
  from: number;
  to: number;
}

const MINUTE = 60_000;

const parse = (at: string | null | undefined) => (at ? Date.parse(at) : null);

function timed(tree: PlanTree, without?: ReadonlySet<number>): Timed[] {
  return Array.from(tree.taskNodes, (node, i) => {
    const task = tree.nodes[node]?.task;
    const out = without?.has(i) ?? false;
    return { ms: out || !task ? 0 : durationMs(task.duration), started: parse(task?.startedAt), ended: parse(task?.endedAt), isEnded: ENDED.has(task?.state ?? "") };
  });
}

function turned(before: readonly (readonly number[])[]): number[][] {
  const after: number[][] = before.map(() => []);
  before.forEach((list, i) => { for (const one of list) after[one]?.push(i); });
  return after;
}

/** Every task that comes after one, directly or not: it cannot wait for these. */
export function following(tree: PlanTree, task: number): Set<number> {
  const found = new Set<number>();
  const open = [task];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    for (const next of tree.after[one] ?? []) if (!found.has(next)) { found.add(next); open.push(next); }
  }
  return found;
}

/** The difference that an edit makes; both sides are reckoned in the same way, so that only the edit tells. */
export function effectOf(tree: PlanTree, edit: PlanEdit, now: number): Effect {
  const tasks = timed(tree), created = Math.min(now, ...tree.schedule.plannedStart);
  const was = schedule(tasks, tree.before, tree.after, created, now);
  const before: number[][] = tree.before.map((list, i) => (edit.free?.has(i) ? [] : [...(edit.before?.get(i) ?? list)]));
  const then = timed(tree, edit.without);
  if (edit.more) {
    const n = before.length;
    then.push({ ms: edit.more.ms, started: null, ended: null, isEnded: false });
    before.push([...edit.more.after]);
    for (const one of edit.more.before) before[one]?.push(n);
  }
  const next = schedule(then, before, turned(before), created, now);
  const stateOf = (i: number) => tree.nodes[tree.taskNodes[i] ?? -1]?.state ?? "";
  // a task that is left out holds nobody: what it waits for does
  const holds = (i: number, seen: Set<number> = new Set()): boolean => (before[i] ?? []).some((one) => {
    if (seen.has(one)) return false;
    seen.add(one);
    if (edit.without?.has(one)) return holds(one, seen);
    return !ENDED.has(stateOf(one));
  });
  const effect: Effect = { starts: [], waits: [], later: 0, earlier: 0, from: was.finish, to: next.finish };
  for (let i = 0; i < tree.taskNodes.length; i++) {
    if (edit.without?.has(i) || ENDED.has(stateOf(i))) continue;
    const moved = (next.end[i] ?? 0) - (was.end[i] ?? 0);
    if (moved >= MINUTE) effect.later += 1;
    else if (moved <= -MINUTE) effect.earlier += 1;
    const changed = edit.before?.has(i) || edit.free?.has(i) || edit.more?.before.includes(i) || (before[i] ?? []).some((one) => edit.without?.has(one));
    if (!changed) continue;
    if (stateOf(i) === "waiting" && !holds(i)) effect.starts.push(i);
    else if (stateOf(i) === "ready" && holds(i)) effect.waits.push(i);
  }
  return effect;
}
