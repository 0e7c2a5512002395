// Which columns of a list are shown: kept in this browser for each list; a column that is new is shown.

const key = (list: string) => `trunkline.columns.${list}`;

/** The keys of the columns that were hidden. */
export function hiddenColumns(list: string): ReadonlySet<string> {
  try {
    const kept = JSON.parse(localStorage.getItem(key(list)) ?? "[]") as unknown;
    return new Set(Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : []);
  } catch {
    return new Set();
  }
}

export function keepHidden(list: string, hidden: ReadonlySet<string>): void {
  try {
    localStorage.setItem(key(list), JSON.stringify([...hidden]));
  } catch {
    // storage is off: the choice lasts as long as the page
  }
}

/** The columns that are shown: the first one always, for it has the link that the keyboard opens. */
export function shownColumns<Column extends { key: string }>(columns: readonly Column[], hidden: ReadonlySet<string>): Column[] {
  return columns.filter((column, i) => i === 0 || !hidden.has(column.key));
}

/** The choice after a column was switched. */
export function toggled(hidden: ReadonlySet<string>, column: string): ReadonlySet<string> {
  const next = new Set(hidden);
  if (!next.delete(column)) next.add(column);
  return next;
}
