// Holds of an order or of a part of it: who keeps it from going on, why, and until when.
import { useQuery, type QueryClient } from "@tanstack/react-query";
import { api } from "@/api/fetching";
import type { Schemas } from "@/api/types";

export type Hold = Schemas["HoldBody"];

/** What may be held: an order, or one part of it. */
export interface Part {
  order: string;
  /** Place of an item in its order. */
  item?: number;
  domainOrder?: string;
  task?: string;
}

export const REASONS: Schemas["HoldReason"][] = [
  "awaitingInformation", "customerRequest", "paymentIssue", "siteNotReady", "regulatory", "technical", "other",
];

/** Open holds that cover a part, or all of an order and its parts; and whether it can be held now. */
export function useHolds({ order, ...part }: Part, enabled = true) {
  return useQuery({
    queryKey: ["holds", order, part],
    queryFn: ({ signal }) => api.get<Schemas["HoldsBody"]>(`/api/serviceOrders/${order}/holds`, { ...part }, signal),
    enabled,
    // who may not see holds sees the record all the same
    retry: false,
  });
}

export const placeHold = (order: string, body: Schemas["NewOrderHold"]) => api.post<Hold>(`/api/serviceOrders/${order}/holds`, body);

export const releaseHold = (hold: Hold, note: string) => api.post<Hold>(`/api/holds/${hold.number}/release`, { note: note || null });

/** What shows an order is asked anew: a hold moves states all over it. */
export const refresh = (client: QueryClient, order: string) =>
  client.invalidateQueries({ predicate: ({ queryKey: [, number] }) => typeof number === "string" && number.includes(order.slice(4)) });

/** The open holds by the number of what they are on, as a plan knows it: an item ORD-000123/2 is ORDL-000123-2. */
export function bySubject(holds: readonly Hold[]): Map<string, Hold[]> {
  const found = new Map<string, Hold[]>();
  for (const hold of holds) {
    const number = hold.scope === "item" ? hold.subject.replace(/^ORD-(\d+)\/(\d+)$/, "ORDL-$1-$2") : hold.subject;
    found.set(number, [...(found.get(number) ?? []), hold]);
  }
  return found;
}

/** Where what is held is looked at; an item is `ORD-000123/2`. */
export function placeOf(hold: Hold): string {
  const [order, item] = hold.subject.split("/");
  if (hold.scope === "task") return `/tasks/${hold.subject}`;
  if (hold.scope === "domainOrder") return `/domainOrders/${hold.subject}`;
  return item ? `/orders/${order}?item=${item}&tab=items` : `/orders/${order}`;
}

/** A reason of a state that is a hold: the notice of holds says it in words, with who, until when and a way to release it. */
export const HOLD = /^HOLD-\d+-\d+ /;
