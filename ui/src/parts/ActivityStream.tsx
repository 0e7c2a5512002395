// What happened, newest first: who, when, what changed from what to what.
import type { HistoryEntry } from "@/api/types";
import { t } from "@/i18n/t";
import { valueText } from "./CharacteristicTable";
import { When } from "./When";

/** `ServiceOrderApproved` -> "Service order approved". */
export function kindText(kind: string): string {
  const words = kind.replaceAll("_", " ").replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

interface Change { field: string; before: unknown; after: unknown }

function changesOf(data: Record<string, unknown>): Change[] {
  if (Array.isArray(data.changes)) return data.changes as Change[];
  return "before" in data && "after" in data ? [{ field: t("state"), before: data.before, after: data.after }] : [];
}

/** What one event says: who, when, what changed. */
export function ActivityLine({ entry }: { entry: HistoryEntry }) {
  const changes = changesOf(entry.data);
  const rest = Object.entries(entry.data).filter(([name, value]) => !["changes", "before", "after"].includes(name) && value !== null && value !== "");
  return (
    <>
      <p><strong>{kindText(entry.kind)}</strong> <span className="muted">{t("by", { name: entry.by })}</span></p>
      <p className="activity__when"><When at={entry.at} relative /></p>
      {changes.map((change) => (
        <p key={change.field} className="activity__change">
          {change.field}: <del>{valueText(change.before)}</del> → <ins>{valueText(change.after)}</ins>
        </p>
      ))}
      {rest.map(([name, value]) => <p key={name} className="activity__fact">{kindText(name)}: {valueText(value)}</p>)}
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
