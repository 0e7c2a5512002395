// What approving would lead to: the tree of what would be made, how late it would be, and what changed since one looked.
import { t } from "@/i18n/t";
import { ACTIONS, KINDS } from "@/states";
import type { Preview, PreviewOrder } from "./types";

export interface TreeRow<Node> {
  node: Node;
  level: number;
}

/** Nodes in the order of the tree, each with its depth from 1; what has no parent among them stands at the top. */
export function treeRows<Node extends { n: number; parentN: number | null }>(nodes: readonly Node[]): TreeRow<Node>[] {
  const known = new Set(nodes.map((node) => node.n));
  const below = new Map<number | null, Node[]>();
  for (const node of nodes) {
    const parent = node.parentN !== null && known.has(node.parentN) ? node.parentN : null;
    below.set(parent, [...(below.get(parent) ?? []), node]);
  }
  const rows: TreeRow<Node>[] = [];
  const open = (below.get(null) ?? []).toReversed().map((node) => ({ node, level: 1 }));
  for (let row = open.pop(); row; row = open.pop()) {
    rows.push(row);
    const { level } = row;
    open.push(...(below.get(row.node.n) ?? []).toReversed().map((node) => ({ node, level: level + 1 })));
  }
  return rows;
}

/** "12 CFS, 3 RFS" */
export function countsText(counts: Record<string, number>, words: Record<string, { short: string }> = KINDS): string {
  return Object.entries(counts).map(([name, n]) => `${n} ${words[name]?.short ?? name}`).join(", ");
}

export function actionsText(counts: Record<string, number>): string {
  return Object.entries(counts).map(([name, n]) => `${n} ${ACTIONS[name] ?? name}`).join(", ");
}

/** By how many milliseconds the plan ends after what was requested; 0 when it does not. */
export function lateness(plannedEnd: string | null, requestedEnd: string | null): number {
  if (plannedEnd === null || requestedEnd === null) return 0;
  return Math.max(0, Date.parse(plannedEnd) - Date.parse(requestedEnd));
}

export interface Change {
  name: string;
  before: string;
  after: string;
}

const place = (order: PreviewOrder) => `${order.itemN} ${order.specification} ${order.action}`;

/** How often each thing would be made. */
function counted(orders: PreviewOrder[]): Map<string, { order: PreviewOrder; n: number }> {
  const found = new Map<string, { order: PreviewOrder; n: number }>();
  for (const order of orders) {
    const known = found.get(place(order));
    found.set(place(order), { order, n: (known?.n ?? 0) + 1 });
  }
  return found;
}

/** What approving would lead to now that it did not before, and the other way round. */
export function previewChanges(before: Preview | null, after: Preview | null): Change[] {
  const [was, is] = [before?.shown, after?.shown];
  const changes: Change[] = [];
  const compare = (name: string, one: number | undefined, other: number | undefined) => {
    if (one !== other) changes.push({ name, before: one === undefined ? t("none") : String(one), after: other === undefined ? t("none") : String(other) });
  };
  compare(t("approve.orderVersion"), was?.version, is?.version);
  compare(t("order.domainOrders"), was?.domainOrders, is?.domainOrders);
  compare(t("nav.tasks"), was?.tasks, is?.tasks);
  const [old, fresh] = [counted(was?.domainOrderList ?? []), counted(is?.domainOrderList ?? [])];
  for (const [key, { order, n }] of fresh) {
    const known = old.get(key)?.n ?? 0;
    if (known !== n) changes.push({ name: `${order.name} (${ACTIONS[order.action] ?? order.action})`, before: String(known), after: String(n) });
  }
  for (const [key, { order, n }] of old) {
    if (!fresh.has(key)) changes.push({ name: `${order.name} (${ACTIONS[order.action] ?? order.action})`, before: String(n), after: "0" });
  }
  return changes;
}
