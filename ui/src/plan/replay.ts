// The plan as it stood at an instant: the history of states, folded up to it.
import { queryOptions } from "@tanstack/react-query";
import { api } from "@/api/fetching";
import { sums, word, type Words } from "@/api/planColumns";
import type { Instant, Plan, Task } from "@/api/types";
import { ENDED } from "@/states";

export interface HistoryColumns {
  createdAt: Instant;
  seconds: number[];
  task: number[];
  state: Words<string>;
}

/** Changes of states, oldest first. */
export interface History {
  begin: number;
  end: number;
  /** Instants, ms. */
  at: Float64Array;
  /** Places of the tasks in the plan. */
  task: Int32Array;
  states: string[];
}

export const historyQuery = (order: string, enabled: boolean) =>
  queryOptions({
    // the number is kept where live updates do not look: the past does not change while somebody looks at it
    queryKey: ["planHistory", { order }],
    queryFn: ({ signal }) => api.get<HistoryColumns>(`/api/serviceOrders/${order}/plan/history`, undefined, signal),
    structuralSharing: false,
    enabled,
  });

const nOf = (number: string) => Number(number.slice(number.lastIndexOf("-") + 1));

export function readHistory(columns: HistoryColumns, plan: Pick<Plan, "tasks">): History {
  const begin = Math.floor(Date.parse(columns.createdAt) / 1000);
  const places = new Map(plan.tasks.map((task, i) => [nOf(task.number), i]));
  const at = Float64Array.from(sums(columns.seconds), (seconds) => (begin + seconds) * 1000);
  const task = Int32Array.from(columns.task, (n) => places.get(n) ?? -1);
  return { begin: begin * 1000, end: at[at.length - 1] ?? begin * 1000, at, task, states: columns.task.map((_, i) => word(columns.state, i)) };
}

/** How many changes happened up to an instant. */
export function countUpTo(history: History, instant: number): number {
  let [low, high] = [0, history.at.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (history.at[middle]! <= instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The instant of the next change after one, or of the last before it; the end when there is none. */
export function stepFrom(history: History, instant: number, step: 1 | -1): number {
  const count = countUpTo(history, instant);
  if (step > 0) return history.at[count] ?? history.end;
  for (let i = count - 1; i >= 0; i--) if (history.at[i]! < instant) return history.at[i]!;
  return history.begin;
}

const iso = (ms: number) => (Number.isNaN(ms) ? null : new Date(ms).toISOString());

/** The plan with the states, beginnings and ends that its tasks had at an instant. Who was on them is not told. */
export function planAsOf(plan: Plan, history: History, instant: number): Plan {
  const waits = new Set(plan.dependencies.map(([, after]) => after));
  const state = plan.tasks.map((task): string => (waits.has(task.number) ? "waiting" : "ready"));
  const since = new Float64Array(plan.tasks.length).fill(history.begin);
  const started = new Float64Array(plan.tasks.length).fill(Number.NaN);
  const upTo = countUpTo(history, instant);
  for (let i = 0; i < upTo; i++) {
    const task = history.task[i]!;
    const next = history.states[i]!;
    if (task < 0) continue;
    // it goes on where it stopped when the answer came; it begins anew when it was ready again
    if (next === "ready") started[task] = Number.NaN;
    else if (next === "inProgress" && Number.isNaN(started[task]!)) started[task] = history.at[i]!;
    state[task] = next;
    since[task] = history.at[i]!;
  }
  return {
    ...plan,
    fallouts: [],
    tasks: plan.tasks.map((task, i): Task => {
      const now = state[i]!;
      return {
        ...task, state: now, stateReason: null, assignee: null, readyAt: now === "waiting" ? null : task.readyAt,
        startedAt: iso(started[i]!), endedAt: ENDED.has(now) ? iso(since[i]!) : null,
      };
    }),
  };
}
