// The filters of a list as fields, what is set as chips, and the views that were saved.
import { Close, Bookmark } from "@carbon/icons-react";
import { OverflowMenu, OverflowMenuItem } from "@carbon/react";
import { useEffect, useState } from "react";
import { useLocation, useNavigate } from "react-router";
import { t } from "@/i18n/t";
import { savedViews, saveViews, type SavedView } from "./listState";
import { ReasonDialog } from "./ReasonDialog";

export interface Filter {
  /** Its name in the URL, and the server's unless `ask` says else. */
  name: string;
  label: string;
  options?: { value: string; label: string }[];
  /** The kind of field; text without it. */
  type?: "date";
  /** What the server is asked for this value. */
  ask?: (value: string) => Record<string, string | string[]>;
  /** The page shows it in its own way, as tabs; clearing leaves it. */
  hidden?: boolean;
}

/** What stays when the filters are cleared. */
export function keptFilters(filters: readonly Filter[], values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => filters.some((filter) => filter.hidden && filter.name === name)));
}

interface Props {
  list: string;
  filters: Filter[];
  values: Record<string, string>;
  onChange: (values: Record<string, string>) => void;
}

export function FilterBar({ list, filters, values, onChange }: Props) {
  const [views, setViews] = useState<SavedView[]>(() => savedViews(list));
  const [naming, setNaming] = useState(false);
  const navigate = useNavigate();
  const { search, pathname } = useLocation();
  const set = (name: string, value: string) => {
    const { [name]: _, ...rest } = values;
    onChange(value ? { ...rest, [name]: value } : rest);
  };
  const keep = (next: SavedView[]) => {
    setViews(next);
    saveViews(list, next);
  };
  const chosen = filters.filter((filter) => !filter.hidden && values[filter.name]);
  return (
    <div className="filters">
      <div className="filters__fields">
        {filters.filter((filter) => !filter.hidden).map((filter) =>
          filter.options ? (
            <label key={filter.name} className="field">
              <span className="field__label">{filter.label}</span>
              <select value={values[filter.name] ?? ""} onChange={(event) => set(filter.name, event.target.value)}>
                <option value="">{t("all")}</option>
                {filter.options.map((one) => <option key={one.value} value={one.value}>{one.label}</option>)}
              </select>
            </label>
          ) : (
            <TextFilter key={filter.name} filter={filter} value={values[filter.name] ?? ""} onChange={(value) => set(filter.name, value)} />
          ),
        )}
        <OverflowMenu aria-label={t("views")} iconDescription={t("views")} renderIcon={() => <Bookmark size={16} />} size="sm">
          {[
            ...views.map((view) => (
              <OverflowMenuItem key={view.name} itemText={view.name} onClick={() => void navigate(pathname + view.search)} />
            )),
            <OverflowMenuItem key=" save" hasDivider={views.length > 0} itemText={t("views.save")} onClick={() => setNaming(true)} />,
            ...(views.some((view) => view.search === search) ? [
              <OverflowMenuItem key=" remove" isDelete itemText={t("views.remove")}
                onClick={() => keep(views.filter((view) => view.search !== search))} />,
            ] : []),
          ]}
        </OverflowMenu>
      </div>
      {chosen.length > 0 && (
        <ul className="chips" aria-label={t("filters.set")}>
          {chosen.map((filter) => {
            const value = values[filter.name] ?? "";
            const text = filter.options?.find((one) => one.value === value)?.label ?? value;
            return (
              <li key={filter.name}>
                <button type="button" className="chip" onClick={() => set(filter.name, "")}>
                  <span className="hidden">{t("filters.remove")} </span>{filter.label}: {text} <Close size={16} />
                </button>
              </li>
            );
          })}
          <li><button type="button" className="chip chip--clear" onClick={() => onChange(keptFilters(filters, values))}>{t("list.clear")}</button></li>
        </ul>
      )}
      {naming && (
        <ReasonDialog title={t("views.save")} doText={t("save")} noteLabel={t("views.name")} onClose={() => setNaming(false)}
          onDo={({ note }) => { keep([...views.filter((view) => view.name !== note), { name: note, search }]); return Promise.resolve(); }} />
      )}
    </div>
  );
}

function TextFilter({ filter, value, onChange }: { filter: Filter; value: string; onChange: (value: string) => void }) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => onChange(typed.trim()), 300);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);
  return (
    <label className="field field--text">
      <span className="field__label">{filter.label}</span>
      <input type={filter.type ?? "search"} value={typed} onChange={(event) => setTyped(event.target.value)} />
    </label>
  );
}
