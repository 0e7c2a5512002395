// Tasks of orders themselves, outside the plan: read, and what is done to them.
import { queryOptions, useQueryClient } from "@tanstack/react-query";
import { durationMs } from "@/i18n/instants";
import { api } from "@/api/fetching";
import type { Page, Schemas, Session } from "@/api/types";

export type OrderTask = Schemas["OrderTaskView"];

export const tasksOfOrderQuery = (order: string) =>
  queryOptions({
    queryKey: ["tasksOfOrder", order],
    queryFn: ({ signal }) => api.get<Page<OrderTask>>(`/api/serviceOrders/${order}/orderTasks`, undefined, signal),
    retry: false,
  });

export const orderTaskQuery = (number: string) =>
  queryOptions({
    queryKey: ["orderTask", number],
    queryFn: ({ signal }) => api.get<OrderTask>(`/api/orderTasks/${number}`, undefined, signal),
  });

export type OrderTaskVerb = "start" | "complete" | "hold" | "resume" | "assign";

/** Sends a verb with the version that was looked at; everything that shows the task is asked for anew. */
export function useOrderTaskCall(task: OrderTask) {
  const client = useQueryClient();
  return async (verb: OrderTaskVerb, body: Record<string, unknown> = {}) => {
    try {
      client.setQueryData(["orderTask", task.number], await api.post<OrderTask>(`/api/orderTasks/${task.number}/${verb}`, { ...body, version: task.version }));
    } finally {
      for (const key of [["orderTask", task.number], ["orderTasks"], ["home"]]) void client.invalidateQueries({ queryKey: key });
      for (const noun of ["tasksOfOrder", "serviceOrder", "review"]) void client.invalidateQueries({ queryKey: [noun, task.serviceOrder] });
    }
  };
}

/** What the list of order tasks is asked that stands above one of the worklists; null when there is none. */
export function besideWorklist(who: string, session: Pick<Session, "groups">): Record<string, string> | null {
  const inGroups: Record<string, string> = session.groups.length > 0 ? { myGroups: "true" } : {};
  switch (who) {
    case "mine": return { mine: "true" };
    case "queue": return session.groups.length > 0 ? inGroups : null;
    case "groups": return { unassigned: "true", ...inGroups };
    default: return {};
  }
}

/** What the clock of a task shows: it runs from when it can be begun, for as long as the task takes. */
export function clockOf(task: OrderTask) {
  const since = task.dueAt === null ? null : new Date(Date.parse(task.dueAt) - durationMs(task.duration)).toISOString();
  return { due: task.dueAt, state: task.state, endedAt: task.endedAt, since };
}

const FAR = Number.POSITIVE_INFINITY;

/** Whether an order task comes before a task of a plan: the more urgent one, then the one that is due first. */
export function comesFirst(one: Pick<OrderTask, "priority" | "dueAt">, other: { priority: number | null; dueAt: string | null } | null): boolean {
  if (!other || other.priority === null) return true;
  if (one.priority !== other.priority) return one.priority < other.priority;
  return (one.dueAt === null ? FAR : Date.parse(one.dueAt)) < (other.dueAt === null ? FAR : Date.parse(other.dueAt));
}

/** A task as it stood at an instant, ms; null when it was not made yet. */
export function orderTaskAsOf(task: OrderTask, instant: number): OrderTask | null {
  const had = (at: string | null) => at !== null && Date.parse(at) <= instant;
  if (!had(task.createdAt)) return null;
  if (had(task.endedAt)) return task;
  const state = had(task.startedAt) ? "inProgress" : task.gatesApproval || task.stage !== "postFulfillment" ? "ready" : "waiting";
  return { ...task, state, stateReason: null, endedAt: null, endedBy: null, startedAt: had(task.startedAt) ? task.startedAt : null, late: had(task.dueAt), verbs: [] };
}
