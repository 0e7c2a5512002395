// Which columns a list shows, as boxes to tick.
import { t } from "@/i18n/t";

interface Props {
  columns: readonly { key: string; header: string }[];
  hidden: ReadonlySet<string>;
  toggle: (column: string) => void;
}

export function ColumnMenu({ columns, hidden, toggle }: Props) {
  return (
    // the keys are of the boxes inside; Escape and leaving close it
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-static-element-interactions
    <details className="columnmenu" onKeyDown={(event) => {
      if (event.key !== "Escape") return;
      event.currentTarget.open = false;
      event.currentTarget.querySelector("summary")?.focus();
    }} onBlur={(event) => { if (!event.currentTarget.contains(event.relatedTarget)) event.currentTarget.open = false; }}>
      <summary>{t("columns")}</summary>
      <fieldset tabIndex={-1}>
        <legend className="hidden">{t("columns")}</legend>
        {columns.map((column, i) => (
          <label key={column.key}>
            <input type="checkbox" checked={i === 0 || !hidden.has(column.key)} disabled={i === 0} onChange={() => toggle(column.key)} /> {column.header}
          </label>
        ))}
      </fieldset>
    </details>
  );
}
