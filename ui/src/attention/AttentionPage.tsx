// Domain orders that need attention, with all that is the matter with each.
import { useQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";
import { api } from "@/api/fetching";
import type { Schemas } from "@/api/types";
import { t } from "@/i18n/t";
import { orderFilter } from "@/fallouts/FalloutsPage";
import { DataTable, type Column } from "@/parts/DataTable";
import type { Filter } from "@/parts/FilterBar";
import { ListTabs } from "@/parts/ListTabs";
import { PageHeader } from "@/parts/PageHeader";
import { KindMark, StateTag } from "@/parts/StateTag";
import { KINDS, look } from "@/states";
import { FLAGS, flagText, placeOf, reasonText, type Flagged } from "./data";
import { HeldSystems } from "@/systems/HeldSystems";
import "./attention.scss";

const whatText = (line: Flagged) =>
  line.flags.map((flag) => [flagText(flag), ...line.reasons.filter((one) => one.flag === flag).map(reasonText)].join(": ")).join("; ");

function What({ line }: { line: Flagged }) {
  return (
    <ul className="flags">
      {line.flags.map((flag) => {
        const reasons = line.reasons.filter((one) => one.flag === flag);
        return (
          <li key={flag}>
            <StateTag family="flag" state={flag} />
            {reasons.length === 0
              ? (line.stateReason && flag === "held" ? <span className="flags__why">{line.stateReason}</span> : null)
              : reasons.map((one, at) => (
                <Link key={one.record ?? at} to={placeOf(line, one)} className="flags__why">
                  {one.record && flag === "fallout" ? `${one.record}: ` : ""}{one.level ? `${look("jeopardy", one.level).label}: ` : ""}{reasonText(one)}
                </Link>
              ))}
          </li>
        );
      })}
    </ul>
  );
}

const COLUMNS: Column<Flagged>[] = [
  { key: "priority", header: t("priority"), text: (l) => String(l.priority), cell: (l) => l.priority },
  { key: "domainOrder", header: t("domainOrder"), text: (l) => l.name,
    cell: (l) => <><KindMark kind={l.kind} /> <Link to={`/domainOrders/${l.domainOrder}`}>{l.name}</Link><br /><span className="muted small nowrap">{l.domainOrder}</span></> },
  { key: "state", header: t("state"), text: (l) => look("domainOrder", l.state).label, cell: (l) => <StateTag family="domainOrder" state={l.state} reason={l.stateReason} /> },
  { key: "what", header: t("attention.what"), text: whatText, cell: (l) => <What line={l} /> },
  { key: "order", header: t("serviceOrder"), text: (l) => l.serviceOrder,
    cell: (l) => <><Link className="nowrap" to={`/orders/${l.serviceOrder}`}>{l.serviceOrder}</Link><br /><span className="muted small">{l.customerName}</span></> },
  { key: "specification", header: t("specification"), wide: true, text: (l) => l.specification, cell: (l) => <Link to={`/catalog/${l.specification}`}>{l.specification}</Link> },
];

const KIND_FILTER = ["cfs", "rfs", "resource"];

export default function AttentionPage() {
  const [params] = useSearchParams();
  const flag = params.get("flag") ?? "";
  const asked: Record<string, string> = {};
  for (const name of ["kind", "search"]) if (params.get(name)) asked[name] = params.get(name) ?? "";
  const order = params.get("order");
  if (order) Object.assign(asked, orderFilter(order));
  // how many each flag has under the other filters
  const counts = useQuery({
    queryKey: ["needsAttention", "counts", asked],
    queryFn: ({ signal }) => api.get<Schemas["NeedsAttention"]>("/api/needsAttention", { ...asked, limit: 1 }, signal),
  });
  const tab = (value: string) => {
    const next = new URLSearchParams(params);
    next.delete("after");
    if (value) next.set("flag", value); else next.delete("flag");
    return `/attention?${next}`;
  };
  const filters: Filter[] = [
    { name: "flag", label: t("attention.what"), hidden: true },
    { name: "kind", label: t("kind"), options: KIND_FILTER.map((value) => ({ value, label: KINDS[value]?.label ?? value })) },
    { name: "search", label: t("attention.search") },
    { name: "order", label: t("serviceOrder"), ask: (value) => orderFilter(value) },
  ];
  return (
    <>
      <PageHeader title={t("nav.attention")} />
      <HeldSystems />
      <ListTabs label={t("attention.what")} tabs={[
        { to: tab(""), text: t("all"), current: !flag, count: flag ? undefined : counts.data?.total },
        ...FLAGS.map((one) => ({ to: tab(one), text: flagText(one), current: flag === one, count: counts.data?.byFlag[one] ?? 0 })),
      ]} />
      <DataTable<Flagged> name="needsAttention" path="/api/needsAttention" label={t("nav.attention")} columns={COLUMNS} filters={filters} sortable={false}
        rowKey={(line) => line.domainOrder} to={(line) => `/domainOrders/${line.domainOrder}`}
        empty={{ title: t("attention.none"), text: t("attention.noneText") }} />
    </>
  );
}
