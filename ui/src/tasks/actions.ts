// What is done to tasks: each a call, an update of what is on screen, and a word about what follows.
import { useMutation, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { api } from "@/api/fetching";
import type { Fallout, FalloutDetail, FalloutType, Field, Group, Page, Plan, Task, TaskDetail, WorklistLine } from "@/api/types";
import { dismiss, tell, tellError } from "@/app/toasts";
import { momentText } from "@/i18n/instants";
import { t, tn } from "@/i18n/t";

export function useTask(number: string | null) {
  return useQuery({
    queryKey: ["task", number],
    queryFn: ({ signal }) => api.get<TaskDetail>(`/api/tasks/${number}`, undefined, signal),
    enabled: number !== null,
  });
}

/** What later open tasks need of a task that is left out or done outside, and nothing holds yet. */
export function useNeededOutputs(task: string, enabled: boolean) {
  return useQuery({
    queryKey: ["task", task, "neededOutputs"],
    queryFn: ({ signal }) => api.get<{ items: { field: Field; neededBy: string[] }[] }>(`/api/tasks/${task}/neededOutputs`, undefined, signal),
    enabled,
  });
}

export function useGroups(enabled = true) {
  return useQuery({ queryKey: ["groups"], queryFn: () => api.get<Page<Group>>("/api/groups"), staleTime: 60_000, enabled });
}

export function useFalloutTypes(enabled = true) {
  return useQuery({
    queryKey: ["falloutTypes"], queryFn: () => api.get<Page<FalloutType>>("/api/falloutTypes"), staleTime: 60_000, enabled,
  });
}

/** Puts a task into every plan and detail that shows it, without waiting for the server's next answer. */
export function place(client: QueryClient, task: Task): void {
  client.setQueryData<Plan>(["plan", task.serviceOrder], (plan) =>
    plan && { ...plan, tasks: plan.tasks.map((one) => (one.number === task.number ? task : one)) });
  client.setQueryData<TaskDetail>(["task", task.number], (detail) => detail && { ...detail, task });
}

/** How many tasks become ready when this one is done. */
export function unlocks(detail: TaskDetail): number {
  return detail.successors.filter((task) => task.state === "waiting" && task.openPredecessors === 1).length;
}

export interface TaskCall {
  verb: "start" | "release" | "complete" | "assign" | "resume" | "askInformation" | "values";
  body: Record<string, unknown>;
  /** The state to show while the server is asked. */
  expected?: Partial<Task>;
}

/** Sends one verb; the row changes at once and goes back when the server refuses. */
export function useTaskCall(detail: TaskDetail | undefined) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ verb, body }: TaskCall) => {
      if (!detail) throw new Error(t("error.unexpected"));
      return api.post<TaskDetail>(`/api/tasks/${detail.task.number}/${verb}`, { version: detail.task.version, ...body });
    },
    onMutate: ({ expected }) => {
      if (detail && expected) place(client, { ...detail.task, ...expected });
    },
    onError: () => {
      if (!detail) return;
      place(client, detail.task);
      // somebody else may have been faster: show how it is
      void client.invalidateQueries({ queryKey: ["task", detail.task.number] });
      void client.invalidateQueries({ queryKey: ["plan", detail.task.serviceOrder] });
    },
    onSuccess: (answer, { verb }) => {
      client.setQueryData(["task", answer.task.number], answer);
      place(client, answer.task);
      void client.invalidateQueries({ queryKey: ["plan", answer.task.serviceOrder] });
      void client.invalidateQueries({ queryKey: ["tasks"] });
      if (verb === "complete" && detail) {
        const n = unlocks(detail);
        tell({ kind: "success", title: t("task.completed", { name: answer.task.name }), text: n > 0 ? tn("task.unlocked", n) : undefined });
      }
    },
  });
}

/** Assigns, and offers to take it back. */
export async function assign(client: QueryClient, task: Task, to: { assignmentGroup?: string; assignee?: string }): Promise<void> {
  const answer = await api.post<TaskDetail>(`/api/tasks/${task.number}/assign`, { ...to, version: task.version });
  client.setQueryData(["task", task.number], answer);
  place(client, answer.task);
  void client.invalidateQueries({ queryKey: ["tasks"] });
  const undo = () => {
    dismiss(id);
    api.post<TaskDetail>(`/api/tasks/${task.number}/assign`, {
      assignmentGroup: task.assignmentGroup ?? "", assignee: task.assignee ?? "", version: answer.task.version,
    }).then((back) => {
      client.setQueryData(["task", task.number], back);
      place(client, back.task);
      void client.invalidateQueries({ queryKey: ["tasks"] });
    }).catch(tellError);
  };
  const id = tell({
    kind: "success", title: t("task.assigned", { name: answer.task.assignee || answer.task.assignmentGroup || t("none") }),
    action: { label: t("undo"), do: undo, undoes: true },
  });
}

/** Another priority or due time for a task of a list, and offers to take it back. */
export async function setUrgency(client: QueryClient, { task, dueAt }: WorklistLine, to: { priority?: number; dueAt?: string }): Promise<void> {
  const send = async (urgency: typeof to, version: number) => {
    const answer = await api.post<TaskDetail>(`/api/tasks/${task.number}/urgency`, { ...urgency, version });
    client.setQueryData(["task", task.number], answer);
    place(client, answer.task);
    void client.invalidateQueries({ queryKey: ["tasks"] });
    return answer.task.version;
  };
  const version = await send(to, task.version);
  const undo = () => {
    dismiss(id);
    send({ ...(to.priority ? { priority: task.priority } : {}), ...(to.dueAt ? { dueAt } : {}) }, version).catch(tellError);
  };
  const id = tell({
    kind: "success",
    title: to.dueAt ? t("task.dueSet", { name: task.name, at: momentText(to.dueAt) }) : t("task.prioritySet", { name: task.name, priority: to.priority ?? "" }),
    action: { label: t("undo"), do: undo, undoes: true },
  });
}

export async function raiseFallout(client: QueryClient, task: Task, falloutType: string, message: string): Promise<void> {
  const answer = await api.post<FalloutDetail>(`/api/tasks/${task.number}/fallouts`, { falloutType, message });
  await refresh(client, task);
  tell({ kind: "success", title: t("fallout.raised", { number: answer.fallout.number }), text: t("fallout.raisedText") });
}

/** The open fallout that holds a task. */
export function useOpenFallout(task: Task | undefined) {
  const held = task?.state === "held" || task?.state === "unknown";
  return useQuery({
    queryKey: ["fallout", task?.number, "open"],
    queryFn: async () => {
      const page = await api.get<Page<Fallout>>("/api/fallouts", { task: task?.number, open: true, limit: 1 });
      const [first] = page.items;
      return first ? await api.get<FalloutDetail>(`/api/fallouts/${first.number}`) : null;
    },
    enabled: held,
  });
}

export async function retry(client: QueryClient, task: Task, fallout: Fallout): Promise<void> {
  await api.post(`/api/fallouts/${fallout.number}/resolve`, { resolution: "retry" });
  await refresh(client, task);
  tell({ kind: "success", title: t("fallout.retried", { number: fallout.number }) });
}

async function refresh(client: QueryClient, task: Task): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: ["task", task.number] }),
    client.invalidateQueries({ queryKey: ["plan", task.serviceOrder] }),
    client.invalidateQueries({ queryKey: ["fallout"] }),
    client.invalidateQueries({ queryKey: ["fallouts"] }),
  ]);
}
