// Rules that say who gets a fallout or a task: the server's, and as the forms hold them.
import { useQuery } from "@tanstack/react-query";
import { api } from "@/api/fetching";
import type { Schemas } from "@/api/types";

export type Routing = Schemas["RoutingRuleBody"];
export type RoutingList = Schemas["RoutingRulesBody"];
export type Assignment = Schemas["AssignmentRuleBody"];

export function useRoutingRules() {
  return useQuery({ queryKey: ["falloutRoutingRules"], queryFn: ({ signal }) => api.get<RoutingList>("/api/falloutRoutingRules", undefined, signal) });
}

export function useAssignmentRules() {
  return useQuery({ queryKey: ["assignmentRules"], queryFn: ({ signal }) => api.get<{ items: Assignment[] }>("/api/assignmentRules", undefined, signal) });
}

/** The list with one of its lines moved up (-1) or down (1); at the end it stays. */
export function moved<Line>(lines: readonly Line[], at: number, by: -1 | 1): Line[] {
  const next = [...lines], to = at + by;
  const [one, other] = [next[at], next[to]];
  if (one === undefined || other === undefined) return next;
  next[at] = other;
  next[to] = one;
  return next;
}

/** What a form holds, as the server takes it: empty is left out, numbers are numbers. */
export function routingDocument(form: Record<string, string>): Routing {
  const text = (name: string) => form[name]?.trim() || null;
  const whole = (name: string) => (text(name) === null ? null : Number(text(name)));
  return {
    name: text("name") ?? "", assignmentGroup: text("assignmentGroup") ?? "", assignee: text("assignee"), falloutType: text("falloutType"),
    specification: text("specification"), category: text("category") as Routing["category"], falloutCategory: text("falloutCategory"), system: text("system"), urgency: whole("urgency"),
    escalateAfterMinutes: whole("escalateAfterMinutes"), escalateTo: text("escalateTo"),
  };
}

/** A rule as texts. */
export function routingForm(rule: Partial<Routing>): Record<string, string> {
  return Object.fromEntries(Object.entries(rule).map(([name, value]) => [name, value === null || value === undefined ? "" : String(value)]));
}
