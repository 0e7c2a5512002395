// What the plan page shows, as it stands in the URL; so that back, forward, reload and a copied address keep it.
import { useCallback, useEffect, useRef, useState } from "react";
import { useSearchParams } from "react-router";
import { NO_FILTER, type Only, type PlanFilter } from "./filters";
import { ALL_LEVELS, type Expansion } from "./flatten";

export type View = "tree" | "graph" | "map";
export type Scale = "fit" | "day" | "week" | "month" | "year";
export type ColourBy = "state" | "group" | "slack";

export interface PlanView {
  view: View;
  selected: string;
  panel: boolean;
  expansion: Expansion;
  filter: PlanFilter;
  scale: Scale;
  planned: boolean;
  critical: boolean;
  colourBy: ColourBy;
  /** The node whose dependencies the graph shows; empty: the selected one. */
  scope: string;
  /** The node that the whole page is about; empty: the order. */
  root: string;
  /** Like branches as stacks. */
  stacks: boolean;
  /** The instant that the plan is shown as of, ms; null: now. */
  at: number | null;
}

const DEFAULT_LEVEL = 2;
const one = <Word extends string>(text: string | null, words: readonly Word[], otherwise: Word): Word =>
  words.find((word) => word === text) ?? otherwise;

/** Ids in the URL are separated by a sign that numbers and place names do not hold. */
const ids = (text: string | null) => new Set((text ?? "").split("~").filter(Boolean));

/** Seconds since 1970, as the URL has an instant. */
function instant(text: string | null): number | null {
  const seconds = Number(text ?? Number.NaN);
  return text && Number.isFinite(seconds) && seconds > 0 && seconds < 1e11 ? seconds * 1000 : null;
}

export function readView(params: URLSearchParams): PlanView {
  const level = params.get("level");
  return {
    view: one(params.get("view"), ["tree", "graph", "map"], "tree"),
    selected: params.get("sel") ?? "",
    panel: params.get("panel") === "1",
    expansion: {
      level: level === "all" ? ALL_LEVELS : Number(level ?? DEFAULT_LEVEL) || 0,
      opened: ids(params.get("open")),
      closed: ids(params.get("shut")),
    },
    filter: {
      ...NO_FILTER,
      text: params.get("q") ?? "",
      state: params.get("state") ?? "",
      site: params.get("site") ?? "",
      group: params.get("group") ?? "",
      only: one<Only>(params.get("only"), ["problems", "fallouts", "critical", "late", "mine", "unassigned", "milestones"], ""),
      like: params.get("like") ?? "",
      near: params.get("near") ?? "",
      hops: Math.min(99, Math.max(0, Number(params.get("hops") ?? 1) || 0)),
    },
    scale: one(params.get("scale"), ["fit", "day", "week", "month", "year"], "fit"),
    planned: params.get("planned") === "1",
    critical: params.get("critical") === "1",
    colourBy: one(params.get("colour"), ["state", "group", "slack"], "state"),
    scope: params.get("scope") ?? "",
    root: params.get("root") ?? "",
    stacks: params.get("stacks") === "1",
    at: instant(params.get("at")),
  };
}

export function writeView(view: PlanView): URLSearchParams {
  const params = new URLSearchParams();
  const put = (name: string, value: string, otherwise = "") => {
    if (value !== otherwise) params.set(name, value);
  };
  put("view", view.view, "tree");
  put("sel", view.selected);
  put("panel", view.panel ? "1" : "");
  put("level", view.expansion.level === ALL_LEVELS ? "all" : String(view.expansion.level), String(DEFAULT_LEVEL));
  put("open", [...view.expansion.opened].join("~"));
  put("shut", [...view.expansion.closed].join("~"));
  put("q", view.filter.text);
  put("state", view.filter.state);
  put("site", view.filter.site);
  put("group", view.filter.group);
  put("only", view.filter.only);
  put("scale", view.scale, "fit");
  put("planned", view.planned ? "1" : "");
  put("critical", view.critical ? "1" : "");
  put("colour", view.colourBy, "state");
  put("like", view.filter.like);
  put("near", view.filter.near);
  put("hops", view.filter.near ? String(view.filter.hops) : "1", "1");
  put("scope", view.scope);
  put("root", view.root);
  put("stacks", view.stacks ? "1" : "");
  put("at", view.at === null ? "" : String(Math.floor(view.at / 1000)));
  return params;
}

export type ChangeView = (change: Partial<PlanView> | ((now: PlanView) => Partial<PlanView>), step?: boolean) => void;

const CALM = 200;

/** The view, and how to change it. A `step` gets its own place in the browser's history; the rest replaces it, calmly. */
export function usePlanView(): [PlanView, ChangeView] {
  const [params, setParams] = useSearchParams();
  const [view, setView] = useState(() => readView(params));
  const current = useRef(view);
  const written = useRef(params.toString());
  const timer = useRef(0);
  useEffect(() => {
    // Somebody else changed the URL: a link, back, forward. The browser's own address is asked: a step and the way back from it
    // may come so close together that the router never shows what lay between, and then tells of no change at all.
    const follow = () => {
      const shown = new URLSearchParams(window.location.search);
      if (shown.toString() === written.current) return;
      clearTimeout(timer.current);
      written.current = shown.toString();
      current.current = readView(shown);
      setView(current.current);
    };
    follow();
    addEventListener("popstate", follow);
    return () => removeEventListener("popstate", follow);
  }, [params]);
  const change = useCallback<ChangeView>(
    (change, step = false) => {
      const next = { ...current.current, ...(typeof change === "function" ? change(current.current) : change) };
      current.current = next;
      setView(next);
      clearTimeout(timer.current);
      const write = () => {
        const params = writeView(current.current);
        if (params.toString() === written.current) return;
        written.current = params.toString();
        setParams(params, { replace: !step, preventScrollReset: true });
      };
      if (step) write();
      else timer.current = window.setTimeout(write, CALM);
    },
    [setParams],
  );
  useEffect(() => () => clearTimeout(timer.current), []);
  return [view, change];
}
