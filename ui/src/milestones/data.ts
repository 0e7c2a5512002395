// Milestones of an order: the points that the customer is told of; and what is done to them.
import { queryOptions, useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/fetching";
import type { Page, Schemas } from "@/api/types";

export type Milestone = Schemas["MilestoneView"];

export const milestonesQuery = (order: string) =>
  queryOptions({
    queryKey: ["milestones", order],
    queryFn: ({ signal }) => api.get<Page<Milestone>>(`/api/serviceOrders/${order}/milestones`, undefined, signal),
    retry: false,
  });

/** When it was reached, else when it is expected, else when it is due; null when none of them is known. */
export function milestoneInstant(one: Pick<Milestone, "reachedAt" | "expectedAt" | "dueAt">): number | null {
  const text = one.reachedAt ?? one.expectedAt ?? one.dueAt;
  return text === null ? null : Date.parse(text);
}

/** A milestone as it stood at an instant, ms: what was reached later was open then. */
export function milestoneAsOf(one: Milestone, instant: number): Milestone {
  if (one.state === "open" || (one.reachedAt !== null && Date.parse(one.reachedAt) <= instant)) return one;
  return { ...one, state: "open", reachedAt: null, reachedByUser: null, note: null, late: one.dueAt !== null && Date.parse(one.dueAt) < instant, verbs: [] };
}

/** Marks a milestone as reached, or takes that back, with a note. */
export function useMilestoneCall() {
  const client = useQueryClient();
  return async (one: Milestone, verb: "reach" | "reopen", note: string) => {
    try {
      await api.post<Milestone>(`/api/milestones/${one.number}/${verb}`, { note, version: one.version });
    } finally {
      // refused as well: somebody else was faster
      await client.invalidateQueries({ queryKey: ["milestones", one.serviceOrder] });
    }
  };
}
