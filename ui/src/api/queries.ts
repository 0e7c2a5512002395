// Queries that more than one page asks. A key is a noun and, for one order's things, its number: live.ts relies on it.
import { queryOptions, type QueryClient } from "@tanstack/react-query";
import { api, ApiError } from "./fetching";
import { readPlan, type PlanColumns } from "./planColumns";
import type { DomainOrderDetail, Plan, ServiceOrderDetail } from "./types";

/** The plan: whole at first, then only what changed. */
export const planQuery = (order: string) =>
  queryOptions({
    queryKey: ["plan", order],
    queryFn: ({ signal, client }) => fetchPlan(client, order, signal),
    // ten thousand tasks are not compared one by one: those that did not change are the same objects anyway
    structuralSharing: false,
  });

async function fetchPlan(client: QueryClient, order: string, signal: AbortSignal): Promise<Plan> {
  const at = `/api/serviceOrders/${order}/plan`;
  const known = client.getQueryData<Plan>(["plan", order]);
  if (!known) return readPlan(await api.get<PlanColumns>(`${at}/columns`, undefined, signal));
  const changes = await api.get<PlanColumns>(`${at}/changes`, { after: known.cursor, version: known.version }, signal)
    .catch((error: unknown) => {
      // the place is of a database that was replaced since: from the beginning
      if (error instanceof ApiError && error.status === 400) return api.get<PlanColumns>(`${at}/columns`, undefined, signal);
      throw error;
    });
  // what was set by hand meanwhile (an action's answer) is laid under the server's word
  return readPlan(changes, client.getQueryData<Plan>(["plan", order]) ?? known);
}

export const detailQuery = (order: string) =>
  queryOptions({
    queryKey: ["serviceOrder", order],
    queryFn: ({ signal }) => api.get<ServiceOrderDetail>(`/api/serviceOrders/${order}`, undefined, signal),
  });

export const domainOrderQuery = (number: string) =>
  queryOptions({
    queryKey: ["domainOrder", number],
    queryFn: ({ signal }) => api.get<DomainOrderDetail>(`/api/domainOrders/${number}`, undefined, signal),
  });
