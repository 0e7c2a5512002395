// The header of an order in a form, and the merge patch that says what was changed in it.
import type { ServiceOrder } from "@/api/types";
import type { Document } from "./types";

export interface HeaderTexts {
  externalId: string;
  description: string;
  priority: string;
  requestedStartDate: string;
  requestedCompletionDate: string;
  committedDueDate: string;
}

/** The day of an instant in the user's zone, as a date field wants it. */
export function dayOf(instant: string | null): string {
  if (instant === null) return "";
  const at = new Date(instant);
  return [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/** A day with the time that was there before; without one, the end of the working day. */
export function instantOf(day: string, before: string | null): string {
  const at = before === null ? new Date(`${day}T17:00:00`) : new Date(before);
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  at.setFullYear(year, month - 1, date);
  return at.toISOString();
}

/** Only what differs; an emptied field is taken away (RFC 7396: null). */
export function headerPatch(order: ServiceOrder, texts: HeaderTexts): Document {
  const patch: Document = {};
  for (const name of ["externalId", "description"] as const) {
    const text = texts[name].trim();
    if (text !== (order[name] ?? "")) patch[name] = text || null;
  }
  if (texts.priority !== String(order.priority)) patch.priority = texts.priority;
  for (const name of ["requestedStartDate", "requestedCompletionDate", "committedDueDate"] as const) {
    if (texts[name] !== dayOf(order[name])) patch[name] = texts[name] ? instantOf(texts[name], order[name]) : null;
  }
  return patch;
}
