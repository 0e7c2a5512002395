// Asks for what the first page needs while the rest is still loading: one round trip instead of three in a row.
import type { QueryClient } from "@tanstack/react-query";
import { detailQuery, planQuery } from "@/api/queries";

export function warm(client: QueryClient, path: string): void {
  const plan = /^\/orders\/([^/]+)\/plan$/.exec(path);
  if (!plan?.[1]) return;
  void import("@/plan/PlanPage");
  void client.prefetchQuery(planQuery(plan[1]));
  void client.prefetchQuery(detailQuery(plan[1]));
}
