// What approving would lead to: counts, dates, lateness, and the tree of domain orders with the reason of each.
import { Link } from "react-router";
import { durationText } from "@/i18n/instants";
import { number as many, t } from "@/i18n/t";
import { KeyValue } from "@/parts/KeyValue";
import { KindMark } from "@/parts/StateTag";
import { When } from "@/parts/When";
import { ACTIONS } from "@/states";
import { actionsText, countsText, lateness, treeRows } from "./consequences";
import { words } from "./items";
import { Problems } from "./Problems";
import type { Preview } from "./types";

interface Props {
  preview: Preview;
  onItem?: (itemId: string) => (() => void) | null;
  /** Where the full dry run is. */
  to?: string;
}

export function Consequences({ preview: { shown }, onItem, to }: Props) {
  const late = lateness(shown.plannedEnd, shown.requestedEnd);
  return (
    <section className="consequences" aria-label={t("approve.consequences")}>
      <div className="consequences__head"><h2>{t("approve.consequences")}</h2>{to && <Link to={to}>{t("dryRun.open")}</Link>}</div>
      {shown.problems.length > 0 && (
        <div className="callout callout--error"><strong>{t("approve.impossible")}</strong><Problems problems={shown.problems} onItem={onItem} /></div>
      )}
      <KeyValue facts={[
        [t("order.domainOrders"), shown.domainOrders > 0 && <>{many(shown.domainOrders)} <span className="muted">{countsText(shown.domainOrdersByKind)}</span></>],
        [t("action"), actionsText(shown.domainOrdersByAction)],
        [t("nav.tasks"), shown.tasks > 0 && <>{many(shown.tasks)} <span className="muted">{countsText(shown.tasksByKind)}</span></>],
        [t("approve.critical"), shown.criticalTasks > 0 && many(shown.criticalTasks)],
        [t("approve.plannedStart"), <When key="s" at={shown.plannedStart} />],
        [t("approve.plannedEnd"), <span key="e"><When at={shown.plannedEnd} />{late > 0 && <strong className="late"> {t("approve.late", { time: durationText(late) })}</strong>}</span>],
        [t("requestedCompletionDate"), <When key="r" at={shown.requestedEnd} />],
      ]} />
      {shown.domainOrderList.length > 0 && (
        <div className="scroller">
          <table className="plain">
            <caption className="hidden">{t("approve.tree")}</caption>
            <thead><tr><th scope="col">{t("domainOrder")}</th><th scope="col">{t("action")}</th><th scope="col">{t("made.why")}</th></tr></thead>
            <tbody>
              {treeRows(shown.domainOrderList).map(({ node, level }) => (
                <tr key={node.n}>
                  <th scope="row" style={{ paddingInlineStart: `${(level - 1) * 18 + 8}px` }}><KindMark kind={node.kind} /> {node.name}</th>
                  <td className="nowrap">{ACTIONS[node.action] ?? node.action}</td>
                  <td>{node.reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {shown.domainOrderListCut && <p className="muted">{t("andMore", { n: shown.domainOrders - shown.domainOrderList.length })}</p>}
      {shown.waiting.length > 0 && (
        <>
          <h3>{t("waitingBranch.title")}</h3>
          <ul className="lines">
            {shown.waiting.map((one) => (
              <li key={`${one.domain_order_n} ${one.specification_id}`}>
                <span className="lines__main">{words(one.specification_id)}</span>
                <span>{t("waitingBranch.for", { names: one.characteristics.join(", ") })}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
