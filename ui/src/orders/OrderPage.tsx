// One service order: what it is, its items, what stands before approval, what was made of it, what happened.
import { Button } from "@carbon/react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { Link, useParams, useSearchParams } from "react-router";
import type { ServiceOrderDetail } from "@/api/types";
import { t } from "@/i18n/t";
import { OrderEnrichment, useEnrichmentOf } from "@/enrichment/OrderEnrichment";
import { milestonesQuery } from "@/milestones/data";
import { OrderMilestones } from "@/milestones/OrderMilestones";
import { tasksOfOrderQuery } from "@/orderTasks/data";
import { TasksOfOrder } from "@/orderTasks/OrderTaskLines";
import { OrderAppointments } from "@/appointments/OrderAppointments";
import { HOLD } from "@/holds/data";
import { HoldNotice } from "@/holds/HoldNotice";
import { reasonText } from "@/parts/ActivityStream";
import { AgreementClocks } from "@/attention/AgreementClocks";
import { JeopardyNotice } from "@/attention/JeopardyNotice";
import { FilesPanel } from "@/parts/FilesPanel";
import { Empty, ErrorNotice, Pausing } from "@/parts/Notices";
import { PageHeader } from "@/parts/PageHeader";
import { StateTag } from "@/parts/StateTag";
import { Activity } from "./Activity";
import { useDomainOrders, useFalloutsOf, useOrder } from "./data";
import { Decisions, DocumentView, OpenFallouts } from "./Decisions";
import { InvestigationPanel } from "./InvestigationPanel";
import { ItemPanel } from "./ItemPanel";
import { allItems, BEFORE_APPROVAL } from "./items";
import { useSpecificationNames } from "./names";
import { ItemTree } from "./ItemTree";
import { MadeOrders } from "./MadeOrders";
import { Notes } from "./Notes";
import { OrderFacts } from "./OrderFacts";
import { OrderVerbs } from "./OrderVerbs";
import { PrintSheet } from "./PrintSheet";
import { ReviewPanel } from "./ReviewPanel";
import { Tabs, type Tab } from "./Tabs";
import "./orders.scss";

export default function OrderPage() {
  const { number = "" } = useParams();
  const order = useOrder(number);
  const path = [{ to: "/orders", label: t("nav.orders") }];
  if (order.error && !order.data) {
    return <><PageHeader title={number} path={path} /><ErrorNotice error={order.error} retry={() => void order.refetch()} /></>;
  }
  if (!order.data) return <Pausing label={t("loading")} />;
  return <Loaded key={number} detail={order.data} />;
}

function Loaded({ detail }: { detail: ServiceOrderDetail }) {
  const { serviceOrder: order, items, approvals, verbs } = detail;
  const { number, state } = order;
  const client = useQueryClient();
  // the state in which somebody else turned out to be faster; over as soon as the order moves on
  const [staleIn, setStaleIn] = useState<string | null>(null);
  const stale = staleIn === state;
  const printing = usePrinting();
  useSpecificationNames();
  const made = useDomainOrders(number);
  const fallouts = useFalloutsOf(number);
  const enrichment = useEnrichmentOf(number);
  const milestones = useQuery(milestonesQuery(number)).data;
  const own = useQuery(tasksOfOrderQuery(number)).data;
  const [params, setParams] = useSearchParams();
  const all = allItems(items);
  const asked = Number(params.get("item"));
  const item = all.find((one) => one.n === asked) ?? all[0];
  const choose = (n: number) => setParams((now) => { now.set("item", String(n)); now.set("tab", "items"); return now; }, { replace: true });
  const waiting = BEFORE_APPROVAL.has(state);
  const orders = made.data?.items ?? [];
  const tabs: Tab[] = [
    { id: "items", label: t("order.items"), count: all.length, panel: (
      item ? (
        <div className="split">
          <ItemTree items={items} chosen={item.n} choose={choose} />
          <ItemPanel key={item.n} detail={detail} item={item} made={orders.filter((one) => one.item === item.number)} />
        </div>
      ) : <Empty title={t("item.none")} text={t("item.noneText")} />
    ) },
    { id: "review", label: t("order.review"), panel: <ReviewPanel detail={detail} showItem={choose} onStale={() => setStaleIn(state)} /> },
    ...(enrichment.data && enrichment.data.total > 0 ? [{ id: "enrichment", label: t("nav.enrichment"), count: enrichment.data.total,
      panel: <OrderEnrichment detail={detail} /> }] : []),
    { id: "domainOrders", label: t("order.domainOrders"), count: made.data?.total ?? 0, panel: <MadeOrders number={number} items={items} /> },
    ...(milestones && milestones.total > 0 ? [{ id: "milestones", label: t("milestones"), count: milestones.total,
      alert: milestones.items.some((one) => one.late || one.state === "missed"), panel: <OrderMilestones order={number} milestones={milestones.items} /> }] : []),
    ...(own && own.total > 0 ? [{ id: "orderTasks", label: t("orderTasks"), count: own.items.filter((one) => one.endedAt === null).length,
      alert: own.items.some((one) => one.late), panel: <TasksOfOrder tasks={own.items} /> }] : []),
    ...(fallouts.data ? [{ id: "fallouts", label: t("order.fallouts"), count: fallouts.data.total, alert: fallouts.data.total > 0,
      panel: <OpenFallouts fallouts={fallouts.data?.items ?? []} /> }] : []),
    { id: "activity", label: t("order.activity"), panel: <Activity order={number} /> },
    { id: "notes", label: t("order.notes"), panel: <Notes order={number} mayAdd={verbs.includes("addNote")} /> },
    { id: "files", label: t("files"), panel: <FilesPanel record={number} inside /> },
    { id: "decisions", label: t("order.decisions"), count: approvals.length, panel: <Decisions approvals={approvals} /> },
    { id: "document", label: t("order.document"), panel: <DocumentView number={number} /> },
  ];
  return (
    <div className="order">
      <div className="order__screen">
        <PageHeader title={order.customerName ?? order.customerId ?? number} number={number} path={[{ to: "/orders", label: t("nav.orders") }]}
          tags={<><span className="order__number">{number}</span><StateTag family="serviceOrder" state={state} reason={order.stateReason} /></>}
          actions={<>
            {waiting ? <nav className="order__links" aria-label={t("dryRun.title")}><Link to={`/orders/${number}/dryRun`}>{t("dryRun.try")}</Link></nav> : <Links number={number} />}
            <Button size="sm" kind="ghost" onClick={() => window.print()}>{t("order.print")}</Button>
          </>} />
        {stale && (
          <div className="callout callout--warning" role="alert">
            <strong>{t("order.changedMeanwhile")}</strong>
            <p>{t("order.changedText")}</p>
            <Button size="sm" kind="tertiary" onClick={() => {
              setStaleIn(null);
              // what the other one changed stands there
              setParams((now) => { now.set("tab", "activity"); return now; }, { replace: true });
              void client.invalidateQueries({ predicate: (query) => query.queryKey[1] === number });
            }}>{t("order.reload")}</Button>
          </div>
        )}
        <OrderVerbs detail={detail} onStale={() => setStaleIn(state)} />
        {order.description && <p className="order__description">{order.description}</p>}
        {order.stateReason && !detail.investigation && !HOLD.test(order.stateReason) && <p className="callout callout--warning">{reasonText(order.stateReason)}</p>}
        <OrderFacts detail={detail} />
        {!waiting && <HoldNotice of={{ order: number }} />}
        <AgreementClocks of={number} />
        {!waiting && <JeopardyNotice order={number} />}
        {!waiting && <OrderAppointments order={number} />}
        <InvestigationPanel detail={detail} />
        <Tabs label={t("order.views")} tabs={tabs} first={state === "acknowledged" ? "review" : "items"} />
      </div>
      {printing && <PrintSheet detail={detail} orders={orders} />}
    </div>
  );
}

function Links({ number }: { number: string }) {
  return (
    <nav className="order__links" aria-label={t("plan.title")}>
      <Link to={`/orders/${number}/plan`}>{t("order.plan")}</Link>
      <Link to={`/orders/${number}/plan?view=graph`}>{t("plan.graph")}</Link>
      <Link to={`/orders/${number}/plan?view=map`}>{t("order.map")}</Link>
    </nav>
  );
}

/** Draws the printed sheet only while the browser prints. */
function usePrinting(): boolean {
  const [printing, setPrinting] = useState(() => matchMedia("print").matches);
  useEffect(() => {
    const print = matchMedia("print");
    const set = (on: boolean) => () => flushSync(() => setPrinting(on));
    const change = () => setPrinting(print.matches);
    const [before, after] = [set(true), set(false)];
    window.addEventListener("beforeprint", before);
    window.addEventListener("afterprint", after);
    print.addEventListener("change", change);
    return () => {
      window.removeEventListener("beforeprint", before);
      window.removeEventListener("afterprint", after);
      print.removeEventListener("change", change);
    };
  }, []);
  return printing;
}
