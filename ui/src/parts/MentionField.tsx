// Names people in a text as @name while it is typed: the list below the field, moved through with the arrow keys.
import { TextArea } from "@carbon/react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useId, useRef, useState, type KeyboardEvent } from "react";
import { api } from "@/api/fetching";
import type { Schemas } from "@/api/types";
import { t, tn } from "@/i18n/t";
import { mentionAt, withMention } from "./mentions";

interface Props {
  id: string;
  label: string;
  text: string;
  fault?: string;
  /** The right of those who can be named. */
  permission: Schemas["Permission"];
  onChange: (text: string) => void;
}

export function MentionField({ id, label, text, fault, permission, onChange }: Props) {
  const list = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState(-1);
  const [active, setActive] = useState(0);
  const [closed, setClosed] = useState("");
  const typed = mentionAt(text, caret);
  const search = useDeferredValue(typed?.name ?? "");
  const people = useQuery({
    queryKey: ["people", permission, "", search],
    queryFn: ({ signal }) => api.get<Schemas["PeopleBody"]>("/api/people", { permission, search }, signal),
    enabled: typed !== null, placeholderData: keepPreviousData, staleTime: 60_000,
  });
  const found = typed === null ? [] : (people.data?.items ?? []).slice(0, 8);
  const open = typed !== null && closed !== `${typed.from}` && people.data !== undefined;
  const at = Math.min(active, found.length - 1);
  const take = (name: string) => {
    if (!typed) return;
    const [next, to] = withMention(text, typed, name);
    onChange(next);
    setCaret(-1);
    requestAnimationFrame(() => { field.current?.focus(); field.current?.setSelectionRange(to, to); });
  };
  const press = (event: KeyboardEvent) => {
    if (!open || !typed) return;
    const person = found[at];
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && found.length > 0) {
      event.preventDefault();
      setActive((at + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length);
    } else if ((event.key === "Enter" || event.key === "Tab") && person) {
      event.preventDefault();
      take(person.userName);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      setClosed(`${typed.from}`);
    }
  };
  const look = () => setCaret(field.current?.selectionStart ?? -1);
  return (
    <div className="mention">
      <TextArea ref={field} id={id} labelText={label} helperText={t("mention.help")} rows={2} value={text} invalid={fault !== undefined} invalidText={fault}
        aria-autocomplete="list" aria-controls={open ? list : undefined} aria-activedescendant={open && found.length > 0 ? `${list}-${at}` : undefined}
        onKeyDown={press} onKeyUp={look} onClick={look} onBlur={() => setCaret(-1)}
        onChange={(event) => { onChange(event.target.value); setCaret(event.target.selectionStart); setActive(0); setClosed(""); }} />
      {open && (
        // oxlint-disable-next-line jsx-a11y/interactive-supports-focus
        <div id={list} role="listbox" aria-label={t("mention.people")} className="mention__list" onMouseDown={(event) => event.preventDefault()}>
          {found.length === 0 && <p className="combo__empty">{t("combo.none")}</p>}
          {found.map((one, i) => (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
            <div key={one.userName} id={`${list}-${i}`} role="option" aria-selected={i === at}
              className={i === at ? "combo__choice combo__choice--active" : "combo__choice"} onClick={() => take(one.userName)}>
              @{one.userName}<span className="combo__more">{[one.fullName, one.groups.join(", ")].filter(Boolean).join(" · ")}</span>
            </div>
          ))}
        </div>
      )}
      <span className="cds--visually-hidden" role="status">{open ? (found.length === 0 ? t("combo.none") : tn("combo.found", found.length)) : ""}</span>
    </div>
  );
}
