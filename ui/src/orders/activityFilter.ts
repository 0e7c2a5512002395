// Which entries of the activity stream are looked for.
import type { HistoryEntry } from "@/api/types";

export type Show = "all" | "order" | "changes" | "people";

/** Whether an entry is of the kind looked for and has the words. */
export function isShown(entry: HistoryEntry, show: Show, words: string): boolean {
  if (show === "order" && !/^(ServiceOrder(?!Item)|Investigation|Note)/.test(entry.kind)) return false;
  if (show === "changes" && !Array.isArray(entry.data.changes)) return false;
  if (show === "people" && entry.by === "system") return false;
  const text = words.trim().toLowerCase();
  return !text || `${entry.kind} ${entry.by} ${JSON.stringify(entry.data)}`.toLowerCase().includes(text);
}
