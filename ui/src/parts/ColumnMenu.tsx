// How a list looks: which columns, in which order, how many of them stay at the left, how close the rows stand.
import { ArrowDown, ArrowUp } from "@carbon/icons-react";
import { useEffect, useRef } from "react";
import type { ListLook } from "@/app/preferences";
import { t } from "@/i18n/t";
import { moved, ordered, toggled } from "./columnChoice";

interface Props {
  columns: readonly { key: string; header: string }[];
  look: ListLook;
  change: (next: Partial<ListLook>) => void;
}

const PINS = [0, 1, 2, 3];

export function ColumnMenu({ columns, look, change }: Props) {
  const first = columns[0]?.key;
  const all = ordered(columns, look.order);
  // a line that moves loses the focus on its way, and gets it back where it stands then
  const moving = useRef<HTMLButtonElement | null>(null);
  useEffect(() => {
    const button = moving.current;
    moving.current = null;
    button?.focus();
    if (button?.disabled) button.closest("div")?.querySelector<HTMLElement>("button:not(:disabled)")?.focus();
  });
  const move = (column: string, by: number) => (event: { currentTarget: HTMLButtonElement }) => {
    moving.current = event.currentTarget;
    change({ order: moved(columns, look.order, column, by) });
  };
  return (
    // the keys are of the boxes inside; Escape and leaving close it
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-static-element-interactions
    <details className="columnmenu" onKeyDown={(event) => {
      if (event.key !== "Escape") return;
      event.currentTarget.open = false;
      event.currentTarget.querySelector("summary")?.focus();
    }} onBlur={(event) => { if (!moving.current && !event.currentTarget.contains(event.relatedTarget)) event.currentTarget.open = false; }}>
      <summary>{t("columns")}</summary>
      <fieldset tabIndex={-1}>
        <legend className="hidden">{t("columns")}</legend>
        {all.map((column, i) => (
          <div key={column.key} className="columnmenu__line">
            <label>
              <input type="checkbox" checked={column.key === first || !look.hidden.includes(column.key)} disabled={column.key === first}
                onChange={() => change({ hidden: toggled(look.hidden, column.key) })} /> {column.header}
            </label>
            <button type="button" aria-label={t("columns.earlier", { column: column.header })} disabled={i === 0}
              onClick={move(column.key, -1)}><ArrowUp size={16} /></button>
            <button type="button" aria-label={t("columns.later", { column: column.header })} disabled={i === all.length - 1}
              onClick={move(column.key, 1)}><ArrowDown size={16} /></button>
          </div>
        ))}
        <label className="columnmenu__more">{t("columns.pinned")}
          <select value={look.pinned} onChange={(event) => change({ pinned: Number(event.target.value) })}>
            {PINS.map((n) => <option key={n} value={n}>{n}</option>)}
          </select>
        </label>
        <label className="columnmenu__more">
          <input type="checkbox" checked={look.density === "compact"} onChange={(event) => change({ density: event.target.checked ? "compact" : "normal" })} /> {t("columns.compact")}
        </label>
      </fieldset>
    </details>
  );
}
