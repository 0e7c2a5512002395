// Fallouts in numbers: what is open, how long mending takes, what repeats, what it costs.
import { Link, useSearchParams } from "react-router";
import type { Schemas } from "@/api/types";
import { number, t, tn, type Key } from "@/i18n/t";
import { ErrorNotice, Pausing } from "@/parts/Notices";
import { useFalloutTypes, useGroups } from "@/tasks/actions";
import { useFalloutAnalytics } from "./campaigns";
import { nameOf, useCategories } from "./categories";

/** What a list is asked for, for each age of the server's. */
const AGED: Record<string, string> = {
  underHour: "raised>-1h", underFourHours: "raised<=-1h raised>-4h", underDay: "raised<=-4h raised>-24h",
  underThreeDays: "raised<=-24h raised>-72h", underWeek: "raised<=-72h raised>-168h", older: "raised<=-168h",
};

const DAYS = [1, 7, 30, 90];

/** 95 s, 12 min, 3.4 h, 2.1 d: one number that can be compared at a glance. */
export function lengthText(seconds: number): string {
  if (seconds < 120) return t("length.seconds", { n: Math.round(seconds) });
  if (seconds < 7200) return t("length.minutes", { n: Math.round(seconds / 60) });
  if (seconds < 172_800) return t("length.hours", { n: (seconds / 3600).toFixed(1) });
  return t("length.days", { n: (seconds / 86_400).toFixed(1) });
}

const percent = (share: number | null) => (share === null ? t("none") : `${(100 * share).toFixed(1)} %`);

export function FalloutNumbers() {
  const [params, setParams] = useSearchParams();
  const types = useFalloutTypes();
  const categories = useCategories();
  const groups = useGroups();
  const days = Number(params.get("days") ?? 30);
  const type = params.get("type") ?? "";
  const team = params.get("team") ?? "";
  const since = new Date(new Date().setMinutes(0, 0, 0) - days * 86_400_000).toISOString();
  const found = useFalloutAnalytics({ since, ...(type ? { falloutType: type } : {}), ...(team ? { group: team } : {}) });
  const choose = (name: string) => (event: React.ChangeEvent<HTMLSelectElement>) => {
    const next = new URLSearchParams(params);
    if (event.target.value) next.set(name, event.target.value);
    else next.delete(name);
    setParams(next, { replace: true });
  };
  // the list that has just these
  const list = (more: Record<string, string>) => `/fallouts?${new URLSearchParams({ open: "true", ...(type ? { falloutType: type } : {}), ...(team ? { group: team } : {}), ...more })}`;
  const typeName = (id: string) => types.data?.items.find((one) => one.id === id)?.name ?? id;
  const numbers = found.data;
  return (
    <>
      <div className="numbers__filters">
        <label className="field field--inline"><span className="field__label">{t("numbers.period")}</span>
          <select value={days} onChange={choose("days")}>{DAYS.map((n) => <option key={n} value={n}>{t("numbers.days", { n })}</option>)}</select></label>
        <label className="field field--inline"><span className="field__label">{t("fallout.type")}</span>
          <select value={type} onChange={choose("type")}><option value="">{t("campaign.every")}</option>{(types.data?.items ?? []).map(({ id, name }) => <option key={id} value={id}>{name}</option>)}</select></label>
        <label className="field field--inline"><span className="field__label">{t("task.group")}</span>
          <select value={team} onChange={choose("team")}><option value="">{t("campaign.every")}</option>{(groups.data?.items ?? []).map(({ name }) => <option key={name} value={name}>{name}</option>)}</select></label>
      </div>
      {found.error && <ErrorNotice error={found.error} retry={() => void found.refetch()} />}
      {!numbers ? !found.error && <Pausing label={t("loading")} /> : (
        <>
          <div className="tiles">
            {([
              ["numbers.open", number(numbers.open), "numbers.openText"],
              ["numbers.mttr", numbers.meanSecondsToMend === null ? t("none") : lengthText(numbers.meanSecondsToMend), "numbers.mttrText"],
              ["numbers.repeat", percent(numbers.repeatRate), "numbers.repeatText"],
              ["numbers.right", percent(numbers.firstTimeRight), "numbers.rightText"],
              ["numbers.lost", numbers.daysLost.toFixed(1), "numbers.lostText.other"],
              ["numbers.late", numbers.daysLate.toFixed(1), "numbers.lateText"],
            ] as [Key, string, Key][]).map(([label, value, text]) => (
              <div key={label} className="tile">
                <span><strong>{t(label)}</strong><br /><span className="tile__text small">{(text === "numbers.lostText.other" ? tn("numbers.lostText", numbers.ordersHit) : t(text, {
                  resolved: number(numbers.resolved), repeated: number(numbers.repeated), raised: number(numbers.raised),
                  right: number(numbers.rightFirstTime), completed: number(numbers.completedOrders), orders: number(numbers.ordersHit),
                  late: number(numbers.ordersLate),
                }))}</span></span>
                <span className="tile__number">{value}</span>
              </div>
            ))}
          </div>
          <div className="columns record">
            <Counts title={t("numbers.byType")} rows={numbers.openByType.map(({ name, count }) => [typeName(name), count, list({ falloutType: name })])} />
            <Counts title={t("numbers.byCategory")} rows={numbers.openByCategory.map(({ name, count }) => (
              name ? [nameOf(categories.data?.items ?? [], name), count, list({ category: name })] : [t("category.unsaid"), count, null]))} />
            <Counts title={t("numbers.byAge")} rows={numbers.openByAge.map(({ name, count }) => [t(`age.${name}` as Key), count, list({ q: AGED[name] ?? "" })])} />
            <Counts title={t("numbers.byTeam")} rows={numbers.openByGroup.map(({ name, count }) => [name || t("task.nobody"), count, list(name ? { group: name } : { q: "group:none" })])} />
            <Costs title={t("numbers.costByType")} head={t("fallout.type")} rows={numbers.costByType.map((one) => [typeName(one.name), one, `/fallouts?${new URLSearchParams({ falloutType: one.name })}`])} />
            <Costs title={t("numbers.costByFailure")} head={t("fallout.failure")} rows={numbers.costBySignature.map((one) => [one.name, one, `/fallouts?${new URLSearchParams({ signature: one.name })}`])} />
            <section>
              <h2>{t("numbers.mending")}</h2>
              {numbers.mending.length > 0 && <table className="plain">
                <thead><tr><th scope="col">{t("fallout.type")}</th><th scope="col">{t("numbers.count")}</th><th scope="col">{t("numbers.mean")}</th><th scope="col">{t("numbers.median")}</th><th scope="col">{t("numbers.p90")}</th></tr></thead>
                <tbody>{numbers.mending.map((one) => (
                  <tr key={one.falloutType}><th scope="row">{typeName(one.falloutType)}</th><td>{number(one.count)}</td><td>{lengthText(one.meanSeconds)}</td><td>{lengthText(one.medianSeconds)}</td><td>{lengthText(one.p90Seconds)}</td></tr>
                ))}</tbody>
              </table>}
              {numbers.mending.length === 0 && <p className="muted">{t("numbers.nothing")}</p>}
            </section>
          </div>
        </>
      )}
    </>
  );
}

/** What fallouts cost the dates of orders: each name leads to its fallouts. */
function Costs({ title, head, rows }: { title: string; head: string; rows: [name: string, cost: Schemas["DateCostBody"], list: string][] }) {
  return (
    <section>
      <h2>{title}</h2>
      {rows.length > 0 && <div className="scroller">
      <table className="plain">
        <thead><tr><th scope="col">{head}</th><th scope="col">{t("numbers.orders")}</th><th scope="col">{t("numbers.ordersLate")}</th><th scope="col">{t("numbers.daysLater")}</th><th scope="col">{t("numbers.daysLate")}</th></tr></thead>
        <tbody>{rows.map(([name, cost, to]) => (
          <tr key={to}><th scope="row"><Link className="twolines" title={name} to={to}>{name}</Link></th><td>{number(cost.orders)}</td><td>{number(cost.ordersLate)}</td><td>{cost.daysLater.toFixed(1)}</td><td>{cost.daysLate.toFixed(1)}</td></tr>
        ))}</tbody>
      </table>
      </div>}
      {rows.length === 0 && <p className="muted">{t("numbers.nothing")}</p>}
    </section>
  );
}

function Counts({ title, rows }: { title: string; rows: [name: string, count: number, list: string | null][] }) {
  const most = Math.max(1, ...rows.map(([, count]) => count));
  return (
    <section>
      <h2>{title}</h2>
      <table className="plain">
        <tbody>{rows.map(([name, count, to]) => (
          <tr key={name}><th scope="row">{name}</th><td className="numbers__bar"><span aria-hidden="true"><i style={{ inlineSize: `${(100 * count) / most}%` }} /></span>{to && count > 0 ? <Link to={to}>{number(count)}</Link> : number(count)}</td></tr>
        ))}</tbody>
      </table>
      {rows.length === 0 && <p className="muted">{t("board.nothingOpen")}</p>}
    </section>
  );
}
