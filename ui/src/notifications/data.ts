// What the server says of notifications, and a rule as the form holds it.
import { useQuery } from "@tanstack/react-query";
import { api } from "@/api/fetching";
import type { Schemas } from "@/api/types";
import { t, type Key } from "@/i18n/t";

export type Rule = Schemas["NotificationRuleBody"];
export type Rules = Schemas["NotificationRulesBody"];
export type Sent = Schemas["NotificationBody"];
export type Preference = Schemas["PreferenceBody"];
export type Recipient = Rule["recipients"][number];

export const KINDS = ["approvalNeeded", "orderRejected", "orderCompleted", "orderFailed", "falloutRaised", "falloutAssigned", "falloutEscalated", "falloutMentioned",
  "jeopardy", "taskAssigned", "holdEscalated"] as const;
export const RECIPIENTS = ["user", "group", "role", "assignee", "assignedGroup", "creator", "contact", "webhook"] as const;
export const ROLES = ["orderViewer", "orderIntegrator", "serviceOrderAgent", "serviceOrderManager", "fulfillmentAgent", "fulfillmentManager", "falloutAgent", "falloutManager",
  "catalogDesigner", "administrator"] as const;
export const NAMED: readonly string[] = ["user", "group", "role"];

export const kindText = (kind: string) => t(`notification.${kind}` as Key);
export const recipientText = (one: Recipient) => [t(`recipient.${one.to}` as Key), one.to === "role" && one.name ? t(`role.${one.name}` as Key) : (one.name ?? one.url)].filter(Boolean).join(" ");

export function useRules() {
  return useQuery({ queryKey: ["notificationRules"], queryFn: ({ signal }) => api.get<Rules>("/api/notificationRules", undefined, signal) });
}

export const NEW_RULE: Rule = {
  name: "", version: 0, kind: "approvalNeeded", active: true, digestMinutes: null, calendar: null, changedBy: "", changedAt: "", waiting: 0, dead: 0,
  recipients: [{ to: "role", name: "serviceOrderManager", url: null, secret: null }], verbs: [],
  condition: { categories: [], specifications: [], customers: [], priorityAtMost: null, groups: [], falloutTypes: [], minimumLevel: null },
};

const filled = (record: object) => Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null && value !== "" && !(Array.isArray(value) && value.length === 0)));

/** A rule as the server takes it. */
export function ruleDocument(rule: Rule, version: number) {
  return {
    version, kind: rule.kind, active: rule.active, digestMinutes: rule.digestMinutes, calendar: rule.calendar || null,
    condition: filled(rule.condition), recipients: rule.recipients.map(filled),
  };
}

/** `a, b` as a list. */
export const listed = (text: string) => text.split(",").map((one) => one.trim()).filter(Boolean);
