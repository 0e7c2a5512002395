// What a typed query says, condition by condition: each is a chip that is changed or taken out, and more are built by fields.
import { Add, Close } from "@carbon/icons-react";
import { Fragment, useState } from "react";
import { t } from "@/i18n/t";
import { ConditionDialog } from "./ConditionDialog";
import { joined, unitsOf, withUnit } from "./typedQuery";

interface Props {
  /** Where the server tells the words of this list. */
  path: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** The list items of a query among the chips of a list. */
export function QueryChips({ path, label, value, onChange }: Props) {
  const [open, setOpen] = useState<number | "new" | null>(null);
  const { join, units } = unitsOf(value);
  const unit = typeof open === "number" ? units[open] : undefined;
  return (
    <>
      {units.map((one, at) => (
        // the place is what tells two equal conditions apart
        // oxlint-disable-next-line no-array-index-key
        <Fragment key={`${at} ${one.text}`}>
          {at > 0 && join === "or" && <li className="chip__or">{t("query.or")}</li>}
          <li className="chip chip--two">
            <button type="button" className="chip__text" onClick={() => setOpen(at)}>
              <span className="hidden">{t("query.change", { label })} </span>{one.text}
            </button>
            <button type="button" className="chip__out" aria-label={`${t("filters.remove")} ${label}: ${one.text}`} onClick={() => onChange(withUnit(value, at, ""))}>
              <Close size={16} />
            </button>
          </li>
        </Fragment>
      ))}
      <li>
        <button type="button" className="chip chip--clear" onClick={() => setOpen("new")}><Add size={16} /> {t("query.add")}</button>
      </li>
      {open !== null && (open === "new" || unit) && (
        <ConditionDialog path={path} unit={unit} mayJoin={open === "new" && units.length > 0} onClose={() => setOpen(null)}
          onDone={(text, how) => onChange(typeof open === "number" ? withUnit(value, open, text) : joined(value, text, how))} />
      )}
    </>
  );
}
