// When each task was or will be done: planned at the start, estimated now; and which tasks the end depends on.

export interface Timed {
  ms: number;
  started: number | null;
  ended: number | null;
  isEnded: boolean;
}

export interface Schedule {
  /** As planned when the plan was made, nothing done yet. */
  plannedStart: Float64Array;
  plannedEnd: Float64Array;
  /** What happened, and an estimate for what has not. */
  start: Float64Array;
  end: Float64Array;
  /** How much later a task may end without moving the end of the plan, ms. */
  slack: Float64Array;
  /** The end of the plan: planned, estimated. */
  plannedFinish: number;
  finish: number;
  /** By task, 1 when a delay of it moves the end: the server's word, once it is there. */
  critical?: Uint8Array;
}

/** Tasks in an order in which predecessors come first; tasks in a circle (there are none) come last. */
export function topological(before: number[][], after: number[][]): Int32Array {
  const open = Int32Array.from(before, (list) => list.length);
  const order = new Int32Array(before.length);
  let filled = 0;
  for (let i = 0; i < open.length; i++) if (open[i] === 0) order[filled++] = i;
  for (let at = 0; at < filled; at++) {
    for (const next of after[order[at] ?? 0] ?? []) if (--open[next]! === 0) order[filled++] = next;
  }
  if (filled < order.length) for (let i = 0; i < open.length; i++) if ((open[i] ?? 0) > 0) order[filled++] = i;
  return order;
}

export function schedule(tasks: Timed[], before: number[][], after: number[][], createdAt: number, now: number, order = topological(before, after)): Schedule {
  const n = tasks.length;
  const [plannedStart, plannedEnd, start, end, slack] = Array.from({ length: 5 }, () => new Float64Array(n)) as
    [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  let plannedFinish = createdAt;
  let finish = createdAt;
  for (const i of order) {
    const task = tasks[i];
    if (!task) continue;
    let planned = createdAt;
    let possible = now;
    for (const p of before[i] ?? []) {
      planned = Math.max(planned, plannedEnd[p] ?? 0);
      possible = Math.max(possible, end[p] ?? 0);
    }
    plannedStart[i] = planned;
    plannedEnd[i] = planned + task.ms;
    if (task.isEnded) {
      end[i] = task.ended ?? now;
      start[i] = Math.min(task.started ?? end[i]!, end[i]!);
    } else {
      start[i] = task.started ?? possible;
      end[i] = Math.max(start[i]! + task.ms, task.started === null ? 0 : now);
    }
    plannedFinish = Math.max(plannedFinish, plannedEnd[i]!);
    finish = Math.max(finish, end[i]!);
  }
  for (let at = n - 1; at >= 0; at--) {
    const i = order[at] ?? 0;
    let latest = finish;
    for (const next of after[i] ?? []) latest = Math.min(latest, start[next]! + slack[next]!);
    slack[i] = latest - end[i]!;
  }
  return { plannedStart, plannedEnd, start, end, slack, plannedFinish, finish };
}

/** Whether the end of the plan moves when this task does: open, and less than a minute of slack. */
export function isCritical(times: Schedule, task: number, ended: boolean): boolean {
  if (ended) return false;
  return times.critical ? times.critical[task] === 1 : (times.slack[task] ?? 1e9) < 60_000;
}
