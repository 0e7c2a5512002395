// People, keys and history as administrators look at them.
import { queryOptions } from "@tanstack/react-query";
import { api } from "@/api/fetching";
import type { Schemas } from "@/api/types";

export type Account = Schemas["UserBody"];
export type ApiKey = Schemas["ApiKeyBody"];
export type AuditEvent = Schemas["EventBody"];
export type Role = Schemas["RoleBody"];

export { roleName } from "@/parts/roles";

export const rolesQuery = queryOptions({
  queryKey: ["roles"],
  queryFn: ({ signal }) => api.get<{ items: Role[] }>("/api/roles", undefined, signal),
});

export const accountAddress = (name: string): string => `/api/users/${encodeURIComponent(name)}`;

export const accountQuery = (name: string) =>
  queryOptions({ queryKey: ["users", "one", name], queryFn: ({ signal }) => api.get<Account>(accountAddress(name), undefined, signal) });

/** Days that a new key works; 0 is for good. */
export const KEY_DAYS = [30, 90, 365, 0] as const;

/** When a key that is made now ends; null is never. */
export const expiryOf = (days: number, now: number): string | null => (days === 0 ? null : new Date(now + days * 86_400_000).toISOString());

const PLACES: Record<string, (number: string) => string> = {
  serviceOrder: (n) => `/orders/${n}`,
  task: (n) => `/tasks/${n}`,
  fallout: (n) => `/fallouts/${n}`,
  domainOrder: (n) => `/domainOrders/${n}`,
  orderTask: (n) => `/orderTasks/${n}`,
};

/** An event as the activity of a record shows it. */
export const entryOf = ({ kind, by, at, data }: AuditEvent) => ({ kind, by, at, data });

/** What an event is about, and its page when there is one. */
export function subjectOf(event: AuditEvent): { name: string; to: string | null } {
  if (event.number) return { name: event.number, to: PLACES[event.about]?.(event.number) ?? (event.serviceOrder ? `/orders/${event.serviceOrder}` : null) };
  const user = event.data.userName;
  if (typeof user === "string") return { name: user, to: `/admin/users/${encodeURIComponent(user)}` };
  const { system, campaign } = event.data;
  if (typeof campaign === "string") return { name: campaign, to: `/fallouts/campaigns/${campaign}` };
  if (event.kind.startsWith("DomainSystem") && typeof system === "string") return { name: system, to: `/systems/${encodeURIComponent(system)}` };
  const group = event.data.group;
  if (typeof group === "string") return { name: group, to: `/groups/${encodeURIComponent(group)}` };
  return { name: event.serviceOrder ?? event.about, to: event.serviceOrder ? `/orders/${event.serviceOrder}` : null };
}
