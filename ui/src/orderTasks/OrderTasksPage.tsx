// Tasks of orders themselves, of all orders: what people do outside the plans.
import { useSession } from "@/app/session";
import { t } from "@/i18n/t";
import { Link } from "react-router";
import { DataTable, type Column } from "@/parts/DataTable";
import type { Filter } from "@/parts/FilterBar";
import { PageHeader } from "@/parts/PageHeader";
import { StateTag } from "@/parts/StateTag";
import { look, STATES } from "@/states";
import { useGroups } from "@/tasks/actions";
import { DueClock } from "@/tasks/DueClock";
import { TaskTabs } from "@/tasks/pages/TaskTabs";
import { clockOf, type OrderTask } from "./data";
import { STAGES, stageText } from "./words";

const COLUMNS: Column<OrderTask>[] = [
  { key: "priority", header: t("priority"), text: (one) => String(one.priority), cell: (one) => one.priority },
  { key: "name", header: t("task"), text: (one) => one.name, cell: (one) => <><Link to={`/orderTasks/${one.number}`}>{one.name}</Link>{one.gatesApproval && <><br /><span className="muted small">{t("orderTask.gatesShort")}</span></>}</> },
  { key: "number", header: t("number"), wide: true, text: (one) => one.number, cell: (one) => <span className="nowrap">{one.number}</span> },
  { key: "state", header: t("state"), text: (one) => look("orderTask", one.state).label, cell: (one) => <StateTag family="orderTask" state={one.state} reason={one.stateReason} /> },
  { key: "due", header: t("due"), text: (one) => one.dueAt ?? "", cell: (one) => <DueClock {...clockOf(one)} /> },
  { key: "order", header: t("serviceOrder"), text: (one) => one.serviceOrder, cell: (one) => <Link className="nowrap" to={`/orders/${one.serviceOrder}?tab=orderTasks`}>{one.serviceOrder}</Link> },
  { key: "stage", header: t("orderTask.stage"), wide: true, text: (one) => stageText(one.stage), cell: (one) => stageText(one.stage) },
  { key: "group", header: t("task.group"), wide: true, text: (one) => one.assignmentGroup ?? "", cell: (one) => one.assignmentGroup },
  { key: "assignee", header: t("task.assignee"), text: (one) => one.assignee ?? "", cell: (one) => one.assignee ?? <span className="muted">{t("task.nobody")}</span> },
];

export default function OrderTasksPage() {
  const session = useSession();
  const groups = useGroups();
  const filters: Filter[] = [
    {
      name: "who", label: t("tasks.who"),
      options: [
        { value: "mine", label: t("home.mine") }, ...(session.groups.length > 0 ? [{ value: "groups", label: t("tasks.queue") }] : []),
        { value: "free", label: t("tasks.unassigned") },
      ],
      ask: (value): Record<string, string> => (value === "mine" ? { mine: "true" } : value === "groups" ? { myGroups: "true" } : { unassigned: "true" }),
    },
    { name: "stage", label: t("orderTask.stage"), options: STAGES.map((value) => ({ value, label: stageText(value) })) },
    { name: "state", label: t("state"), options: Object.entries(STATES.orderTask).map(([value, { label }]) => ({ value, label })) },
    { name: "group", label: t("task.group"), options: (groups.data?.items ?? []).map(({ name }) => ({ value: name, label: name })) },
    { name: "late", label: t("orderTask.lateness"), options: [{ value: "true", label: t("task.late") }] },
  ];
  return (
    <>
      <PageHeader title={t("orderTasks")} path={[{ to: "/tasks", label: t("nav.tasks") }]} />
      <TaskTabs who="order" />
      <p className="muted">{t("orderTask.lead")}</p>
      <DataTable<OrderTask> name="orderTasks" path="/api/orderTasks" label={t("orderTasks")} columns={COLUMNS} filters={filters} sortable={false}
        rowKey={(one) => one.number} to={(one) => `/orderTasks/${one.number}`} empty={{ title: t("orderTask.none"), text: t("orderTask.noneText") }} />
    </>
  );
}
