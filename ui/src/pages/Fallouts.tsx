// Fallouts: the list, most urgent first.
import { Link } from "react-router";
import type { Fallout } from "@/api/types";
import { t } from "@/i18n/t";
import { DataTable, type Column } from "@/parts/DataTable";
import type { Filter } from "@/parts/FilterBar";
import { PageHeader } from "@/parts/PageHeader";
import { StateTag } from "@/parts/StateTag";
import { When } from "@/parts/When";
import { look, STATES } from "@/states";
import { useGroups } from "@/tasks/actions";

const COLUMNS: Column<Fallout>[] = [
  { key: "number", header: t("number"), text: (f) => f.number, cell: (f) => <Link to={`/fallouts/${f.number}`}>{f.number}</Link> },
  { key: "state", header: t("state"), text: (f) => look("fallout", f.state).label, cell: (f) => <StateTag family="fallout" state={f.state} /> },
  { key: "type", header: t("fallout.type"), text: (f) => f.falloutTypeName, cell: (f) => f.falloutTypeName },
  { key: "message", header: t("fallout.message"), text: (f) => f.message, cell: (f) => <span className="clip" title={f.message}>{f.message}</span> },
  { key: "task", header: t("task"), wide: true, text: (f) => f.taskName, cell: (f) => <Link to={`/tasks/${f.task}`}>{f.taskName}</Link> },
  { key: "customer", header: t("customer"), wide: true, text: (f) => f.customerName ?? "", cell: (f) => f.customerName },
  { key: "priority", header: t("priority"), text: (f) => String(f.priority), cell: (f) => f.priority },
  { key: "who", header: t("task.assignee"), wide: true, text: (f) => f.assignee ?? "", cell: (f) => f.assignee ?? f.assignmentGroup ?? t("task.nobody") },
  { key: "raised", header: t("fallout.raisedAt"), text: (f) => f.raisedAt, cell: (f) => <When at={f.raisedAt} relative /> },
];

export default function Fallouts() {
  const groups = useGroups();
  const filters: Filter[] = [
    { name: "open", label: t("fallout.open"), options: [{ value: "true", label: t("fallout.onlyOpen") }] },
    { name: "state", label: t("state"), options: Object.entries(STATES.fallout).map(([value, { label }]) => ({ value, label })) },
    { name: "group", label: t("task.group"), options: (groups.data?.items ?? []).map((group) => ({ value: group.name, label: group.name })) },
    { name: "assignee", label: t("task.assignee") },
    { name: "serviceOrder", label: t("serviceOrder") },
  ];
  return (
    <>
      <PageHeader title={t("nav.fallouts")} />
      <DataTable<Fallout> name="fallouts" path="/api/fallouts" label={t("nav.fallouts")} columns={COLUMNS} filters={filters} sortable={false}
        rowKey={(fallout) => fallout.number} to={(fallout) => `/fallouts/${fallout.number}`}
        empty={{ title: t("fallouts.none"), text: t("fallouts.noneText") }} />
    </>
  );
}
