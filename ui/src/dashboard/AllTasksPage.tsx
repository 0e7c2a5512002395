// All tasks: of people and machines, open and over.
import { Link } from "react-router";
import { t, type Key } from "@/i18n/t";
import { DataTable, type Column } from "@/parts/DataTable";
import type { Filter } from "@/parts/FilterBar";
import { PageHeader } from "@/parts/PageHeader";
import { StateTag } from "@/parts/StateTag";
import { When } from "@/parts/When";
import { look } from "@/states";
import type { TaskLine } from "./data";

const COLUMNS: Column<TaskLine>[] = [
  { key: "name", header: t("task"), text: (l) => l.task.name, cell: (l) => <Link to={`/tasks/${l.task.number}`}>{l.task.name}</Link> },
  { key: "number", header: t("number"), wide: true, text: (l) => l.task.number, cell: (l) => <span className="nowrap">{l.task.number}</span> },
  { key: "state", header: t("state"), text: (l) => look("task", l.task.state).label, cell: (l) => <StateTag family="task" state={l.task.state} reason={l.task.stateReason} /> },
  { key: "kind", header: t("kind"), wide: true, text: (l) => t(`taskKind.${l.task.kind}` as Key), cell: (l) => t(`taskKind.${l.task.kind}` as Key) },
  { key: "order", header: t("serviceOrder"), text: (l) => l.task.serviceOrder, cell: (l) => <Link className="nowrap" to={`/orders/${l.task.serviceOrder}`}>{l.task.serviceOrder}</Link> },
  { key: "customer", header: t("customer"), wide: true, text: (l) => l.customerName ?? "", cell: (l) => l.customerName },
  { key: "for", header: t("domainOrder"), wide: true, text: (l) => l.domainOrderName, cell: (l) => l.domainOrderName },
  { key: "ready", header: t("allTasks.ready"), text: (l) => l.task.readyAt ?? "", cell: (l) => <When at={l.task.readyAt} relative /> },
  { key: "ended", header: t("allTasks.ended"), text: (l) => l.task.endedAt ?? "", cell: (l) => <When at={l.task.endedAt} relative /> },
  { key: "who", header: t("task.assignee"), wide: true, text: (l) => l.task.assignee ?? l.task.assignmentGroup ?? l.task.executor,
    cell: (l) => l.task.assignee ?? l.task.assignmentGroup ?? <span className="muted">{l.task.executor}</span> },
];

const FILTERS: Filter[] = [
  { name: "q", label: t("query"), words: "/api/allTasks/queryFields" },
  { name: "open", label: t("fallout.which"), options: [{ value: "true", label: t("fallout.onlyOpen") }] },
];

export default function AllTasksPage() {
  return (
    <>
      <PageHeader title={t("allTasks.title")}><p className="muted">{t("allTasks.lead")}</p></PageHeader>
      <DataTable<TaskLine> name="allTasks" path="/api/allTasks" label={t("allTasks.title")} columns={COLUMNS} filters={FILTERS} sortable={false}
        rowKey={(line) => line.task.number} to={(line) => `/tasks/${line.task.number}`} empty={{ title: t("allTasks.none"), text: t("allTasks.noneText") }} />
    </>
  );
}
