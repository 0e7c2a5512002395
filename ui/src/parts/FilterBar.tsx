// The filters of a list as fields, what is set as chips, and the views that were saved.
import { Close } from "@carbon/icons-react";
import { useEffect, useState } from "react";
import { t } from "@/i18n/t";
import { QueryChips } from "./QueryChips";
import { SavedViews } from "./SavedViews";
import { TypedQueryField } from "./TypedQueryField";

export interface Filter {
  /** Its name in the URL, and the server's unless `ask` says else. */
  name: string;
  label: string;
  options?: { value: string; label: string }[];
  /** The kind of field; text without it. */
  type?: "date";
  /** A query that people type; where the server tells its words. */
  words?: string;
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
  /** What the server refused: the field that it is about says so. */
  error?: unknown;
}

export function FilterBar({ list, filters, values, onChange, error = null }: Props) {
  const set = (name: string, value: string) => {
    const { [name]: _, ...rest } = values;
    onChange(value ? { ...rest, [name]: value } : rest);
  };
  const chosen = filters.filter((filter) => !filter.hidden && !filter.words && values[filter.name]);
  const typed = filters.filter((filter) => filter.words);
  return (
    <div className="filters">
      <div className="filters__fields">
        {filters.filter((filter) => !filter.hidden).map((filter) =>
          filter.words ? (
            <TypedQueryField key={filter.name} path={filter.words} label={filter.label} value={values[filter.name] ?? ""} error={error} onChange={(value) => set(filter.name, value)} />
          ) : filter.options ? (
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
        <SavedViews list={list} />
      </div>
      {(chosen.length > 0 || typed.length > 0) && (
        <ul className="chips" aria-label={t("filters.set")}>
          {typed.map((filter) => <QueryChips key={filter.name} path={filter.words ?? ""} label={filter.label} value={values[filter.name] ?? ""} onChange={(value) => set(filter.name, value)} />)}
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
          {(chosen.length > 0 || typed.some((filter) => values[filter.name])) && (
            <li><button type="button" className="chip chip--clear" onClick={() => onChange(keptFilters(filters, values))}>{t("list.clear")}</button></li>
          )}
        </ul>
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
