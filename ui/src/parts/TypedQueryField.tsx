// A query as people type it, completed while they do; Enter asks the server, whose words say what is wrong and where.
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { ApiError } from "@/api/fetching";
import { errorText } from "@/app/toasts";
import { t, tn } from "@/i18n/t";
import { useQueryWords } from "./queryWords";
import { complete, put } from "./typedQuery";

interface Props {
  /** Where the server tells the words of this list. */
  path: string;
  label: string;
  value: string;
  error: unknown;
  onChange: (value: string) => void;
}

export function TypedQueryField({ path, label, value, error, onChange }: Props) {
  const id = useId();
  const [text, setText] = useState(value);
  const [cursor, setCursor] = useState(0);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => setText(value), [value]);
  const { words, sources } = useQueryWords(path);
  const completion = complete(text, cursor, words, sources);
  const { suggestions } = completion;
  const shown = open && suggestions.length > 0;
  const fault = error instanceof ApiError && error.code === "QueryInvalid" && text === value && value ? errorText(error).text.split("\n")[0] : null;

  const apply = (wanted: string) => {
    setOpen(false);
    setActive(-1);
    if (wanted.trim() !== value) onChange(wanted.trim());
  };
  const choose = (at: number) => {
    const chosen = suggestions[at];
    if (!chosen) return;
    const next = put(text, completion, chosen);
    setText(next.text);
    setCursor(next.cursor);
    setActive(-1);
    setOpen(true);
    requestAnimationFrame(() => input.current?.setSelectionRange(next.cursor, next.cursor));
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setOpen(true);
      const by = event.key === "ArrowDown" ? 1 : -1;
      if (suggestions.length > 0) setActive((now) => (now < 0 && by < 0 ? suggestions.length - 1 : (now + by + suggestions.length) % suggestions.length));
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (shown && active >= 0) choose(active);
      else apply(text);
    } else if (event.key === "Tab" && shown && active >= 0) {
      event.preventDefault();
      choose(active);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      if (shown) setOpen(false);
      else setText(value);
    }
  };
  const place = () => setCursor(input.current?.selectionStart ?? 0);
  return (
    <div className="field typed-query">
      <label className="field__label" htmlFor={`${id}-text`}>{label}</label>
      <input ref={input} id={`${id}-text`} type="text" role="combobox" autoComplete="off" spellCheck={false} aria-autocomplete="list" aria-expanded={shown}
        aria-controls={`${id}-list`} aria-activedescendant={shown && active >= 0 ? `${id}-${active}` : undefined} aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? `${id}-fault` : undefined} placeholder={t("query.example")} value={text} onKeyDown={press} onKeyUp={place} onClick={() => { place(); setOpen(true); }}
        onChange={(event) => { setText(event.target.value); setCursor(event.target.selectionStart ?? 0); setActive(-1); setOpen(true); }} onBlur={() => apply(text)} />
      <div id={`${id}-list`} role="listbox" tabIndex={-1} aria-label={t("query.suggestions")} className="typed-query__list" hidden={!shown} onMouseDown={(event) => event.preventDefault()}>
        {suggestions.map((one, at) => (
          // the field keeps the focus; its keys move and choose
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
          <div key={one.text} id={`${id}-${at}`} role="option" aria-selected={at === active} className={at === active ? "combo__choice combo__choice--active" : "combo__choice"}
            onMouseMove={() => setActive(at)} onClick={() => choose(at)}>
            {one.text}<span className="combo__more">{one.about}</span>
          </div>
        ))}
      </div>
      {fault && <p id={`${id}-fault`} className="typed-query__fault" role="alert">{fault}</p>}
      <span className="cds--visually-hidden" role="status">{shown ? tn("combo.found", suggestions.length) : ""}</span>
    </div>
  );
}
