// Edits of a running plan: what the server lets one do, the versions that edits made, and how one is sent.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/fetching";
import type { Schemas } from "@/api/types";

export type PlanVersions = Schemas["PlanVersionsBody"];
export type PlanVersion = Schemas["PlanVersionBody"];

/** What an edit changed, as far as versions tell it. */
export interface Changes {
  task?: string;
  name?: string;
  added?: [string, string][];
  removed?: [string, string][];
  setAside?: [string, string][];
  tasks?: number;
  domainOrders?: number;
  /** Of a task that was rescheduled: the date before which it did not begin, and the one it has now. */
  startWas?: string | null;
  start?: string | null;
}

export function usePlanVersions(order: string, enabled = true) {
  return useQuery({
    queryKey: ["planVersions", order],
    queryFn: ({ signal }) => api.get<PlanVersions>(`/api/serviceOrders/${order}/plan/versions`, undefined, signal),
    retry: false,
    enabled: enabled && order !== "",
  });
}

/** Sends an edit; everything that shows the plan is asked for anew. */
export function usePlanEdit(order: string) {
  const client = useQueryClient();
  return async (path: string, body: Record<string, unknown>): Promise<PlanVersions> => {
    const answer = await api.post<PlanVersions>(path, body);
    client.setQueryData(["planVersions", order], answer);
    void client.invalidateQueries({ predicate: ({ queryKey: [noun, number] }) =>
      noun === "planDates" || noun === "tasks" || (typeof number === "string" && number.split("-")[1] === order.split("-")[1]) });
    return answer;
  };
}
