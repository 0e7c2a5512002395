// How many tasks of orders themselves are late: alerts are of tasks of plans, items and orders only.
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { api } from "@/api/fetching";
import type { Page } from "@/api/types";
import { tn } from "@/i18n/t";
import type { OrderTask } from "./data";

export function LateOrderTasks() {
  const late = useQuery({
    queryKey: ["orderTasks", "late"], queryFn: ({ signal }) => api.get<Page<OrderTask>>("/api/orderTasks", { late: "true", limit: 1 }, signal), retry: false,
  }).data?.total;
  return late ? <p className="callout callout--warning"><Link to="/orderTasks?late=true">{tn("orderTask.late", late)}</Link></p> : null;
}
