// Which columns of a list are shown, in which order and how wide; a column that is new is shown, at its usual place.
import type { ListLook } from "@/app/preferences";

interface Keyed { key: string }

/** All columns in the order that was chosen; those that it does not name keep their place beside their usual neighbour. */
export function ordered<Column extends Keyed>(columns: readonly Column[], order: readonly string[]): Column[] {
  const known = order.filter((key) => columns.some((column) => column.key === key));
  const keys = [...known];
  columns.forEach((column, i) => {
    if (keys.includes(column.key)) return;
    const before = columns[i - 1];
    keys.splice(before ? keys.indexOf(before.key) + 1 : 0, 0, column.key);
  });
  return keys.flatMap((key) => columns.filter((column) => column.key === key));
}

/** The columns that are shown. The usual first one always is, for a list without it has nothing to open. */
export function shownColumns<Column extends Keyed>(columns: readonly Column[], look: Pick<ListLook, "hidden" | "order">): Column[] {
  return ordered(columns, look.order).filter((column) => column.key === columns[0]?.key || !look.hidden.includes(column.key));
}

/** The hidden columns after one was switched. */
export function toggled(hidden: readonly string[], column: string): string[] {
  return hidden.includes(column) ? hidden.filter((key) => key !== column) : [...hidden, column];
}

/** The order after a column moved by so many places. */
export function moved(columns: readonly Keyed[], order: readonly string[], column: string, by: number): string[] {
  const keys = ordered(columns, order).map(({ key }) => key);
  const from = keys.indexOf(column);
  const to = Math.max(0, Math.min(keys.length - 1, from + by));
  if (from < 0) return keys;
  keys.splice(to, 0, ...keys.splice(from, 1));
  return keys;
}

const NARROWEST = 40, WIDEST = 1200;

/** A width that a column can have. */
export const fitting = (width: number): number => Math.round(Math.max(NARROWEST, Math.min(WIDEST, width)));
