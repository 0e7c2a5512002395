// The domain orders made for an order, as tree or table, each with why; and the targets that were not made.
import { ChevronDown, ChevronRight } from "@carbon/icons-react";
import { useMemo, useState } from "react";
import { Link, useSearchParams } from "react-router";
import type { DomainOrder, ServiceOrderItem } from "@/api/types";
import { t } from "@/i18n/t";
import { valueText } from "@/parts/CharacteristicTable";
import { Empty, ErrorNotice, Pausing } from "@/parts/Notices";
import { Progress } from "@/parts/Progress";
import { KindMark, StateTag } from "@/parts/StateTag";
import { ACTIONS, KINDS } from "@/states";
import { Branches } from "./Branches";
import { useDomainOrders, useSkipped } from "./data";
import { allItems, domainRows, skippedTargets, words } from "./items";
import type { Reason } from "./types";

/** Why a domain order was made, in a sentence. */
export function reasonText(order: DomainOrder): string {
  return (order.reason as unknown as Reason).text ?? "";
}

export function MadeOrders({ number, items }: { number: string; items: ServiceOrderItem[] }) {
  const [params, setParams] = useSearchParams();
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const found = useDomainOrders(number);
  const view = params.get("as") === "table" ? "table" : "tree";
  const kind = params.get("kind") ?? "";
  const all = found.data?.items;
  const orders = useMemo(() => (kind ? (all ?? []).filter((order) => order.kind === kind) : all ?? []), [all, kind]);
  const set = (name: string, value: string) => setParams((now) => {
    if (value) now.set(name, value);
    else now.delete(name);
    return now;
  }, { replace: true });
  if (found.error) return <ErrorNotice error={found.error} retry={() => void found.refetch()} />;
  if (!all) return <Pausing label={t("loading")} />;
  if (all.length === 0) return <Empty title={t("made.none")} text={t("made.noneText")} />;
  const rows = view === "tree" ? domainRows(orders, closed) : orders.map((order) => ({ order, level: 1, position: 0, size: 0, below: 0 }));
  const itemIds = new Map(allItems(items).map((item) => [item.number, item]));
  const fold = (id: string) => setClosed((now) => {
    const next = new Set(now);
    if (!next.delete(id)) next.add(id);
    return next;
  });
  return (
    <>
      <div className="made__bar">
        <div className="segments" role="group" aria-label={t("made.show")}>
          <button type="button" aria-pressed={view === "tree"} onClick={() => set("as", "")}>{t("made.tree")}</button>
          <button type="button" aria-pressed={view === "table"} onClick={() => set("as", "table")}>{t("made.table")}</button>
        </div>
        <label className="field field--inline">
          <span className="field__label">{t("made.kinds")}</span>
          <select value={kind} onChange={(event) => set("kind", event.target.value)}>
            <option value="">{t("all")}</option>
            {["cfs", "rfs", "resource"].map((one) => <option key={one} value={one}>{KINDS[one]?.label}</option>)}
          </select>
        </label>
        <span className="muted" role="status">{t("made.all", { n: orders.length })}</span>
      </div>
      <div className="scroller">
        <table className="table made">
          <caption className="hidden">{t("order.domainOrders")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("domainOrder")}</th><th scope="col">{t("action")}</th><th scope="col">{t("state")}</th>
              <th scope="col">{t("made.why")}</th><th scope="col" className="wide">{t("characteristics")}</th>
              <th scope="col" className="wide">{t("item")}</th><th scope="col">{t("made.becomes")}</th><th scope="col" className="wide">{t("made.tasks")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ order, level, below }) => {
              const item = itemIds.get(order.item);
              return (
                <tr key={order.number} className="made__row">
                  <td>
                    <div className="made__name" style={{ paddingInlineStart: `${(level - 1) * 20}px` }}>
                      {view === "tree" && (below > 0 ? (
                        <button type="button" className="made__fold" aria-expanded={!closed.has(order.number)} aria-label={`${t("made.below")}: ${order.name}`}
                          onClick={() => fold(order.number)}>
                          {closed.has(order.number) ? <ChevronRight size={16} /> : <ChevronDown size={16} />}
                        </button>
                      ) : <span className="made__fold" />)}
                      <KindMark kind={order.kind} />
                      <span className="made__what">
                        <Link to={`/domainOrders/${order.number}`}>{order.name}</Link>
                        <small className="muted">{order.number} · {order.specification} {t("version", { n: order.specificationVersion })}</small>
                      </span>
                    </div>
                  </td>
                  <td>{ACTIONS[order.action] ?? order.action}</td>
                  <td><StateTag family="domainOrder" state={order.state} reason={order.stateReason} /></td>
                  <td className="made__why">{reasonText(order)}</td>
                  <td className="wide made__values"><Values order={order} /></td>
                  <td className="wide">{item?.itemId ?? order.item}</td>
                  <td>{order.inventoryItem ? <Link to={`/inventory/${order.inventoryItem}`}>{order.inventoryItem}</Link> : t("none")}</td>
                  <td className="wide"><Progress done={order.doneTasks} total={order.totalTasks} /></td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <Branches number={number} />
      <SkippedTargets number={number} items={items} orders={all} />
    </>
  );
}

/** The values with where they came from, short: the whole story is on the domain order's page. */
function Values({ order }: { order: DomainOrder }) {
  const values = Object.entries(order.characteristics);
  if (values.length === 0) return <span className="muted">{t("none")}</span>;
  return (
    <ul className="values__short">
      {values.slice(0, 3).map(([name, one]) => (
        <li key={name} title={`${name}: ${valueText(one.value)} (${one.origin})`}>
          <span className="muted">{name}</span> {valueText(one.value)} <span className="origin">{originWord(one.origin)}</span>
        </li>
      ))}
      {values.length > 3 && <li><Link to={`/domainOrders/${order.number}`}>{t("andMore", { n: values.length - 3 })}</Link></li>}
    </ul>
  );
}

function originWord(origin: string): string {
  const [kind = ""] = origin.split(":");
  const known: Record<string, string> = {
    order: t("origin.order"), default: t("origin.default"), mapping: t("origin.mapping"), constant: t("origin.constant"),
    inventory: t("origin.inventory"), person: t("origin.person"), task: t("origin.task"),
  };
  return known[kind] ?? kind;
}

function SkippedTargets({ number, items, orders }: { number: string; items: ServiceOrderItem[]; orders: DomainOrder[] }) {
  const left = useSkipped(number, orders.length > 0);
  const skipped = skippedTargets(left.data ?? []);
  if (skipped.length === 0) return null;
  const itemIds = new Map(allItems(items).map((item) => [item.n, item.itemId]));
  const parents = new Map(orders.map((order) => [Number(order.number.split("-").at(-1)), order]));
  return (
    <section className="skipped">
      <h2>{t("made.skipped")}</h2>
      <p className="muted">{t("made.skippedLead")}</p>
      <div className="scroller">
        <table className="plain">
          <caption className="hidden">{t("made.skipped")}</caption>
          <thead><tr><th scope="col">{t("specification")}</th><th scope="col">{t("made.why")}</th><th scope="col">{t("made.under")}</th><th scope="col">{t("item")}</th></tr></thead>
          <tbody>
            {skipped.map((one, i) => {
              const parent = one.parentN === null ? undefined : parents.get(one.parentN);
              return (
                // the same target may be left out twice under one parent
                // oxlint-disable-next-line react/no-array-index-key
                <tr key={i}>
                  <th scope="row"><Link to={`/catalog/${one.specification}`}>{words(one.specification)}</Link></th>
                  <td>{one.text}</td>
                  <td>{parent ? <Link to={`/domainOrders/${parent.number}`}>{parent.name}</Link> : t("none")}</td>
                  <td>{one.itemN === null ? t("none") : itemIds.get(one.itemN) ?? one.itemN}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
