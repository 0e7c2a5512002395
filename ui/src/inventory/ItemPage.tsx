// One inventory item: what it is or was at an instant, what stands above and below, its history, its orders.
import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearchParams } from "react-router";
import { api } from "@/api/fetching";
import { localText, momentText } from "@/i18n/instants";
import { t } from "@/i18n/t";
import { CharacteristicTable, valueText } from "@/parts/CharacteristicTable";
import { KeyValue } from "@/parts/KeyValue";
import { ErrorNotice, Pausing } from "@/parts/Notices";
import { PageHeader } from "@/parts/PageHeader";
import { KindMark, StateTag } from "@/parts/StateTag";
import { When } from "@/parts/When";
import { Places } from "@/orders/Places";
import { Branches } from "./Branches";
import { changedNames, type InventoryDetail, type Snapshot } from "./types";
import "./inventory.scss";

export default function ItemPage() {
  const { number = "" } = useParams();
  const [params, setParams] = useSearchParams();
  const at = params.get("at");
  const found = useQuery({
    queryKey: ["inventory", number],
    queryFn: ({ signal }) => api.get<InventoryDetail>(`/api/inventory/${number}`, undefined, signal),
  });
  const past = useQuery({
    queryKey: ["inventory", number, "asOf", at],
    queryFn: ({ signal }) => api.get<Snapshot>(`/api/inventory/${number}/asOf`, { at }, signal),
    enabled: at !== null,
  });
  if (found.isPending) return <Pausing label={t("loading")} />;
  if (found.error) return <ErrorNotice error={found.error} retry={() => void found.refetch()} />;
  const { item, characteristics, place, above, tree, history, serviceOrders } = found.data;
  const choose = (instant: string | null) => setParams(instant === null ? {} : { at: instant });
  const branches = above.reduceRight((below, one) => ({ item: one, children: [below] }), tree);
  return (
    <>
      <PageHeader title={item.name} number={item.number} path={[{ to: "/inventory", label: t("nav.inventory") }]}
        tags={<><KindMark kind={item.kind} /><StateTag family="inventory" state={item.state} /></>} />
      <div className="columns">
        <section>
          <h2>{t("inventory.facts")}</h2>
          <KeyValue facts={[
            [t("number"), item.number],
            [t("externalId"), item.externalId],
            [t("customer"), item.customer && <Link key="w" to={`/inventory/customers/${encodeURIComponent(item.customer)}`}>{item.customer}</Link>],
            [t("specification"), <Link key="s" to={`/catalog/${item.specification}?version=${item.specificationVersion}`}>
              {item.specification}, {t("version", { n: item.specificationVersion })}</Link>],
            [t("inventory.place"), place === null ? null : <Places place={place} key="p" />],
            [t("inventory.created"), <When key="c" at={item.createdAt} />],
            [t("inventory.since"), <When key="b" at={item.startedAt} />],
            [t("inventory.until"), <When key="e" at={item.endedAt} />],
            [t("inventory.orders"), serviceOrders.length === 0 ? null : (
              <span key="o" className="inline">{serviceOrders.map((order) => <Link key={order} to={`/orders/${order}`}>{order}</Link>)}</span>
            )],
          ]} />
        </section>
        <section>
          <h2>{t("inventory.tree")}</h2>
          <Branches branches={[branches]} at={item.number} />
        </section>
        <section className="record__all">
          <div className="asof">
            <h2>{at === null ? t("characteristics") : t("inventory.asOf", { at: momentText(at) })}</h2>
            <label className="field field--inline">
              <span className="field__label">{t("inventory.at")}</span>
              <input type="datetime-local" step="1" value={at === null ? "" : localText(at)}
                onChange={(event) => choose(event.target.value ? new Date(event.target.value).toISOString() : null)} />
            </label>
            {at !== null && <button type="button" className="linkish" onClick={() => choose(null)}>{t("inventory.now")}</button>}
          </div>
          {at === null && <CharacteristicTable characteristics={characteristics} />}
          {past.error && <ErrorNotice error={past.error} />}
          {at !== null && past.data && (
            <>
              <p className="asof__state"><StateTag family="inventory" state={past.data.state} /> {t("inventory.from")} <When at={past.data.at} /></p>
              <CharacteristicTable characteristics={past.data.characteristics} />
            </>
          )}
        </section>
        <section className="record__all">
          <h2>{t("inventory.history")}</h2>
          <div className="scroller">
            <table className="plain">
              <thead><tr>
                <th scope="col">{t("inventory.from")}</th><th scope="col">{t("state")}</th>
                <th scope="col">{t("serviceOrder")}</th><th scope="col">{t("inventory.changed")}</th>
              </tr></thead>
              <tbody>
                {history.map((one, i) => ({ one, names: changedNames(history[i - 1], one) })).toReversed().map(({ one, names }, i) => (
                  <tr key={`${one.at} ${history.length - i}`}>
                    <td><button type="button" className="linkish nowrap" onClick={() => choose(one.at)}><When at={one.at} /></button></td>
                    <td><StateTag family="inventory" state={one.state} /></td>
                    <td>{one.serviceOrder && <Link className="nowrap" to={`/orders/${one.serviceOrder}`}>{one.serviceOrder}</Link>}</td>
                    <td>{names.length === 0 ? <span className="muted">{t("none")}</span>
                      : names.map((name) => `${name}: ${valueText(one.characteristics[name]?.value)}`).join("; ")}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      </div>
    </>
  );
}
