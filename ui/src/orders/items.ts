// The items of an order as rows of a tree, and what they say in words.
import type { DomainOrder, ServiceOrderItem } from "@/api/types";
import { valueText } from "@/parts/CharacteristicTable";
import { knownName } from "./names";

/** States of an order of which nothing is carried out yet. */
export const BEFORE_APPROVAL: ReadonlySet<string> = new Set(["draft", "acknowledged", "rejected"]);

export interface ItemRow {
  item: ServiceOrderItem;
  level: number;
  parent: number | null;
  position: number;
  size: number;
}

/** The rows that are seen: children of closed items are left out. Item numbers are `n`. */
export function itemRows(items: ServiceOrderItem[], closed: ReadonlySet<number>): ItemRow[] {
  const rows: ItemRow[] = [];
  const walk = (level: number, parent: number | null, among: ServiceOrderItem[]) => {
    among.forEach((item, i) => {
      rows.push({ item, level, parent, position: i + 1, size: among.length });
      if (!closed.has(item.n)) walk(level + 1, item.n, item.items);
    });
  };
  walk(1, null, items);
  return rows;
}

/** All items, those nested in others too. */
export function allItems(items: ServiceOrderItem[]): ServiceOrderItem[] {
  return items.flatMap((item) => [item, ...allItems(item.items)]);
}

/** What to call an item: its specification as people read it, else its id. */
export function itemTitle(item: ServiceOrderItem): string {
  return item.specificationId ? (knownName(item.specificationId) ?? words(item.specificationId)) : item.itemId;
}

/** `home-internet` -> "Home internet". */
export function words(id: string): string {
  const text = id.replace(/[-_]+/g, " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export interface Place {
  id: string | null;
  role: string | null;
  text: string;
}

const ADDRESS = ["name", "street", "streetNr", "streetName", "streetNumber", "postcode", "zip", "city", "stateOrProvince", "country"];

/** Places as lines of text: the usual parts of an address in their order, then what else was sent. */
export function places(place: unknown): Place[] {
  const found = Array.isArray(place) ? (place as unknown[]) : place === null || place === undefined ? [] : [place];
  return found.flatMap((one): Place[] => {
    if (typeof one !== "object" || one === null) return one === null ? [] : [{ id: null, role: null, text: String(one) }];
    const parts = one as Record<string, unknown>;
    const said = (name: string) => (parts[name] === undefined || parts[name] === null ? "" : valueText(parts[name]));
    const street = [said("street") || said("streetName"), said("streetNr") || said("streetNumber")].filter(Boolean).join(" ");
    const town = [said("postcode") || said("zip"), said("city")].filter(Boolean).join(" ");
    const rest = Object.keys(parts)
      .filter((name) => !ADDRESS.includes(name) && !["id", "role", "href"].includes(name) && !name.startsWith("@"))
      .map((name) => `${name}: ${said(name)}`);
    const text = [said("name"), street, town, said("stateOrProvince"), said("country"), ...rest].filter(Boolean).join(", ");
    return [{ id: said("id") || null, role: said("role") || null, text: text || said("id") }];
  });
}

export interface DomainRow {
  order: DomainOrder;
  level: number;
  position: number;
  size: number;
  below: number;
}

/** Domain orders as a tree; one whose parent is left out stands at the top. */
export function domainRows(orders: DomainOrder[], closed: ReadonlySet<string> = new Set()): DomainRow[] {
  const known = new Set(orders.map((order) => order.number));
  const below = new Map<string | null, DomainOrder[]>();
  for (const order of orders) {
    const parent = order.parent !== null && known.has(order.parent) ? order.parent : null;
    below.set(parent, [...(below.get(parent) ?? []), order]);
  }
  const rows: DomainRow[] = [];
  const walk = (level: number, parent: string | null) => {
    const among = below.get(parent) ?? [];
    among.forEach((order, i) => {
      rows.push({ order, level, position: i + 1, size: among.length, below: below.get(order.number)?.length ?? 0 });
      if (!closed.has(order.number)) walk(level + 1, order.number);
    });
  };
  walk(1, null);
  return rows;
}

export interface Skipped {
  itemN: number | null;
  specification: string;
  parentN: number | null;
  code: string;
  text: string;
  relationship: string | null;
}

const pick = (from: Record<string, unknown>, ...names: string[]): unknown => names.map((name) => from[name]).find((value) => value !== undefined);
const textOr = (value: unknown): string | null => (typeof value === "string" ? value : null);
const numberOr = (value: unknown): number | null => (typeof value === "number" ? value : null);

/** The targets that were not made, as the plan tells them. */
export function skippedTargets(targets: Record<string, unknown>[]): Skipped[] {
  return targets.map((target) => {
    const reason = (target.reason ?? {}) as Record<string, unknown>;
    return {
      itemN: numberOr(pick(target, "itemN", "item_n")),
      parentN: numberOr(pick(target, "parentN", "parent_n")),
      specification: textOr(pick(target, "specificationId", "specification_id")) ?? "",
      code: textOr(reason.code) ?? "",
      text: textOr(reason.text) ?? "",
      relationship: textOr(reason.relationship),
    };
  });
}

/** By item id, the characteristics whose value is the specification's default. */
export function defaultsOf(items: ServiceOrderItem[]): Map<string, Set<string>> {
  return new Map(allItems(items).map((item) => [item.itemId, new Set(item.characteristics.filter((one) => one.origin === "default").map((one) => one.name))]));
}
