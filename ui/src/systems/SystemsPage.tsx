// Every domain system with its state, its limits and what waits for it.
import { Link } from "react-router";
import { number, t } from "@/i18n/t";
import { Empty, ErrorNotice, Pausing } from "@/parts/Notices";
import { PageHeader } from "@/parts/PageHeader";
import { When } from "@/parts/When";
import { useSystems } from "./data";
import { SystemState } from "./SystemState";

const HEADS = ["system.name", "state", "system.deferred", "system.waiting", "system.unknown", "system.limits", "system.since"] as const;

export default function SystemsPage() {
  const systems = useSystems();
  return (
    <>
      <PageHeader title={t("nav.systems")}><p className="muted">{t("systems.lead")}</p></PageHeader>
      {systems.error && <ErrorNotice error={systems.error} retry={() => void systems.refetch()} />}
      {systems.isPending && <Pausing label={t("loading")} />}
      {systems.data?.items.length === 0 && <Empty title={t("systems.none")} text={t("systems.noneText")} />}
      {systems.data && systems.data.items.length > 0 && (
        <div className="scroller">
          <table className="table">
            <caption className="hidden">{t("nav.systems")}</caption>
            <thead><tr>{HEADS.map((head) => <th key={head} scope="col">{t(head)}</th>)}</tr></thead>
            <tbody>
              {systems.data.items.map((system) => (
                <tr key={system.name}>
                  <td><Link to={`/systems/${encodeURIComponent(system.name)}`}>{system.name}</Link></td>
                  <td><SystemState system={system} />{system.heldReason && <><br /><span className="muted small">{system.heldReason}</span></>}</td>
                  <td>{number(system.deferred)}</td><td>{number(system.waiting)}</td><td>{number(system.unknown)}</td>
                  <td>{limitsText(system.rate, system.concurrency)}</td>
                  <td>{system.held ? <When at={system.heldAt} relative /> : <span className="muted">{t("none")}</span>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

/** "5 a second, 2 at once" */
export function limitsText(rate: number | null, concurrency: number | null): string {
  return [rate === null ? "" : t("system.rateText", { n: rate }), concurrency === null ? "" : t("system.atOnce", { n: concurrency })].filter(Boolean).join(", ") || t("none");
}
