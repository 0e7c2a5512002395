// The server's dates of a plan laid over what the page reckoned for itself: planned, estimated, slack, what is critical.
import { queryOptions, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { api } from "@/api/fetching";
import { onEvents, orderOf } from "@/api/live";
import type { Schemas } from "@/api/types";
import type { Schedule } from "./schedule";

export type PlanDates = Schemas["PlanDates"];

/** The dates, asked for anew as often as their size allows; they are large, so an event alone does not ask for them. */
export const datesQuery = (order: string, tasks: number) =>
  queryOptions({
    // the number is not where live.ts looks for it
    queryKey: ["planDates", { order }],
    queryFn: ({ signal }) => api.get<PlanDates>(`/api/serviceOrders/${order}/plan/dates`, undefined, signal),
    enabled: tasks > 0, retry: false, structuralSharing: false, refetchInterval: Math.max(4_000, tasks * 4),
  });

const SOON = 600; // estimates are reckoned by a worker, a moment after what happened

/** Asks for the dates anew soon after something happened in the order, and once more for what came of it; the larger the plan,
 * the longer it is left in peace. */
export function useFreshDates(order: string, tasks: number): void {
  const client = useQueryClient();
  useEffect(() => {
    const gap = Math.max(SOON, tasks / 2);
    let timers: number[] = [];
    const ask = () => void client.invalidateQueries({ queryKey: ["planDates", { order }] });
    const stop = onEvents((events) => {
      if (tasks === 0 || timers.length > 0 || !events.some((event) => orderOf(event) === order)) return;
      timers = [window.setTimeout(ask, gap), window.setTimeout(() => { timers = []; ask(); }, 2.5 * gap)];
    });
    return () => {
      stop();
      for (const timer of timers) clearTimeout(timer);
    };
  }, [client, order, tasks]);
}

const at = (text: string | null): number | null => (text === null ? null : Date.parse(text));

/** The answer in milliseconds, one column for each date; NaN where there is none. */
interface Instants {
  plannedStart: Float64Array;
  plannedEnd: Float64Array;
  start: Float64Array;
  end: Float64Array;
}

const read = new WeakMap<PlanDates, Instants>();

/** A plan is laid out anew far more often than its dates are told: each answer is read once. */
function instantsOf(dates: PlanDates): Instants {
  let found = read.get(dates);
  if (!found) {
    const column = (text: (task: PlanDates["tasks"][number]) => string | null) =>
      Float64Array.from(dates.tasks, (task) => at(text(task)) ?? Number.NaN);
    found = {
      plannedStart: column((task) => task.plannedStartAt), plannedEnd: column((task) => task.plannedEndAt),
      start: column((task) => task.startedAt ?? task.estimatedStartAt), end: column((task) => task.estimatedEndAt),
    };
    read.set(dates, found);
  }
  return found;
}

/** `own` with the server's word on each task that it tells of; what has happened stays as the plan has it. */
export function withDates(own: Schedule, dates: PlanDates, placeOf: (task: string) => number | undefined, ended: (task: number) => boolean): Schedule {
  const next: Schedule = {
    ...own, plannedStart: own.plannedStart.slice(), plannedEnd: own.plannedEnd.slice(), start: own.start.slice(), end: own.end.slice(),
    slack: own.slack.slice(), critical: new Uint8Array(own.start.length), finish: 0, plannedFinish: 0,
  };
  const told = instantsOf(dates);
  for (const [row, task] of dates.tasks.entries()) {
    const i = placeOf(task.number);
    if (i === undefined) continue;
    const [plannedStart, plannedEnd, start, end] = [told.plannedStart[row]!, told.plannedEnd[row]!, told.start[row]!, told.end[row]!];
    if (!Number.isNaN(plannedStart)) next.plannedStart[i] = plannedStart;
    if (!Number.isNaN(plannedEnd)) next.plannedEnd[i] = plannedEnd;
    if (ended(i)) continue;
    if (!Number.isNaN(start)) next.start[i] = start;
    if (!Number.isNaN(end)) next.end[i] = Math.max(end, next.start[i]!);
    if (task.slackSeconds !== null) next.slack[i] = task.slackSeconds * 1000;
    next.critical![i] = task.critical ? 1 : 0;
  }
  for (let i = 0; i < next.end.length; i++) {
    next.finish = Math.max(next.finish, next.end[i]!);
    next.plannedFinish = Math.max(next.plannedFinish, next.plannedEnd[i]!);
  }
  return next;
}

export interface Deadline {
  kind: "requested" | "committed";
  at: number;
}

/** The dates that the order has to keep, the earlier first; one line for both when they are the same. */
export function deadlines(order: { requestedCompletionDate?: string | null; committedDueDate?: string | null } | undefined): Deadline[] {
  const requested = at(order?.requestedCompletionDate ?? null);
  const committed = at(order?.committedDueDate ?? null);
  return [
    ...(committed === null ? [] : [{ kind: "committed" as const, at: committed }]),
    ...(requested === null || requested === committed ? [] : [{ kind: "requested" as const, at: requested }]),
  ].sort((a, b) => a.at - b.at);
}

/** The end of the window that shows the whole plan: as far as the dates to keep, unless they would press the bars together. */
export function lastShown(start: number, finish: number, dates: readonly Deadline[]): number {
  const reach = finish + Math.max(finish - start, 60_000);
  return Math.max(finish, ...dates.filter((one) => one.at <= reach).map((one) => one.at));
}
