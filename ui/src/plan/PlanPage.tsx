// The orchestration plan of a service order: three views, one selection, everything in the URL.
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { ApiError } from "@/api/fetching";
import { detailQuery, planQuery } from "@/api/queries";
import type { ServiceOrderDetail } from "@/api/types";
import { match, offer } from "@/app/palette";
import { useSession } from "@/app/session";
import { useShortcuts } from "@/app/shortcuts";
import { number, t, tn } from "@/i18n/t";
import { Empty, ErrorNotice, Pausing } from "@/parts/Notices";
import { PageHeader } from "@/parts/PageHeader";
import { StateTag } from "@/parts/StateTag";
import type { VerbKeys } from "@/tasks/TaskVerbs";
import { Details } from "./Details";
import { keep } from "./filters";
import { MapView } from "./MapView";
import { windowOf } from "./timeline";
import { Strip, Toolbar, ViewTabs } from "./Toolbar";
import { buildTree, type PlanTree } from "./tree";
import { TreeGrid } from "./TreeGrid";
import { usePlanView } from "./view";
import "./plan.scss";

const GraphView = lazy(() => import("./GraphView"));
const TICK = 30_000;

export default function PlanPage() {
  const { number: order = "" } = useParams();
  const plan = useQuery(planQuery(order));
  const detail = useQuery(detailQuery(order));
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK);
    return () => clearInterval(timer);
  }, []);
  const tree = useMemo(
    () => (plan.data && !detail.isPending ? buildTree(plan.data, detail.data, now) : null),
    [plan.data, detail.data, detail.isPending, now],
  );
  const path = [{ to: "/orders", label: t("nav.orders") }, { to: `/orders/${order}`, label: order }];
  const missing = plan.error instanceof ApiError && plan.error.status === 404 && detail.data;
  if (missing || (tree && tree.taskNodes.length === 0)) {
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
  if (!tree) return <><PageHeader title={t("plan.title")} path={path} /><Pausing label={t("plan.loading")} /></>;
  return <PlanBody tree={tree} detail={detail.data} now={now} path={path} />;
}

interface BodyProps {
  tree: PlanTree;
  detail: ServiceOrderDetail | undefined;
  now: number;
  path: { to: string; label: string }[];
}

function PlanBody({ tree, detail, now, path }: BodyProps) {
  const session = useSession();
  const navigate = useNavigate();
  const [view, change] = usePlanView();
  const verbs = useRef<VerbKeys>(null);
  const filter = useDeferredValue(view.filter);
  const kept = useMemo(() => keep(tree, filter, session.name), [tree, filter, session.name]);
  const selected = tree.nodes[tree.byId.get(view.selected) ?? -1];
  const root = tree.nodes[0];
  const around = selected && Number.isFinite(selected.start) && view.scale !== "fit" ? selected.start : now;
  const shown = useMemo(
    () => windowOf(view.scale, root?.start ?? now, Math.max(root?.end ?? now, view.planned ? tree.schedule.plannedFinish : 0), around),
    [view.scale, view.planned, root?.start, root?.end, tree.schedule.plannedFinish, around, now],
  );
  const open = useCallback((index: number) => change({ selected: tree.nodes[index]?.id ?? "", panel: true }), [tree, change]);
  const onHit = useCallback((step: 1 | -1) => {
    const hits = kept?.hits ?? [];
    if (hits.length === 0) return;
    const current = tree.byId.get(view.selected) ?? -1;
    const at = hits.indexOf(current);
    const next = hits[(at + step + hits.length) % hits.length] ?? 0;
    change({ selected: tree.nodes[next]?.id ?? "" });
  }, [kept, tree, view.selected, change]);
  useEffect(() => offer((words) => {
    const findings = match(tree.nodes.map((node) => ({
      id: node.id, label: node.name, hint: node.number, group: "page", run: () => change({ selected: node.id, panel: true, view: "tree" }, true),
    })), words);
    return findings.slice(0, 8);
  }), [tree, change]);
  const verbKey = useCallback((key: string) => {
    if (!/[scaftr]/.test(key) || !selected?.task) return false;
    if (verbs.current) return verbs.current.press(key);
    change({ panel: true });
    return true;
  }, [selected, change]);
  useShortcuts({
    1: () => change({ view: "tree" }, true),
    2: () => change({ view: "graph" }, true),
    3: () => change({ view: "map" }, true),
    n: () => onHit(1),
    p: () => onHit(-1),
    "g p": () => void navigate(`/orders/${root?.number ?? ""}`),
    Escape: () => change({ panel: false }),
  });
  return (
    <div className="plan">
      <PageHeader title={root?.name ?? ""} path={path} number={t("plan.title")}
        tags={<>
          {root && <StateTag family="serviceOrder" state={root.state} reason={root.reason} />}
          {root && root.broken > 0 && (
            <button type="button" className="mend" onClick={() => change({ filter: { ...view.filter, only: "problems" } }, true)}>
              <span aria-hidden="true">!</span>{tn("plan.broken", root.broken)}
            </button>
          )}
        </>}
        actions={<ViewTabs view={view} change={change} />}>
        <p className="plan__facts">
          {detail?.serviceOrder.customerName && <span>{detail.serviceOrder.customerName}</span>}
          <span>{t("plan.counts", { orders: number(countOf(tree, "domainOrder")), tasks: number(tree.taskNodes.length), deps: number(tree.dependencies) })}</span>
          <Finish tree={tree} />
        </p>
      </PageHeader>
      <Strip tree={tree} view={view} change={change} />
      <Toolbar tree={tree} view={view} change={change} kept={kept} onHit={onHit} />
      <div className={view.panel && selected ? "plan__views plan__views--split" : "plan__views"}>
        <div id="plan-view" role="tabpanel" aria-labelledby={`view-${view.view}`} className="plan__view">
          {kept && kept.hits.length === 0 ? <Empty title={t("list.noMatch")} text={t("list.noMatchText")} />
          : view.view === "tree" ? (
            <TreeGrid tree={tree} view={view} change={change} kept={kept} window={shown} now={now} onVerbKey={verbKey} onOpen={open} />
          ) : view.view === "map" ? (
            <MapView tree={tree} view={view} change={change} kept={kept} onOpen={open} />
          ) : (
            <Suspense fallback={<Pausing label={t("loading")} />}><GraphView tree={tree} view={view} change={change} onOpen={open} /></Suspense>
          )}
        </div>
        {view.panel && selected && <Details key={selected.id} tree={tree} node={selected} view={view.view} change={change} keys={verbs} />}
      </div>
    </div>
  );
}

function countOf(tree: PlanTree, kind: string): number {
  return tree.nodes.reduce((sum, node) => sum + (node.kind === kind ? 1 : 0), 0);
}

function Finish({ tree }: { tree: PlanTree }) {
  const { finish, plannedFinish } = tree.schedule;
  const days = Math.round((finish - plannedFinish) / 86_400_000);
  const date = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });
  return (
    <span>
      {t("plan.finish", { date: date.format(finish) })}
      {days > 0 && <strong className="plan__late"> {tn("plan.late", days)}</strong>}
    </span>
  );
}
