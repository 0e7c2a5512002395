// Tabs whose choice stands in the URL (`?tab=`): arrow keys move, the panel is named by its tab.
import { useId, useRef, type KeyboardEvent, type ReactNode } from "react";
import { useSearchParams } from "react-router";
import { number } from "@/i18n/t";

export interface Tab {
  id: string;
  label: string;
  count?: number;
  /** Draws the count as something that needs somebody. */
  alert?: boolean;
  panel: ReactNode;
}

export function Tabs({ label, tabs, first }: { label: string; tabs: Tab[]; first: string }) {
  const [params, setParams] = useSearchParams();
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const asked = params.get("tab") ?? first;
  const chosen = tabs.find((tab) => tab.id === asked) ?? tabs[0];
  if (!chosen) return null;
  const choose = (tab: Tab) => setParams((now) => {
    if (tab.id === first) now.delete("tab");
    else now.set("tab", tab.id);
    return now;
  }, { replace: true });
  const press = (event: KeyboardEvent) => {
    // where the focus is: the address follows a moment later
    const at = Math.max(0, tabs.findIndex((tab) => tab.id === (event.target as HTMLElement).dataset.tab));
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1 + tabs.length, Home: 0, End: tabs.length - 1 }[event.key];
    const tab = to === undefined ? undefined : tabs[to % tabs.length];
    if (!tab) return;
    event.preventDefault();
    choose(tab);
    list.current?.querySelector<HTMLElement>(`[data-tab="${tab.id}"]`)?.focus();
  };
  return (
    <div className="tabs">
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus */}
      <div ref={list} role="tablist" aria-label={label} className="tabs__list" onKeyDown={press}>
        {tabs.map((tab) => (
          <button key={tab.id} type="button" role="tab" id={`${id}-${tab.id}`} data-tab={tab.id} className="tabs__tab"
            aria-selected={tab === chosen} aria-controls={`${id}-panel`} tabIndex={tab === chosen ? 0 : -1} onClick={() => choose(tab)}>
            {tab.label}
            {tab.count !== undefined && <span className={tab.alert ? "tabs__count tabs__count--alert" : "tabs__count"}>{number(tab.count)}</span>}
          </button>
        ))}
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${chosen.id}`} className="tabs__panel" tabIndex={0}>{chosen.panel}</div>
    </div>
  );
}
