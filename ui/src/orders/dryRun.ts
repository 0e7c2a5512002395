// A dry run as the server answers it: what approving would make, with numbers within the order.
import { queryOptions } from "@tanstack/react-query";
import { api } from "@/api/fetching";
import type { Characteristic, Instant, Problem } from "@/api/types";
import type { Reason, WaitingBranch } from "./types";

export interface TriedOrder {
  n: number;
  parentN: number | null;
  item: string;
  kind: string;
  action: string;
  name: string;
  specification: string;
  specificationVersion: number;
  characteristics: Record<string, Characteristic>;
  reason: Reason;
  inventoryItem: string | null;
  place: unknown;
  composedOf: string[];
  alsoFor: number[];
  planSpecification: string | null;
  startAt: Instant | null;
  endAt: Instant | null;
}

export interface TriedTask {
  n: number;
  domainOrderN: number;
  key: string;
  name: string;
  kind: string;
  executor: string;
  assignmentGroup: string | null;
  duration: string;
  after: number[];
  startAt: Instant;
  endAt: Instant;
  slack: string;
  critical: boolean;
}

export interface DryRun {
  serviceOrder: string | null;
  version: number;
  catalogRevision: number;
  digest: string | null;
  feasible: boolean;
  problems: Problem[];
  dates: { startAt: Instant; endAt: Instant; requestedCompletionDate: Instant | null; lateBy: string | null; criticalPath: number[] } | null;
  domainOrders: TriedOrder[];
  tasks: TriedTask[];
  skippedTargets: { item_n: number; parent_n: number | null; specification_id: string; reason: Reason }[];
  skippedTasks: { domain_order_n: number; key: string; name: string; text: string }[];
  waiting: WaitingBranch[];
  attention: { item_n: number; specification_id: string; text: string }[];
  trace: { item_n: number; domain_order_n: number | null; specification_id: string; what: string; name: string; rule: string | null; outcome: string; text: string }[];
}

export const dryRunQuery = (number: string, trace: boolean) =>
  queryOptions({
    queryKey: ["dryRun", number, trace],
    queryFn: () => api.post<DryRun>("/api/serviceOrders/dryRun", { serviceOrder: number, trace }),
  });

/** Tasks as they would be done: by start, those on the critical path first among equals. */
export function bySchedule(tasks: readonly TriedTask[], criticalOnly: boolean): TriedTask[] {
  return tasks.filter((task) => task.critical || !criticalOnly)
    .toSorted((a, b) => Date.parse(a.startAt) - Date.parse(b.startAt) || Number(b.critical) - Number(a.critical) || a.n - b.n);
}
