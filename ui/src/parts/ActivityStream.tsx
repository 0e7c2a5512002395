// What happened, newest first: who, when, what changed from what to what.
import type { HistoryEntry } from "@/api/types";
import { t } from "@/i18n/t";
import { look, type StateFamily } from "@/states";
import { valueText } from "./CharacteristicTable";
import { momentText } from "@/i18n/instants";
import { When } from "./When";

/** `ServiceOrderApproved` -> "Service order approved". */
export function kindText(kind: string): string {
  const words = kind.replaceAll("_", " ").replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Data of an event that only programs read: keys of rows, fingerprints. */
const FOR_PROGRAMS: ReadonlySet<string> = new Set(["taskN", "signature", "inventoryItemId", "inventoryItems", "characteristics", "subjectN", "changes", "before", "after"]);
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
const CODE = /^[a-z]+(?:[A-Z][a-z]+)+$/;

/** A reason that begins with its code, as people read it: `duplicateOrder: see the other` is "Duplicate order: see the other". */
export const reasonText = (reason: string): string => reason.replace(/^[a-z]+(?:[A-Z][a-z]+)+(?=: |$)/, kindText);

/** A value of an event as people read it: `inProgress` is "In progress", an instant is in the reader's zone. */
export function factText(value: unknown): string {
  if (typeof value !== "string") return Array.isArray(value) ? value.map(factText).join(", ") : valueText(value);
  if (CODE.test(value)) return kindText(value);
  return INSTANT.test(value) ? momentText(value) : value;
}

const FAMILIES: Record<string, StateFamily> = {
  ServiceOrderStateChanged: "serviceOrder", ServiceOrderItemStateChanged: "serviceOrder", DomainOrderStateChanged: "domainOrder", TaskStateChanged: "task", FalloutStateChanged: "fallout",
};

/** What an event says beside what changed, as names and values for people. */
export function factsOf(data: Record<string, unknown>): [name: string, text: string][] {
  return Object.entries(data).filter(([name, value]) => !FOR_PROGRAMS.has(name) && value !== null && value !== "").map(([name, value]) => [kindText(name), factText(value)]);
}

/** What an event changed, from what to what. */
export function changesText(entry: { kind: string; data: Record<string, unknown> }): { field: string; before: string; after: string }[] {
  const family = FAMILIES[entry.kind];
  const text = (value: unknown) => (family && typeof value === "string" ? look(family, value).label : factText(value));
  return changesOf(entry).map(({ field, before, after }) => ({ field, before: text(before), after: text(after) }));
}

interface Change { field: string; before: unknown; after: unknown }

function changesOf({ kind, data }: { kind: string; data: Record<string, unknown> }): Change[] {
  if (Array.isArray(data.changes)) return data.changes as Change[];
  return "before" in data && "after" in data ? [{ field: t(kind === "EstimateMoved" ? "activity.estimate" : "state"), before: data.before, after: data.after }] : [];
}

/** What one event says: who, when, what changed. */
export function ActivityLine({ entry }: { entry: HistoryEntry }) {
  const changes = changesText(entry);
  return (
    <>
      <p><strong>{kindText(entry.kind)}</strong> <span className="muted">{t("by", { name: entry.by })}</span></p>
      <p className="activity__when"><When at={entry.at} relative /></p>
      {changes.map((change) => (
        <p key={change.field} className="activity__change">
          {change.field}: <del>{change.before}</del> → <ins>{change.after}</ins>
        </p>
      ))}
      {factsOf(entry.data).map(([name, text]) => <p key={name} className="activity__fact">{name}: {text}</p>)}
    </>
  );
}

export function ActivityStream({ entries }: { entries: HistoryEntry[] }) {
  if (entries.length === 0) return <p className="muted">{t("activity.none")}</p>;
  return (
    <ol className="activity">
      {entries.map((entry, i) => <li key={entry.id ?? `${entry.at}-${i}`}><ActivityLine entry={entry} /></li>)}
    </ol>
  );
}
