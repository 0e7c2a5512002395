// The whole order on paper: header, items with everything in them, domain orders, decisions.
import type { DomainOrder, ServiceOrderDetail } from "@/api/types";
import { momentText } from "@/i18n/instants";
import { t } from "@/i18n/t";
import { originWord, valueText } from "@/parts/CharacteristicTable";
import { ACTIONS, KINDS, look } from "@/states";
import { Decisions } from "./Decisions";
import { domainRows, itemRows, itemTitle, places } from "./items";
import { reasonText } from "./MadeOrders";
import { OrderFacts } from "./OrderFacts";

export function PrintSheet({ detail, orders }: { detail: ServiceOrderDetail; orders: DomainOrder[] }) {
  const { serviceOrder: order } = detail;
  return (
    <article className="print">
      <h1>{t("print.head", { number: order.number })}</h1>
      <p>{[order.customerName, look("serviceOrder", order.state).label, order.stateReason].filter(Boolean).join(" · ")}</p>
      {order.description && <p>{order.description}</p>}
      <OrderFacts detail={detail} />
      <h2>{t("order.items")}</h2>
      {itemRows(detail.items, new Set()).map(({ item, level }) => (
        <section key={item.n} className="print__item" style={{ marginInlineStart: `${(level - 1) * 16}px` }}>
          <h3>{item.itemId} {itemTitle(item)} · {ACTIONS[item.action] ?? item.action} · {look("serviceOrder", item.state).label}</h3>
          <p>{item.number}{item.specificationId && ` · ${item.specificationId}`}{item.specificationVersion !== null && ` ${t("version", { n: item.specificationVersion })}`}</p>
          {item.characteristics.length > 0 && (
            <table className="plain">
              <tbody>{item.characteristics.map((one) => <tr key={one.name}><th scope="row">{one.name}</th><td>{valueText(one.value)}</td><td>{originWord(one.origin)}</td></tr>)}</tbody>
            </table>
          )}
          {places(item.place).map((one) => <p key={one.text}>{t("made.place")}: {one.text}</p>)}
          {item.contacts.map((one) => <p key={one.id}>{[one.firstName, one.lastName, one.phone, one.email].filter(Boolean).join(", ")}</p>)}
          {item.issues.map((one) => <p key={one.what}>! {one.field} {one.what}: {one.action}</p>)}
        </section>
      ))}
      {orders.length > 0 && (
        <>
          <h2>{t("order.domainOrders")}</h2>
          <table className="plain">
            <thead><tr><th scope="col">{t("domainOrder")}</th><th scope="col">{t("kind")}</th><th scope="col">{t("action")}</th><th scope="col">{t("state")}</th><th scope="col">{t("made.why")}</th><th scope="col">{t("inventory")}</th></tr></thead>
            <tbody>
              {domainRows(orders).map(({ order: one, level }) => (
                <tr key={one.number}>
                  <th scope="row" style={{ paddingInlineStart: `${(level - 1) * 12}px` }}>{one.name} <small>{one.number}</small></th>
                  <td>{KINDS[one.kind]?.short ?? one.kind}</td><td>{ACTIONS[one.action] ?? one.action}</td>
                  <td>{look("domainOrder", one.state).label}</td><td>{reasonText(one)}</td><td>{one.inventoryItem ?? t("none")}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      <h2>{t("order.decisions")}</h2>
      <Decisions approvals={detail.approvals} />
      <p className="print__foot">{t("print.made", { when: momentText(Date.now()) })}</p>
    </article>
  );
}
