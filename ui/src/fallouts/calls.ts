// What is asked of a fallout, and what its end would cancel.
import { useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { api } from "@/api/fetching";
import { planQuery } from "@/api/queries";
import type { FalloutDetail, FalloutGroup, Task } from "@/api/types";
import { tell } from "@/app/toasts";
import { t } from "@/i18n/t";
import { downstream } from "./downstream";

export type FalloutCall = "assign" | "reassignTask" | "note" | "askInformation" | "resume" | "resolve" | "close" | "cancel" | "reclassify" | "file";

export function useFallout(number: string) {
  return useQuery({
    queryKey: ["fallout", number],
    queryFn: ({ signal }) => api.get<FalloutDetail>(`/api/fallouts/${number}`, undefined, signal),
    // a machine is at it: its answer comes by itself
    refetchInterval: (query) => (query.state.data?.fallout.state === "resolving" ? 2000 : false),
  });
}

export function useFalloutGroups() {
  return useQuery({
    queryKey: ["fallouts", "groups"],
    queryFn: ({ signal }) => api.get<{ items: FalloutGroup[] }>("/api/falloutGroups", { state: "open", limit: 200 }, signal),
  });
}

/** The tasks that giving up a task would cancel; read from the plan of its order. */
export function useCancelledWith(serviceOrder: string, task: string, enabled: boolean) {
  return useQuery({
    ...planQuery(serviceOrder),
    enabled,
    select: (plan): Task[] => downstream(plan, task),
  });
}

/** Asks one thing of a fallout, shows the answer and makes stale what depends on it. */
export function useFalloutCall(detail: FalloutDetail) {
  const client = useQueryClient();
  const { number } = detail.fallout;
  return async (verb: FalloutCall, body: Record<string, unknown>): Promise<FalloutDetail> => {
    try {
      const told = await api.post<FalloutDetail | undefined>(`/api/fallouts/${number}/${verb}`, body);
      const answer = told && "verbs" in told ? told : (await api.get<FalloutDetail>(`/api/fallouts/${number}`));
      client.setQueryData(["fallout", number], answer);
      const done = answer.fallout.state === "resolving" && verb === "resolve" ? "fallout.tried" : DONE[verb];
      if (done) tell({ kind: "success", title: t(done, { number }) });
      return answer;
    } finally {
      // also when it was refused: somebody else may have been faster
      await refresh(client, detail);
    }
  };
}

const DONE = {
  assign: "fallout.assigned", reassignTask: "fallout.taskReassigned", note: null, askInformation: null, resume: null, resolve: "fallout.resolved",
  close: "fallout.closed", cancel: "fallout.cancelled", reclassify: "fallout.reclassified", file: "fallout.filed",
} as const;

async function refresh(client: QueryClient, { fallout }: FalloutDetail): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: ["fallout", fallout.number] }),
    client.invalidateQueries({ queryKey: ["fallout", fallout.task] }),
    client.invalidateQueries({ queryKey: ["fallouts"] }),
    client.invalidateQueries({ queryKey: ["task", fallout.task] }),
    client.invalidateQueries({ queryKey: ["tasks"] }),
    client.invalidateQueries({ queryKey: ["plan", fallout.serviceOrder] }),
  ]);
}
