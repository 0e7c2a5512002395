// Queries that more than one page asks. A key is a noun and, for one order's things, its number: live.ts relies on it.
import { queryOptions } from "@tanstack/react-query";
import { api } from "./fetching";
import type { Plan, ServiceOrderDetail } from "./types";

export const planQuery = (order: string) =>
  queryOptions({
    queryKey: ["plan", order],
    queryFn: ({ signal }) => api.get<Plan>(`/api/serviceOrders/${order}/plan`, undefined, signal),
  });

export const detailQuery = (order: string) =>
  queryOptions({
    queryKey: ["serviceOrder", order],
    queryFn: ({ signal }) => api.get<ServiceOrderDetail>(`/api/serviceOrders/${order}`, undefined, signal),
  });
