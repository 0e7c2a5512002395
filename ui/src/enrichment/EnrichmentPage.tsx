// What is to be found out before orders can be approved: mine, my groups', what nobody has, everybody's.
import { Link, useSearchParams } from "react-router";
import { useSession } from "@/app/session";
import { t } from "@/i18n/t";
import { DataTable, type Column } from "@/parts/DataTable";
import type { Filter } from "@/parts/FilterBar";
import { ListTabs } from "@/parts/ListTabs";
import { PageHeader } from "@/parts/PageHeader";
import { StateTag } from "@/parts/StateTag";
import { When } from "@/parts/When";
import { look, STATES } from "@/states";
import type { EnrichmentTask } from "./data";

const COLUMNS: Column<EnrichmentTask>[] = [
  { key: "priority", header: t("priority"), text: (one) => String(one.priority), cell: (one) => one.priority },
  { key: "name", header: t("enrichment.task"), text: (one) => one.name, cell: (one) => <Link to={`/enrichment/${one.number}`}>{one.name}</Link> },
  { key: "number", header: t("number"), wide: true, text: (one) => one.number, cell: (one) => <span className="nowrap">{one.number}</span> },
  { key: "state", header: t("state"), text: (one) => look("enrichment", one.state).label,
    cell: (one) => <StateTag family="enrichment" state={one.state} reason={one.stateReason} /> },
  { key: "order", header: t("serviceOrder"), text: (one) => one.serviceOrder,
    cell: (one) => <Link className="nowrap" to={`/orders/${one.serviceOrder}`}>{one.serviceOrder}</Link> },
  { key: "item", header: t("item"), text: (one) => one.itemId, cell: (one) => one.itemId },
  { key: "group", header: t("task.group"), wide: true, text: (one) => one.assignmentGroup ?? "", cell: (one) => one.assignmentGroup },
  { key: "assignee", header: t("task.assignee"), text: (one) => one.assignee ?? "", cell: (one) => one.assignee ?? <span className="muted">{t("task.nobody")}</span> },
  { key: "created", header: t("enrichment.since"), wide: true, text: (one) => one.createdAt, cell: (one) => <When at={one.createdAt} relative /> },
];

const FILTERS: Filter[] = [
  { name: "who", label: t("tasks.who"), hidden: true, ask: () => ({}) },
  { name: "state", label: t("state"), options: Object.entries(STATES.enrichment).map(([value, { label }]) => ({ value, label })) },
  { name: "assignee", label: t("task.assignee") },
];

export default function EnrichmentPage() {
  const session = useSession();
  const [params] = useSearchParams();
  const lists: { who: string; text: string; ask: Record<string, string> }[] = [
    { who: "all", text: t("all"), ask: {} },
    { who: "mine", text: t("home.mine"), ask: { mine: "true" } },
    ...(session.groups.length > 0 ? [{ who: "queue", text: t("tasks.queue"), ask: { myGroups: "true" } }] : []),
    { who: "free", text: t("tasks.unassigned"), ask: { unassigned: "true" } },
  ];
  const list = lists.find((one) => one.who === params.get("who")) ?? lists[0];
  return (
    <>
      <PageHeader title={t("nav.enrichment")}><p className="muted">{t("enrichment.lead")}</p></PageHeader>
      <ListTabs label={t("tasks.who")} tabs={lists.map((one) => ({ to: `/enrichment?who=${one.who}`, text: one.text, current: one === list }))} />
      <DataTable<EnrichmentTask> key={list?.who} name="enrichmentTasks" path="/api/enrichmentTasks" label={t("nav.enrichment")} columns={COLUMNS} filters={FILTERS}
        fixed={list?.ask} sortable={false} rowKey={(one) => one.number} to={(one) => `/enrichment/${one.number}`}
        empty={{ title: t("enrichment.none"), text: t("enrichment.noneText") }} />
    </>
  );
}
