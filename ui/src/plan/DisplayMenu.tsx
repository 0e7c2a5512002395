// Which columns and which elements of the timeline are shown.
import { SettingsAdjust } from "@carbon/icons-react";
import { useId } from "react";
import { t, type Key } from "@/i18n/t";
import { COLUMNS, type Column, type Display, type Element } from "./display";

const COLUMN_TEXTS: Record<Column, Key> = {
  state: "state", progress: "plan.progress", who: "plan.who", plannedStart: "plan.plannedStart", plannedEnd: "plan.plannedEnd", delay: "plan.delay", start: "plan.start", end: "plan.end", slack: "plan.slack", work: "plan.work", jeopardy: "jeopardy.title",
};
const ELEMENTS: [Element, Key][] = [["labels", "plan.barLabels"], ["links", "plan.allLinks"], ["slack", "plan.slackBars"]];

export function columnText(column: Column): string {
  return t(COLUMN_TEXTS[column]);
}

export function DisplayMenu({ display, flip }: { display: Display; flip: (word: Column | Element) => void }) {
  const id = useId();
  return (
    <>
      <button type="button" className="tool" popoverTarget={id}><SettingsAdjust size={16} />{t("plan.showMenu")}</button>
      <div id={id} popover="auto" className="showmenu" role="group" aria-label={t("plan.showMenu")}
        onToggle={(event) => {
          const menu = event.currentTarget;
          if (event.newState !== "open") return;
          const button = menu.previousElementSibling!.getBoundingClientRect();
          menu.style.insetBlockStart = `${button.bottom + 4}px`;
          menu.style.insetInlineStart = `${Math.max(8, Math.min(button.left, window.innerWidth - menu.offsetWidth - 8))}px`;
          menu.querySelector("input")?.focus();
        }}>
        <fieldset><legend>{t("plan.columns")}</legend>
          {COLUMNS.map((column) => <Check key={column} on={display.columns.has(column)} label={columnText(column)} onChange={() => flip(column)} />)}
        </fieldset>
        <fieldset><legend>{t("plan.elements")}</legend>
          {ELEMENTS.map(([element, text]) => <Check key={element} on={display.elements.has(element)} label={t(text)} onChange={() => flip(element)} />)}
        </fieldset>
      </div>
    </>
  );
}

function Check({ on, label, onChange }: { on: boolean; label: string; onChange: () => void }) {
  return <label className="showmenu__check"><input type="checkbox" checked={on} onChange={onChange} /> {label}</label>;
}
