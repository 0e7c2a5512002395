// The orchestration plan of a service order: three views, one selection, everything in the URL.
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useCallback, useDeferredValue, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { createPortal, flushSync } from "react-dom";
import { Link, useNavigate, useParams } from "react-router";
import { ApiError } from "@/api/fetching";
import { detailQuery, planQuery } from "@/api/queries";
import type { ServiceOrderDetail } from "@/api/types";
import { milestonesQuery } from "@/milestones/data";
import { tasksOfOrderQuery } from "@/orderTasks/data";
import { JeopardyBadge } from "@/attention/JeopardyNotice";
import { match, offer } from "@/app/palette";
import { useMay, useSession } from "@/app/session";
import { useShortcuts } from "@/app/shortcuts";
import { bySubject, useHolds } from "@/holds/data";
import { dayText, momentText } from "@/i18n/instants";
import { t, tn } from "@/i18n/t";
import { Empty, ErrorNotice, Pausing } from "@/parts/Notices";
import { PageHeader } from "@/parts/PageHeader";
import { StateTag } from "@/parts/StateTag";
import type { VerbKeys } from "@/tasks/TaskVerbs";
import { Details } from "./Details";
import { datesQuery, deadlines, lastShown, useFreshDates } from "./dates";
import { useDisplay } from "./display";
import { PlanHistory } from "./edits/PlanHistory";
import { RescheduleDialog } from "./edits/RescheduleDialog";
import { keep, NO_FILTER } from "./filters";
import { MapView } from "./MapView";
import { PlanPrint } from "./PlanPrint";
import { historyQuery, planAsOf, readHistory, type History } from "./replay";
import { ReplayBar } from "./ReplayBar";
import { stacked } from "./stacks";
import { windowOf } from "./timeline";
import { PlanTools, Strip, Toolbar, ViewTabs } from "./Toolbar";
import { buildTree, type PlanNode, type PlanTree } from "./tree";
import { TreeGrid } from "./TreeGrid";
import { usePlanView, type ChangeView, type PlanView } from "./view";
import { within } from "./within";
import "./plan.scss";

const GraphView = lazy(() => import("./GraphView"));
const TICK = 30_000;

export default function PlanPage() {
  const { number: order = "" } = useParams();
  const plan = useQuery(planQuery(order));
  const detail = useQuery(detailQuery(order));
  const [view, change] = usePlanView();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK);
    return () => clearInterval(timer);
  }, []);
  const dates = useQuery(datesQuery(order, plan.data?.tasks.length ?? 0));
  useFreshDates(order, plan.data?.tasks.length ?? 0);
  const milestones = some(useQuery(milestonesQuery(order)).data?.items);
  const orderTasks = some(useQuery(tasksOfOrderQuery(order)).data?.items);
  const told = useQuery(historyQuery(order, view.at !== null));
  const history = useMemo(() => (told.data && plan.data ? readHistory(told.data, plan.data) : null), [told.data, plan.data]);
  const asOf = view.at === null || !history ? null : Math.max(history.begin, Math.min(history.end, view.at));
  const whole = useMemo(() => {
    if (!plan.data || detail.isPending) return null;
    if (asOf === null || !history) return buildTree(plan.data, detail.data, now, false, dates.data, milestones, orderTasks);
    return buildTree(planAsOf(plan.data, history, asOf), detail.data, asOf, true, undefined, milestones, orderTasks);
  }, [plan.data, dates.data, detail.data, detail.isPending, now, asOf, history, milestones, orderTasks]);
  const path = [{ to: "/orders", label: t("nav.orders") }, { to: `/orders/${order}`, label: order }];
  const missing = plan.error instanceof ApiError && plan.error.status === 404 && detail.data;
  if (missing || (whole && whole.taskNodes.length === 0)) {
    return (
      <>
        <PageHeader title={t("plan.title")} path={path} />
        <Empty title={t("plan.none")} text={t("plan.noneText")}>
          <Link to={`/orders/${order}`}>{t("plan.toOrder", { number: order })}</Link>
        </Empty>
      </>
    );
  }
  if (plan.error && !plan.data) {
    return <><PageHeader title={t("plan.title")} path={path} /><ErrorNotice error={plan.error} retry={() => void plan.refetch()} /></>;
  }
  if (!whole) return <><PageHeader title={t("plan.title")} path={path} /><Pausing label={t("plan.loading")} /></>;
  return (
    <PlanBody whole={whole} detail={detail.data} now={asOf ?? now} path={path} view={view} change={change}
      history={view.at === null ? null : history} asOf={asOf} failed={view.at === null ? null : told.error} />
  );
}

/** An empty list that arrives late is no reason to build the plan again. */
const some = <Thing,>(things: Thing[] | undefined) => (things && things.length > 0 ? things : undefined);

interface BodyProps {
  whole: PlanTree;
  detail: ServiceOrderDetail | undefined;
  now: number;
  path: { to: string; label: string }[];
  view: PlanView;
  change: ChangeView;
  history: History | null;
  asOf: number | null;
  failed: Error | null;
}

// whose plans are edited
const RUNNING = new Set(["inProgress", "held", "pending"]);

function PlanBody({ whole, detail, now, path, view, change, history, asOf, failed }: BodyProps) {
  const session = useSession();
  const navigate = useNavigate();
  const verbs = useRef<VerbKeys>(null);
  const search = useRef<HTMLInputElement>(null);
  const [display, flip] = useDisplay();
  const [printing, setPrinting] = useState(false);
  const [telling, setTelling] = useState(false);
  const part = useMemo(() => within(whole, whole.byId.get(view.root) ?? 0), [whole, view.root]);
  const tree = useMemo(() => (view.stacks ? stacked(part) : part), [part, view.stacks]);
  const filter = useDeferredValue(view.filter);
  const kept = useMemo(() => keep(tree, filter, session.name), [tree, filter, session.name]);
  // what lies outside the part is still told of
  const home = tree.byId.has(view.selected) ? tree : whole;
  const selected = home.nodes[home.byId.get(view.selected) ?? -1];
  const root = tree.nodes[0];
  const order = whole.nodes[0]?.number ?? "";
  const held = useMemo(() => ({ order }), [order]);
  const onHold = useHolds(held).data;
  const holds = useMemo(() => bySubject(asOf === null ? (onHold?.items ?? []) : []), [onHold, asOf]);
  const around = selected && Number.isFinite(selected.start) && view.scale !== "fit" ? selected.start : now;
  const keepBy = useMemo(() => deadlines(detail?.serviceOrder), [detail?.serviceOrder]);
  const shown = useMemo(() => {
    const [first, last] = [root?.start ?? now, Math.max(root?.end ?? now, view.planned ? tree.schedule.plannedFinish : 0)];
    return windowOf(view.scale, first, lastShown(first, last, keepBy), around);
  }, [view.scale, view.planned, root?.start, root?.end, tree.schedule.plannedFinish, around, now, keepBy]);
  const open = useCallback((index: number) => change({ selected: tree.nodes[index]?.id ?? "", panel: true }), [tree, change]);
  const onHit = useCallback((step: 1 | -1) => {
    // who types fast presses Enter before the rows have followed
    const hits = (filter === view.filter ? kept : keep(tree, view.filter, session.name))?.hits ?? [];
    if (hits.length === 0) return;
    const current = tree.byId.get(view.selected) ?? -1;
    const at = hits.indexOf(current);
    const next = hits[(at + step + hits.length) % hits.length] ?? 0;
    change({ selected: tree.nodes[next]?.id ?? "" });
  }, [kept, tree, filter, view.filter, view.selected, session.name, change]);
  useEffect(() => offer((words) => {
    const findings = match(whole.nodes.map((node) => ({
      id: node.id, label: node.name, hint: node.number, group: "page", run: () => change({ selected: node.id, panel: true, view: "tree" }, true),
    })), words);
    return findings.slice(0, 8);
  }), [whole, change]);
  const verbKey = useCallback((key: string) => {
    if (!/[scaftr]/.test(key) || !selected?.task) return false;
    if (verbs.current) return verbs.current.press(key);
    change({ panel: true });
    return true;
  }, [selected, change]);
  const mayMove = useMay("plan:arrange") && asOf === null && RUNNING.has(detail?.serviceOrder.state ?? "");
  const [dropped, setDropped] = useState<{ node: PlanNode; at: number } | null>(null);
  const put = useCallback((index: number, at: number) => {
    const node = whole.nodes[whole.byId.get(tree.nodes[index]?.id ?? "") ?? -1];
    if (node) setDropped({ node, at });
  }, [whole, tree]);
  const move = useCallback((at: number) => change({ at }), [change]);
  useShortcuts({
    1: () => change({ view: "tree" }, true),
    2: () => change({ view: "graph" }, true),
    3: () => change({ view: "map" }, true),
    n: () => onHit(1),
    p: () => onHit(-1),
    // any task to mend: this key, and its name
    "!": () => {
      change({ filter: { ...NO_FILTER, only: "problems" } }, true);
      search.current?.focus();
      search.current?.select();
    },
    "g p": () => void navigate(`/orders/${order}`),
    Escape: () => change({ panel: false }),
  });
  // the pages exist only while they are printed, by our button or by the browser's own command
  useLayoutEffect(() => {
    const begin = () => flushSync(() => setPrinting(true));
    const end = () => setPrinting(false);
    addEventListener("beforeprint", begin);
    addEventListener("afterprint", end);
    return () => {
      removeEventListener("beforeprint", begin);
      removeEventListener("afterprint", end);
    };
  }, []);
  return (
    <div className={asOf === null ? "plan" : "plan plan--past"}>
      <PageHeader title={whole.nodes[0]?.name ?? ""} path={path} number={t("plan.title")}
        tags={<>
          {root && <StateTag family={root.family} state={root.state} reason={root.reason} />}
          {asOf === null && <JeopardyBadge order={whole.nodes[0]?.number ?? ""} />}
          {asOf !== null && <strong className="plan__asof">{t("replay.asOf", { when: momentText(asOf) })}</strong>}
          {root && root.broken > 0 && (
            <button type="button" className="mend" onClick={() => change({ filter: { ...view.filter, only: "problems" } }, true)}>
              <span aria-hidden="true">!</span>{tn("plan.broken", root.broken)}
            </button>
          )}
        </>}
        actions={<><ViewTabs view={view} change={change} /><PlanTools view={view} change={change} onPrint={() => window.print()} onHistory={() => setTelling(true)} /></>}>
        <p className="plan__facts">
          {detail?.serviceOrder.customerName && <span>{detail.serviceOrder.customerName}</span>}
          <span>{[tn("count.domainOrders", countOf(part, "domainOrder")), tn("count.tasks", part.taskNodes.length), tn("count.dependencies", part.dependencies)].join(", ")}</span>
          <Finish tree={part} />
        </p>
      </PageHeader>
      {view.root && whole.byId.has(view.root) && <PartPath whole={whole} root={view.root} change={change} />}
      <Strip tree={part} view={view} change={change} />
      <Toolbar tree={tree} view={view} change={change} kept={kept} onHit={onHit} search={search} display={display} flip={flip} />
      {failed && <ErrorNotice error={failed} />}
      {history && asOf !== null && <ReplayBar history={history} at={asOf} onMove={move} onEnd={() => change({ at: null }, true)} />}
      <div className={view.panel && selected ? "plan__views plan__views--split" : "plan__views"}>
        <div id="plan-view" role="tabpanel" aria-labelledby={`view-${view.view}`} className="plan__view">
          {kept && kept.hits.length === 0 ? <Empty title={t("list.noMatch")} text={t("list.noMatchText")} />
          : view.view === "tree" ? (
            <TreeGrid tree={tree} view={view} change={change} kept={kept} window={shown} now={now} deadlines={keepBy} holds={holds} display={display} onVerbKey={verbKey} onOpen={open} onMove={mayMove ? put : undefined} />
          ) : view.view === "map" ? (
            <MapView tree={tree} view={view} change={change} kept={kept} onOpen={open} />
          ) : (
            <Suspense fallback={<Pausing label={t("loading")} />}><GraphView tree={part} view={view} change={change} onOpen={(index) => change({ selected: part.nodes[index]?.id ?? "", panel: true })} /></Suspense>
          )}
        </div>
        {view.panel && selected && (
          <Details key={selected.id} whole={whole} order={order} tree={home} node={selected} view={view} past={asOf !== null} change={change} keys={verbs} />
        )}
      </div>
      {dropped && <RescheduleDialog order={order} tree={whole} node={dropped.node} at={dropped.at} onClose={() => setDropped(null)} />}
      {telling && <PlanHistory order={order} tree={whole} onClose={() => setTelling(false)} />}
      {printing && createPortal(
        <PlanPrint tree={tree} view={view} kept={kept} now={now} title={`${t("plan.title")} ${whole.nodes[0]?.number ?? ""}`}
          lead={[whole.nodes[0]?.name, detail?.serviceOrder.customerName, view.root && root?.name].filter(Boolean).join(" · ")} />, document.body)}
    </div>
  );
}

function PartPath({ whole, root, change }: { whole: PlanTree; root: string; change: ChangeView }) {
  const path: PlanNode[] = [];
  for (let i = whole.byId.get(root) ?? -1; i >= 0; i = whole.nodes[i]?.parent ?? -1) path.unshift(whole.nodes[i]!);
  return (
    <nav className="plan__part" aria-label={t("plan.within")}>
      {path.map((node) => (
        <button key={node.id} type="button" className="linkish" aria-current={node.id === root ? "true" : undefined}
          onClick={() => change({ root: node.index === 0 ? "" : node.id }, true)}>{node.index === 0 ? t("plan.withinOff") : node.name}</button>
      ))}
    </nav>
  );
}

function countOf(tree: PlanTree, kind: string): number {
  return tree.nodes.reduce((sum, node) => sum + (node.kind === kind ? 1 : 0), 0);
}

function Finish({ tree }: { tree: PlanTree }) {
  const { finish, plannedFinish } = tree.schedule;
  const days = Math.round((finish - plannedFinish) / 86_400_000);
  return (
    <span>
      {t("plan.finish", { date: dayText(finish) })}
      {days > 0 && <strong className="plan__late"> {tn("plan.late", days)}</strong>}
    </span>
  );
}
