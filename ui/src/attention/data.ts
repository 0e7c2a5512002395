// What needs attention, and what is in jeopardy: the server's answers and what is done to alerts.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/fetching";
import type { Schemas } from "@/api/types";
import { t, tn } from "@/i18n/t";
import { words } from "@/orders/items";
import { look } from "@/states";

export type Flagged = Schemas["FlaggedDomainOrder"];
export type Flag = Schemas["Flag"];
export type FlagReason = Schemas["FlagReason"];
export type Alert = Schemas["AlertBody"];
export type Alerts = Schemas["AlertsBody"];

/** In the order of urgency, as the server sorts them. */
export const FLAGS: Flag[] = ["held", "fallout", "jeopardy", "waitingForValue", "proposal", "planChanged"];

export const flagText = (flag: Flag): string => look("flag", flag).label;

/** The page on which a flag of a domain order is dealt with. */
export function placeOf(line: Pick<Flagged, "domainOrder" | "serviceOrder">, reason: Pick<FlagReason, "flag" | "record">): string {
  if (reason.flag === "fallout" && reason.record) return `/fallouts/${reason.record}`;
  if (reason.flag === "jeopardy") return `/jeopardy?order=${line.serviceOrder}`;
  return `/orders/${line.serviceOrder}/plan?sel=${line.domainOrder}&panel=1`;
}

/** What is the matter, in words. */
export function reasonText(reason: FlagReason): string {
  switch (reason.flag) {
    case "waitingForValue": return t("flag.waitsFor", { names: (reason.characteristics ?? []).map(words).join(", "), target: words(reason.message ?? "") });
    case "proposal": return [
      (reason.add ?? 0) > 0 ? tn("flag.add", reason.add ?? 0, { target: words(reason.message ?? "") }) : "",
      (reason.cancel ?? 0) > 0 ? tn("flag.cancel", reason.cancel ?? 0) : "",
    ].filter(Boolean).join(", ");
    default: return reason.message ?? flagText(reason.flag);
  }
}

/** The page of what an alert is about. */
export function subjectPlace(alert: Pick<Alert, "subject">): string {
  const item = /^ORDL-(\d+)-\d+$/.exec(alert.subject);
  if (item) return `/orders/ORD-${item[1]}`;
  const pages = [["TASK-", "tasks"], ["FO-", "fallouts"], ["SO-", "domainOrders"]] as const;
  const page = pages.find(([prefix]) => alert.subject.startsWith(prefix));
  return page ? `/${page[1]}/${alert.subject}` : `/orders/${alert.subject}`;
}

/** The open alerts of an order, or of one task of it. */
export function useAlerts(order: string, task?: string) {
  return useQuery({
    queryKey: ["jeopardy", order, task ?? ""],
    queryFn: ({ signal }) => api.get<Alerts>("/api/jeopardyAlerts", { ...(task ? { task } : { order }), limit: 200 }, signal),
    retry: false,
  });
}

/** Acknowledges or hands on an alert; every list that shows it is asked for anew. */
export function useAlertCall() {
  const client = useQueryClient();
  return async (alert: Alert, verb: "acknowledge" | "own", body: Record<string, unknown>): Promise<Alert> => {
    try {
      return await api.post<Alert>(`/api/jeopardyAlerts/${alert.number}/${verb}`, body);
    } finally {
      // refused as well: somebody else was faster
      void client.invalidateQueries({ predicate: ({ queryKey: [noun] }) => noun === "jeopardy" || noun === "jeopardyAlerts" || noun === "home" });
    }
  };
}
