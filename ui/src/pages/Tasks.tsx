// The people's to-do list: mine, my groups', everybody's.
import { Link } from "react-router";
import type { WorklistLine } from "@/api/types";
import { useSession } from "@/app/session";
import { t } from "@/i18n/t";
import { DataTable, type Column } from "@/parts/DataTable";
import type { Filter } from "@/parts/FilterBar";
import { PageHeader } from "@/parts/PageHeader";
import { StateTag } from "@/parts/StateTag";
import { When } from "@/parts/When";
import { look } from "@/states";
import { useGroups } from "@/tasks/actions";

const COLUMNS: Column<WorklistLine>[] = [
  { key: "name", header: t("task"), text: (l) => l.task.name, cell: (l) => <Link to={`/tasks/${l.task.number}`}>{l.task.name}</Link> },
  { key: "number", header: t("number"), wide: true, text: (l) => l.task.number, cell: (l) => l.task.number },
  { key: "state", header: t("state"), text: (l) => look("task", l.task.state).label,
    cell: (l) => <StateTag family="task" state={l.task.state} reason={l.task.stateReason} /> },
  { key: "for", header: t("domainOrder"), wide: true, text: (l) => l.domainOrderName, cell: (l) => l.domainOrderName },
  { key: "customer", header: t("customer"), wide: true, text: (l) => l.customerName ?? "", cell: (l) => l.customerName },
  { key: "priority", header: t("priority"), text: (l) => String(l.task.priority), cell: (l) => l.task.priority },
  { key: "due", header: t("due"), text: (l) => l.dueAt, cell: (l) => <When at={l.dueAt} relative /> },
  { key: "group", header: t("task.group"), wide: true, text: (l) => l.task.assignmentGroup ?? "", cell: (l) => l.task.assignmentGroup },
  { key: "assignee", header: t("task.assignee"), text: (l) => l.task.assignee ?? "", cell: (l) => l.task.assignee ?? t("task.nobody") },
];

export default function Tasks() {
  const session = useSession();
  const groups = useGroups();
  const filters: Filter[] = [
    {
      name: "who", label: t("tasks.who"), options: [{ value: "mine", label: t("home.mine") }, { value: "groups", label: t("home.groups") }],
      ask: (value): Record<string, string | string[]> => (value === "mine" ? { mine: "true" } : { unassigned: "true", group: session.groups }),
    },
    { name: "group", label: t("task.group"), options: (groups.data?.items ?? []).map((group) => ({ value: group.name, label: group.name })) },
    { name: "assignee", label: t("task.assignee") },
  ];
  return (
    <>
      <PageHeader title={t("nav.tasks")} />
      <DataTable<WorklistLine> name="tasks" path="/api/tasks" label={t("nav.tasks")} columns={COLUMNS} filters={filters} sortable={false}
        rowKey={(line) => line.task.number} to={(line) => `/tasks/${line.task.number}`}
        empty={{ title: t("tasks.none"), text: t("tasks.noneText") }} />
    </>
  );
}
