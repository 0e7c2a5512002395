// A field with a list to choose from that is searched by typing, as the ARIA pattern "combobox with list" asks.
// The list lies in the top layer, so that no dialog cuts it.
import { ChevronDown, Close } from "@carbon/icons-react";
import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { t, tn } from "@/i18n/t";

export interface Choice {
  value: string;
  /** What is shown beside the value. */
  more?: ReactNode;
}

interface Props {
  id: string;
  label: string;
  value: string;
  choices: Choice[];
  /** The answer to what was typed is still on its way. */
  searching: boolean;
  /** How many there are, more than are listed. */
  total?: number;
  onType: (text: string) => void;
  onChoose: (value: string) => void;
  /** The choice that a text stands for, when it was typed out. */
  find: (text: string) => string | undefined;
  placeholder?: string;
  helperText?: string;
  fault?: string;
}

export function Combo({ id, label, value, choices, searching, total, onType, onChoose, find, placeholder, helperText, fault }: Props) {
  const list = `${id}-${useId()}`;
  const [text, setText] = useState(value);
  const [open, setOpen] = useState(false);
  const [pick, setPick] = useState({ of: "", at: -1 });
  const [stray, setStray] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const popup = useRef<HTMLDivElement>(null);
  useEffect(() => { setText(value); setStray(false); }, [value]);
  useEffect(() => input.current?.setCustomValidity(stray ? t("combo.stray", { text: text.trim() }) : ""), [stray, text]);
  // what was typed anew, or other choices: none is picked
  const asked = `${choices.length} ${text}`;
  const active = pick.of === asked ? pick.at : -1;
  const setActive = (at: number) => setPick({ of: asked, at });
  useLayoutEffect(() => {
    const shown = popup.current;
    if (!open || !shown) return;
    const put = () => {
      const field = input.current?.getBoundingClientRect();
      if (!field) return;
      const below = innerHeight - field.bottom, up = below < 200 && field.top > below;
      Object.assign(shown.style, {
        left: `${field.left}px`, width: `${field.width}px`, maxHeight: `${Math.min(280, (up ? field.top : below) - 8)}px`,
        top: up ? "auto" : `${field.bottom}px`, bottom: up ? `${innerHeight - field.top}px` : "auto",
      });
    };
    shown.showPopover();
    put();
    addEventListener("resize", put);
    addEventListener("scroll", put, true);
    return () => {
      removeEventListener("resize", put);
      removeEventListener("scroll", put, true);
      if (shown.matches(":popover-open")) shown.hidePopover();
    };
  }, [open]);
  const choose = (chosen: string) => {
    setText(chosen);
    setStray(false);
    setOpen(false);
    onType(chosen);
    if (chosen !== value) onChoose(chosen);
  };
  // left before the answer was there: what was typed out counts when it comes
  const late = stray && !searching ? find(text) : undefined;
  useEffect(() => {
    if (late === undefined) return;
    setStray(false);
    setText(late);
    onChoose(late);
  }, [late, onChoose]);
  const type = (typed: string) => {
    setText(typed);
    setStray(false);
    setOpen(true);
    onType(typed);
    if (!typed.trim() && value) onChoose("");
  };
  const settle = () => {
    setOpen(false);
    const meant = text.trim() ? find(text) : "";
    if (meant === undefined) setStray(text.trim() !== value);
    else choose(meant);
  };
  const move = (by: number) => {
    if (choices.length === 0) return;
    setActive(!open || active < 0 ? (by > 0 ? 0 : choices.length - 1) : (active + by + choices.length) % choices.length);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setOpen(true);
      if (!event.altKey) move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && open) {
      event.preventDefault(); // chooses; a second Enter sends the form
      const chosen = choices[active]?.value ?? find(text);
      if (chosen !== undefined) choose(chosen);
    } else if (event.key === "Escape" && open) {
      event.preventDefault(); // closes the list, not the dialog around it
      event.stopPropagation();
      choose(value);
    } else if (event.key === "Tab" && open && choices[active]) choose(choices[active].value);
  };
  const wrong = stray && !searching ? t("combo.stray", { text: text.trim() }) : fault;
  const said = searching ? t("combo.searching") : choices.length === 0 ? t("combo.none") : tn("combo.found", Math.max(total ?? 0, choices.length));
  return (
    <div className="cds--form-item combo">
      <label htmlFor={id} className="cds--label">{label}</label>
      <div className="combo__field" data-invalid={wrong ? true : undefined}>
        <input ref={input} id={id} className={`cds--text-input${wrong ? " cds--text-input--invalid" : ""}`} type="text" role="combobox" autoComplete="off"
          spellCheck={false} aria-autocomplete="list" aria-expanded={open} aria-controls={list} aria-invalid={wrong ? true : undefined}
          aria-busy={stray && searching ? true : undefined}
          aria-activedescendant={open && active >= 0 ? `${list}-${active}` : undefined} aria-describedby={wrong || helperText ? `${list}-help` : undefined}
          placeholder={placeholder} value={text} onChange={(event) => type(event.target.value)} onKeyDown={press} onBlur={settle}
          onClick={() => setOpen(true)} onFocus={(event) => event.target.select()} />
        {text && (
          <button type="button" className="combo__button combo__clear" tabIndex={-1} aria-label={t("combo.clear", { label })} title={t("combo.clear", { label })}
            onMouseDown={(event) => event.preventDefault()} onClick={() => { type(""); input.current?.focus(); }}><Close aria-hidden /></button>
        )}
        <button type="button" className="combo__button" tabIndex={-1} aria-label={t("combo.open", { label })} aria-expanded={open} aria-controls={list}
          onMouseDown={(event) => event.preventDefault()} onClick={() => { input.current?.focus(); setOpen(!open); }}><ChevronDown aria-hidden /></button>
      </div>
      <div ref={popup} popover="manual" className="combo__list">
        {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus */}
        <div id={list} role="listbox" aria-label={label} onMouseDown={(event) => event.preventDefault()}>
          {choices.map((choice, at) => (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
            <div key={choice.value} id={`${list}-${at}`} role="option" aria-selected={choice.value === value}
              ref={(line) => { if (line && open && at === active) line.scrollIntoView({ block: "nearest" }); }}
              className={at === active ? "combo__choice combo__choice--active" : "combo__choice"}
              onMouseMove={() => setActive(at)} onClick={() => choose(choice.value)}>
              {choice.value}{choice.more && <span className="combo__more">{choice.more}</span>}
            </div>
          ))}
        </div>
        {choices.length === 0 && <p className="combo__empty">{said}</p>}
        {total !== undefined && choices.length > 0 && total > choices.length && <p className="combo__empty">{t("combo.more", { n: total })}</p>}
      </div>
      {(wrong || helperText) && (
        <div id={`${list}-help`} className={wrong ? "cds--form-requirement combo__wrong" : "cds--form__helper-text"}>{wrong ?? helperText}</div>
      )}
      <span className="cds--visually-hidden" role="status">{open ? said : ""}</span>
    </div>
  );
}
