// What the command palette can find: pages and commands, numbers, what the open page offers, what the server knows.
import { api } from "@/api/fetching";
import type { Page, ServiceOrder } from "@/api/types";
import { look, type StateFamily } from "@/states";

export interface Finding {
  id: string;
  label: string;
  hint?: string;
  group: string;
  to?: string;
  run?: () => void;
}

type Source = (words: string) => Finding[];
const sources = new Set<Source>();

/** A page offers what it has at hand; returns how to take it back. */
export function offer(source: Source): () => void {
  sources.add(source);
  return () => sources.delete(source);
}

export function offered(words: string): Finding[] {
  return [...sources].flatMap((source) => source(words));
}

const ADDRESSES: [RegExp, string, (number: string) => string][] = [
  [/^ORD-?(\d+)$/, "Service order", (n) => `/orders/${n}`],
  [/^TASK-?(\d+-\d+)$/, "Task", (n) => `/tasks/${n}`],
  [/^SO-?(\d+-\d+)$/, "Domain order", (n) => `/domainOrders/${n}`],
  [/^RO-?(\d+-\d+)$/, "Domain order", (n) => `/domainOrders/${n}`],
  [/^OT-?(\d+-\d+)$/, "Order task", (n) => `/orderTasks/${n}`],
  [/^MS-?(\d+-\d+)$/, "Milestone", (n) => `/orders/${n.replace(/^MS-(\d+)-.*/, "ORD-$1")}/plan?sel=${n}&panel=1`],
  [/^FO-?(\d+(?:-\d+)?)$/, "Fallout", (n) => `/fallouts/${n}`],
  [/^(?:PRD|SRV|RES)-?(\d+)$/, "Inventory", (n) => `/inventory/${n}`],
];

/** The page behind a number such as `TASK-000123-17` (zeros may be left out), or null. */
export function addressOf(words: string): Finding | null {
  const text = words.trim().toUpperCase();
  for (const [pattern, noun, to] of ADDRESSES) {
    const found = pattern.exec(text);
    if (!found?.[1]) continue;
    const [order = "", n] = found[1].split("-");
    const prefix = /^[A-Z]+/.exec(text)?.[0] ?? "";
    const number = `${prefix}-${order.padStart(6, "0")}${n === undefined ? "" : `-${n}`}`;
    return { id: number, label: number, hint: noun, group: "go", to: to(number) };
  }
  return null;
}

/** Service orders by number, external id, customer, address or characteristic, from the server. */
export async function searchOrders(words: string, signal: AbortSignal): Promise<Finding[]> {
  const text = words.trim();
  if (text.length < 2) return [];
  const ask = (query: Record<string, string>) =>
    api.get<Page<ServiceOrder>>("/api/serviceOrders", { limit: 6, ...query }, signal).catch(() => null);
  const answers = [await ask({ search: text })];
  const seen = new Map<string, ServiceOrder>();
  for (const answer of answers) for (const order of answer?.items ?? []) seen.set(order.number, order);
  return [...seen.values()].map((order) => ({
    id: order.number,
    label: [order.number, order.customerName].filter(Boolean).join(" · "),
    hint: stateWord("serviceOrder", order.state),
    group: "orders",
    to: `/orders/${order.number}`,
  }));
}

function stateWord(family: StateFamily, state: string): string {
  return look(family, state).label;
}

export function escapeRegex(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** Keeps what has all the words, best matches first. */
export function match(findings: Finding[], words: string): Finding[] {
  const parts = words.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (parts.length === 0) return findings;
  return findings.filter((finding) => {
    const text = `${finding.label} ${finding.hint ?? ""}`.toLowerCase();
    return parts.every((part) => text.includes(part));
  });
}
