// An order tried before it is approved: what would be made of it and why, what would not, and when it would be done.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { durationMs, durationText } from "@/i18n/instants";
import { number as many, t } from "@/i18n/t";
import { CharacteristicTable } from "@/parts/CharacteristicTable";
import { KeyValue } from "@/parts/KeyValue";
import { ErrorNotice, Pausing } from "@/parts/Notices";
import { PageHeader } from "@/parts/PageHeader";
import { KindMark } from "@/parts/StateTag";
import { When } from "@/parts/When";
import { ACTIONS } from "@/states";
import { treeRows } from "./consequences";
import { bySchedule, dryRunQuery, type DryRun } from "./dryRun";
import { words } from "./items";
import { Problems } from "./Problems";
import { Tabs, type Tab } from "./Tabs";
import "./orders.scss";

export default function DryRunPage() {
  const { number = "" } = useParams();
  const run = useQuery(dryRunQuery(number, false));
  const header = (
    <PageHeader title={t("dryRun.title")} path={[{ to: "/orders", label: t("nav.orders") }, { to: `/orders/${number}`, label: number }]}>
      <p className="muted">{t("dryRun.lead")}</p>
    </PageHeader>
  );
  if (run.error) return <>{header}<ErrorNotice error={run.error} retry={() => void run.refetch()} /></>;
  if (!run.data) return <>{header}<Pausing label={t("dryRun.running")} /></>;
  return <>{header}<Tried run={run.data} number={number} /></>;
}

function Tried({ run, number }: { run: DryRun; number: string }) {
  const { dates } = run;
  const left = run.skippedTargets.length + run.skippedTasks.length;
  const tabs: Tab[] = [
    { id: "orders", label: t("order.domainOrders"), count: run.domainOrders.length, panel: <Orders run={run} /> },
    { id: "tasks", label: t("nav.tasks"), count: run.tasks.length, panel: <Tasks run={run} /> },
    { id: "skipped", label: t("made.skipped"), count: left, panel: <Skipped run={run} /> },
    ...(run.waiting.length > 0 ? [{ id: "waiting", label: t("waitingBranch.title"), count: run.waiting.length, panel: <Waiting run={run} /> }] : []),
    { id: "trace", label: t("dryRun.trace"), panel: <Trace run={run} number={number} /> },
  ];
  return (
    <div className="order">
      <p className={run.feasible ? "callout callout--success" : "callout callout--error"} role="status">
        {run.feasible ? t("dryRun.feasible", { n: run.version, revision: run.catalogRevision }) : t("dryRun.infeasible")}
      </p>
      {run.problems.length > 0 && <Problems problems={run.problems} onItem={() => null} />}
      {run.attention.length > 0 && (
        <div className="callout callout--warning"><strong>{t("dryRun.attention")}</strong>
          <ul className="plainlist">{run.attention.map((one) => <li key={`${one.item_n} ${one.text}`}>{one.text}</li>)}</ul></div>
      )}
      {dates && (
        <KeyValue facts={[
          [t("approve.plannedStart"), <When key="s" at={dates.startAt} />],
          [t("approve.plannedEnd"), <span key="e"><When at={dates.endAt} />{dates.lateBy && <strong className="late"> {t("approve.late", { time: durationText(durationMs(dates.lateBy)) })}</strong>}</span>],
          [t("requestedCompletionDate"), <When key="r" at={dates.requestedCompletionDate} />],
          [t("approve.critical"), many(dates.criticalPath.length)],
        ]} />
      )}
      <Tabs label={t("order.views")} tabs={tabs} first="orders" />
    </div>
  );
}

function Orders({ run }: { run: DryRun }) {
  return (
    <div className="scroller">
      <table className="table">
        <caption className="hidden">{t("approve.tree")}</caption>
        <thead><tr>
          <th scope="col">{t("domainOrder")}</th><th scope="col">{t("action")}</th><th scope="col">{t("made.why")}</th><th scope="col">{t("characteristics")}</th>
          <th scope="col" className="wide">{t("item")}</th><th scope="col" className="wide">{t("approve.plannedEnd")}</th>
        </tr></thead>
        <tbody>
          {treeRows(run.domainOrders).map(({ node, level }) => {
            const values = Object.keys(node.characteristics).length;
            return (
              <tr key={node.n} className="made__row">
                <td>
                  <div className="made__name" style={{ paddingInlineStart: `${(level - 1) * 20}px` }}>
                    <KindMark kind={node.kind} />
                    <span className="made__what">
                      {node.name}
                      <small className="muted"><Link to={`/catalog/${node.specification}?version=${node.specificationVersion}`}>{node.specification}</Link> {t("version", { n: node.specificationVersion })}
                        {node.inventoryItem && <> · <Link to={`/inventory/${node.inventoryItem}`}>{node.inventoryItem}</Link></>}</small>
                      {node.alsoFor.length > 0 && <small className="muted">{t("dryRun.shared", { n: node.alsoFor.length })}</small>}
                    </span>
                  </div>
                </td>
                <td className="nowrap">{ACTIONS[node.action] ?? node.action}</td>
                <td>{node.reason.text}</td>
                <td>{values === 0 ? <span className="muted">{t("none")}</span> : (
                  <details><summary>{(values === 1 ? t("dryRun.value") : t("dryRun.values", { n: values }))}</summary><CharacteristicTable characteristics={node.characteristics} /></details>
                )}</td>
                <td className="wide">{node.item}</td>
                <td className="wide nowrap"><When at={node.endAt} /></td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Tasks({ run }: { run: DryRun }) {
  const [critical, setCritical] = useState(false);
  const owners = new Map(run.domainOrders.map((order) => [order.n, order.name]));
  const names = new Map(run.tasks.map((task) => [task.n, task.name]));
  return (
    <>
      <label className="check"><input type="checkbox" checked={critical} onChange={(event) => setCritical(event.target.checked)} /> {t("dryRun.criticalOnly")}</label>
      <div className="scroller">
        <table className="table">
          <caption className="hidden">{t("nav.tasks")}</caption>
          <thead><tr>
            <th scope="col">{t("task")}</th><th scope="col">{t("domainOrder")}</th><th scope="col">{t("catalog.who")}</th><th scope="col">{t("catalog.takes")}</th>
            <th scope="col">{t("approve.plannedStart")}</th><th scope="col">{t("approve.plannedEnd")}</th><th scope="col" className="wide">{t("catalog.after")}</th><th scope="col">{t("dryRun.slack")}</th>
          </tr></thead>
          <tbody>
            {bySchedule(run.tasks, critical).map((task) => (
              <tr key={task.n}>
                <th scope="row"><KindMark kind={task.kind} /> {task.name}</th>
                <td>{owners.get(task.domainOrderN)}</td>
                <td>{task.assignmentGroup ?? task.executor}</td>
                <td className="nowrap">{durationText(durationMs(task.duration))}</td>
                <td className="nowrap"><When at={task.startAt} /></td>
                <td className="nowrap"><When at={task.endAt} /></td>
                <td className="wide">{[...new Set(task.after.map((n) => names.get(n)))].join(", ") || <span className="muted">{t("none")}</span>}</td>
                <td className="nowrap">{task.critical ? <strong>◆ {t("dryRun.critical")}</strong> : durationText(durationMs(task.slack))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Skipped({ run }: { run: DryRun }) {
  const owners = new Map(run.domainOrders.map((order) => [order.n, order.name]));
  if (run.skippedTargets.length + run.skippedTasks.length === 0) return <p className="muted">{t("dryRun.nothingSkipped")}</p>;
  return (
    <div className="scroller">
      <table className="plain">
        <caption className="hidden">{t("made.skipped")}</caption>
        <thead><tr><th scope="col">{t("dryRun.leftOut")}</th><th scope="col">{t("made.why")}</th><th scope="col">{t("made.under")}</th></tr></thead>
        <tbody>
          {run.skippedTargets.map((one) => (
            <tr key={`${one.item_n} ${one.parent_n} ${one.specification_id} ${one.reason.relationship}`}>
              <th scope="row"><Link to={`/catalog/${one.specification_id}`}>{words(one.specification_id)}</Link></th>
              <td>{one.reason.text}</td>
              <td>{one.parent_n === null ? t("none") : owners.get(one.parent_n)}</td>
            </tr>
          ))}
          {run.skippedTasks.map((one) => (
            <tr key={`${one.domain_order_n} ${one.key}`}><th scope="row">{t("task")}: {one.name}</th><td>{one.text}</td><td>{owners.get(one.domain_order_n)}</td></tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Waiting({ run }: { run: DryRun }) {
  const owners = new Map(run.domainOrders.map((order) => [order.n, order.name]));
  return (
    <table className="plain">
      <caption className="hidden">{t("waitingBranch.title")}</caption>
      <thead><tr><th scope="col">{t("specification")}</th><th scope="col">{t("waitingBranch.value")}</th><th scope="col">{t("made.why")}</th><th scope="col">{t("made.under")}</th></tr></thead>
      <tbody>
        {run.waiting.map((one) => (
          <tr key={`${one.domain_order_n} ${one.specification_id}`}>
            <th scope="row"><Link to={`/catalog/${one.specification_id}`}>{words(one.specification_id)}</Link></th>
            <td>{one.characteristics.join(", ")}</td><td>{one.reason.text}</td><td>{owners.get(one.domain_order_n)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const OUTCOMES: Record<string, "dryRun.fired" | "dryRun.notFired" | "dryRun.missing" | "dryRun.overridden"> = {
  fired: "dryRun.fired", notFired: "dryRun.notFired", missing: "dryRun.missing", overridden: "dryRun.overridden",
};

function Trace({ run, number }: { run: DryRun; number: string }) {
  const found = useQuery(dryRunQuery(number, true));
  const [outcome, setOutcome] = useState("");
  if (found.error) return <ErrorNotice error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Pausing label={t("loading")} />;
  const owners = new Map(run.domainOrders.map((order) => [order.n, order.name]));
  const lines = found.data.trace.filter((one) => !outcome || one.outcome === outcome);
  return (
    <>
      <label className="field field--inline"><span className="field__label">{t("dryRun.outcome")}</span>
        <select value={outcome} onChange={(event) => setOutcome(event.target.value)}>
          <option value="">{t("all")}</option>
          {Object.entries(OUTCOMES).map(([value, key]) => <option key={value} value={value}>{t(key)}</option>)}
        </select></label>
      <div className="scroller">
        <table className="plain">
          <caption className="hidden">{t("dryRun.trace")}</caption>
          <thead><tr><th scope="col">{t("domainOrder")}</th><th scope="col">{t("dryRun.considered")}</th><th scope="col">{t("dryRun.outcome")}</th><th scope="col">{t("made.why")}</th></tr></thead>
          <tbody>
            {lines.map((one, i) => {
              const known = OUTCOMES[one.outcome];
              return (
                // the same mapping may be looked at more than once
                // oxlint-disable-next-line react/no-array-index-key
                <tr key={i}>
                  <th scope="row">{one.domain_order_n === null ? words(one.specification_id) : owners.get(one.domain_order_n)}</th>
                  <td>{one.name}{one.rule && <span className="muted"> {one.rule}</span>}</td>
                  <td className="nowrap">{known ? t(known) : one.outcome}</td><td>{one.text}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}
