// TMF641 documents: reading what somebody pasted, finding where a fault is, changing values of one item.
import type { Problem } from "@/api/types";
import { t } from "@/i18n/t";
import type { Document } from "./types";

export type ReadDocument = { document: Document; fault?: undefined } | { document?: undefined; fault: string };

/** The document in a text, or a sentence that says why there is none. */
export function readDocument(text: string): ReadDocument {
  if (!text.trim()) return { fault: t("newOrder.empty") };
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (fault) {
    return { fault: t("newOrder.notJson", { what: fault instanceof Error ? fault.message : String(fault) }) };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { fault: t("newOrder.notObject") };
  return { document: value as Document };
}

const items = (holder: Document): Document[] =>
  Array.isArray(holder.serviceOrderItem) ? (holder.serviceOrderItem as unknown[]).filter((one): one is Document => typeof one === "object" && one !== null) : [];

export interface Outline {
  customer: string | null;
  externalId: string | null;
  items: { id: string; level: number; action: string; specification: string }[];
}

/** What a document holds, in short. */
export function outline(document: Document): Outline {
  const parties = Array.isArray(document.relatedParty) ? (document.relatedParty as Document[]) : [];
  const customer = parties.find((party) => String(party?.role).toLowerCase() === "customer") ?? parties[0];
  const found: Outline["items"] = [];
  const walk = (holder: Document, level: number) => {
    for (const item of items(holder)) {
      const service = (item.service ?? {}) as Document;
      const specification = (service.serviceSpecification ?? {}) as Document;
      found.push({
        id: String(item.id ?? ""), level, action: String(item.action ?? ""),
        specification: String(specification.name ?? specification.id ?? ""),
      });
      walk(item, level + 1);
    }
  };
  walk(document, 1);
  return { customer: customer ? String(customer.name ?? customer.id ?? "") : null, externalId: document.externalId ? String(document.externalId) : null, items: found };
}

/** The line (from 1) of the text at which a problem is: that of its item, then of its field within it. */
export function lineOf(text: string, problem: Pick<Problem, "item" | "field">): number | null {
  let from = 0;
  if (problem.item !== null) {
    const id = problem.item.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const found = new RegExp(`"id"\\s*:\\s*"?${id}"?\\s*[,}\\n]`).exec(text);
    if (found) from = found.index;
    else if (problem.field === null) return null;
  }
  // `serviceCharacteristic[Speed]` -> the value's name first, then the attribute
  const parts = (problem.field ?? "").split(/[.[\]/]+/).filter((part) => part && !/^\d+$/.test(part));
  for (const part of parts.toReversed()) {
    const hit = text.indexOf(`"${part}"`, from);
    if (hit >= 0) return lineAt(text, hit);
  }
  return problem.item !== null && from > 0 ? lineAt(text, from) : null;
}

/** A field within its item: the way through the items is left out, for the item itself is named beside it. */
export function shortField({ item, field }: Pick<Problem, "item" | "field">): string | null {
  return field === null || item === null ? field : field.replace(/^(?:serviceOrderItem\[\d+\]\.)+/, "");
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}

/**
 * The items of a document with other characteristic values of one; `undefined` takes a characteristic away.
 * `defaults` names by item what came from its specification: sent back, it would look as if the customer had ordered it.
 */
export function withValues(document: Document, itemId: string, values: Record<string, unknown>, defaults: ReadonlyMap<string, ReadonlySet<string>> = new Map()): Document[] {
  const change = (item: Document): Document => {
    const changed: Document = items(item).length > 0 ? { ...item, serviceOrderItem: items(item).map(change) } : { ...item };
    const service = (item.service ?? {}) as Document;
    const sent = Array.isArray(service.serviceCharacteristic) ? (service.serviceCharacteristic as Document[]) : [];
    const filled = defaults.get(String(item.id));
    const chosen = item.id === itemId ? values : {};
    const had = sent.filter((one) => !filled?.has(String(one.name)) || String(one.name) in chosen);
    if (item.id !== itemId) return had.length === sent.length ? changed : { ...changed, service: { ...service, serviceCharacteristic: had } };
    const names = new Set(had.map((one) => one.name));
    const kept = had
      .map((one) => (typeof one.name === "string" && one.name in values ? { ...one, value: values[one.name] } : one))
      .filter((one) => one.value !== undefined);
    const added = Object.entries(values).filter(([name, value]) => !names.has(name) && value !== undefined).map(([name, value]) => ({ name, value }));
    return { ...changed, service: { ...service, serviceCharacteristic: [...kept, ...added] } };
  };
  return items(document).map(change);
}
