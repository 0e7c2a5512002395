// Above the plan: how it stands (each part filters), the three views, filters, and what the tree-grid shows.
import { CollapseAll, ExpandAll, Printer, RecentlyViewed, SidePanelOpen, TreeView, ModelAlt, Map as MapIcon, Version } from "@carbon/icons-react";
import { useEffect, useState, type RefObject } from "react";
import { number, t, tn } from "@/i18n/t";
import { look } from "@/states";
import { DisplayMenu } from "./DisplayMenu";
import type { Column, Display, Element } from "./display";
import { isFiltering, NO_FILTER, type Kept, type Only, type PlanFilter } from "./filters";
import { ALL_LEVELS } from "./flatten";
import { allOpen } from "./TreeGrid";
import type { PlanTree } from "./tree";
import type { ChangeView, PlanView, Scale, View } from "./view";

interface Props {
  tree: PlanTree;
  view: PlanView;
  change: ChangeView;
  kept: Kept | null;
  onHit: (step: 1 | -1) => void;
  search: RefObject<HTMLInputElement | null>;
  display: Display;
  flip: (word: Column | Element) => void;
}

const VIEWS: [View, typeof TreeView, "plan.tree" | "plan.graph" | "plan.map"][] = [
  ["tree", TreeView, "plan.tree"], ["graph", ModelAlt, "plan.graph"], ["map", MapIcon, "plan.map"],
];

export function Strip({ tree, view, change }: Pick<Props, "tree" | "view" | "change">) {
  const states = Object.entries(tree.counts).sort(([a], [b]) => look("task", b).rank - look("task", a).rank);
  const root = tree.nodes[0];
  if (!root || root.total === 0) return null;
  return (
    <div className="strip">
      <div className="strip__bar" aria-hidden="true">
        {states.map(([state, n]) => <i key={state} className={`fill--${look("task", state).tag}`} style={{ flexGrow: n }} />)}
      </div>
      <p className="strip__done"><strong>{Math.floor((100 * root.done) / root.total)} %</strong> {t("plan.doneOf", { done: number(root.done), total: number(root.total) })}
        {tree.effort.total > 0 && <span className="muted"> · {t("plan.effort", { n: Math.floor((100 * tree.effort.done) / tree.effort.total) })}</span>}</p>
      <ul>
        {states.map(([state, n]) => {
          const { label, sign, tag } = look("task", state);
          const on = view.filter.state === state;
          return (
            <li key={state}>
              <button type="button" className={on ? "strip__count strip__count--on" : "strip__count"} aria-pressed={on}
                onClick={() => change({ filter: { ...view.filter, state: on ? "" : state } }, true)}>
                <i className={`strip__dot fill--${tag}`} aria-hidden="true">{sign}</i>{label} <b>{number(n)}</b>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

export function ViewTabs({ view, change }: Pick<Props, "view" | "change">) {
  return (
        <div className="segments" role="tablist" aria-label={t("plan.views")}>
      {VIEWS.map(([name, Icon, text], i) => (
        <button key={name} type="button" role="tab" id={`view-${name}`} aria-controls="plan-view" aria-selected={view.view === name}
          tabIndex={view.view === name ? 0 : -1} aria-keyshortcuts={String(i + 1)}
          onKeyDown={(event) => {
            const step = { ArrowRight: 1, ArrowLeft: VIEWS.length - 1 }[event.key];
            if (step === undefined) return;
            const next = VIEWS[(i + step) % VIEWS.length]![0];
            change({ view: next }, true);
            document.getElementById(`view-${next}`)?.focus();
          }}
          onClick={() => change({ view: name }, true)}><Icon size={16} /> {t(text)}</button>
      ))}
    </div>
  );
}

export function Toolbar({ tree, view, change, kept, onHit, search, display, flip }: Props) {
  const { filter } = view;
  const set = (part: Partial<PlanFilter>) => change((now) => ({ filter: { ...now.filter, ...part } }), true);
  const [typed, setTyped] = useState(filter.text);
  useEffect(() => setTyped(filter.text), [filter.text]);
  const open = allOpen(view.expansion);
  return (
    <div className="planbar">
      <label className="field field--text"><span className="hidden">{t("plan.search")}</span>
        <input ref={search} type="search" placeholder={t("plan.search")} value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            change((now) => ({ filter: { ...now.filter, text: event.target.value } }));
          }}
          onKeyDown={(event) => { if (event.key === "Enter") { event.preventDefault(); onHit(event.shiftKey ? -1 : 1); } }} />
      </label>
      <Choice label={t("plan.only")} value={filter.only} onChange={(value) => set({ only: value as Only })} options={[
        ["problems", t("only.problems")], ["fallouts", t("only.fallouts")], ["unassigned", t("only.unassigned")], ["critical", t("only.critical")], ["late", t("only.late")], ["mine", t("only.mine")], ...(tree.own.milestones.size > 0 ? [["milestones", t("only.milestones")] as [string, string]] : [])]} />
      {tree.sites.length > 1 && <Choice label={t("site")} value={filter.site} onChange={(site) => set({ site })} options={tree.sites.map((site) => [site, site])} />}
      {tree.groups.length > 1 && <Choice label={t("task.group")} value={filter.group} onChange={(group) => set({ group })} options={tree.groups.map((group) => [group, group])} />}
      <Around tree={tree} view={view} set={set} />
      {isFiltering(filter) && (
        <span className="planbar__hits" role="status">
          {tn("plan.hits", kept?.hits.length ?? 0)}
          <button type="button" className="linkish" onClick={() => change({ filter: NO_FILTER }, true)}>{t("list.clear")}</button>
        </span>
      )}
      <span className="planbar__spring" />
      {view.view === "tree" && (
        <>
          <Choice label={t("plan.scale")} value={view.scale} none={null} quiet onChange={(scale) => change({ scale: scale as Scale })}
            options={[["fit", t("scale.fit")], ["year", t("scale.year")], ["month", t("scale.month")], ["week", t("scale.week")], ["day", t("scale.day")]]} />
          <Switch on={view.planned} label={t("plan.planned")} onClick={() => change({ planned: !view.planned })} />
          <DisplayMenu display={display} flip={flip} />
        </>
      )}
      <Switch on={view.critical} label={t("plan.critical")} onClick={() => change({ critical: !view.critical })} />
      <Switch on={view.stacks} label={t("plan.stacks")} title={t("plan.stacksTitle")} onClick={() => change({ stacks: !view.stacks }, true)} />
      {view.view === "tree" && (
        <>
          <Choice label={t("plan.level")} value={view.expansion.level === ALL_LEVELS ? "all" : String(view.expansion.level)} none={null} quiet
            onChange={(level) => change({ expansion: { level: level === "all" ? ALL_LEVELS : Number(level), opened: new Set(), closed: new Set() } })}
            options={[...["1", "2", "3", "4"].map((n) => [n, t("plan.levelN", { n })] as [string, string]), ["all", t("plan.levelAll")]]} />
          <button type="button" className="tool" title={open ? t("plan.collapse") : t("plan.expand")}
            onClick={() => change({ expansion: { level: open ? 1 : ALL_LEVELS, opened: new Set(), closed: new Set() } })}>
            {open ? <CollapseAll size={16} /> : <ExpandAll size={16} />}{open ? t("plan.collapse") : t("plan.expand")}
          </button>
        </>
      )}
    </div>
  );
}

/** Replay, print, details: beside the views. */
export function PlanTools({ view, change, onPrint, onHistory }: { view: PlanView; change: ChangeView; onPrint: () => void; onHistory: () => void }) {
  return (
    <>
      <button type="button" className="tool tool--icon" aria-label={t("replay.start")} title={t("replay.title")} aria-pressed={view.at !== null}
        onClick={() => change({ at: view.at === null ? Date.now() : null }, true)}><RecentlyViewed size={16} /></button>
      <button type="button" className="tool tool--icon" aria-label={t("edit.historyTitle")} title={t("edit.historyTitle")} onClick={onHistory}><Version size={16} /></button>
      {view.view === "tree" && (
        <button type="button" className="tool tool--icon" aria-label={t("plan.print")} title={t("plan.print")} onClick={onPrint}><Printer size={16} /></button>
      )}
      <button type="button" className="tool tool--icon" aria-label={t("plan.detailsToggle")} title={t("plan.detailsToggle")} aria-pressed={view.panel}
        onClick={() => change({ panel: !view.panel })}><SidePanelOpen size={16} /></button>
    </>
  );
}

/** What the filter keeps around a node, or like one. */
function Around({ tree, view: { filter }, set }: { tree: PlanTree; view: PlanView; set: (part: Partial<PlanFilter>) => void }) {
  const near = filter.near ? tree.nodes[tree.byId.get(filter.near) ?? -1] : undefined;
  if (!near && !filter.like) return null;
  const name = near?.name ?? filter.like.split("/").at(-1) ?? "";
  return (
    <span className="planbar__near">
      <span>{t(near ? "plan.near" : "plan.like", { name })}</span>
      {near && <Choice label={t("graph.hops")} value={String(filter.hops)} none={null} quiet onChange={(hops) => set({ hops: Number(hops) })}
        options={["0", "1", "2", "3", "5", "10"].map((n) => [n, tn("plan.nearHops", Number(n))])} />}
      <button type="button" className="linkish" onClick={() => set(near ? { near: "" } : { like: "" })}>{t("plan.nearOff")}</button>
    </span>
  );
}

function Switch({ on, label, title, onClick }: { on: boolean; label: string; title?: string; onClick: () => void }) {
  return <button type="button" title={title} className={on ? "tool tool--on" : "tool"} aria-pressed={on} onClick={onClick}><span aria-hidden="true">{on ? "☑" : "☐"}</span>{label}</button>;
}

interface ChoiceProps {
  label: string;
  value: string;
  options: [string, string][];
  onChange: (value: string) => void;
  none?: string | null;
  /** The options say by themselves what they choose. */
  quiet?: boolean;
}

function Choice({ label, value, options, onChange, none = label, quiet = false }: ChoiceProps) {
  return (
    <label className="field field--inline">
      <span className={none === null && !quiet ? "field__label" : "hidden"}>{label}</span>
      <select value={value} className={value && none !== null ? "is-set" : undefined} onChange={(event) => onChange(event.target.value)}>
        {none !== null && <option value="">{none}</option>}
        {options.map(([key, text]) => <option key={key} value={key}>{text}</option>)}
      </select>
    </label>
  );
}
