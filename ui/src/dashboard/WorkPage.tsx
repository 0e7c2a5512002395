// The machine's to-do list: what workers hold, what is due, what nobody takes, what failed.
import { Link } from "react-router";
import { t } from "@/i18n/t";
import { DataTable, type Column } from "@/parts/DataTable";
import type { Filter } from "@/parts/FilterBar";
import { PageHeader } from "@/parts/PageHeader";
import { When } from "@/parts/When";
import { workName } from "./Parts";
import type { WorkLine } from "./data";

const OF_TASKS = ["executeTask", "followUpTask", "undoTask", "releaseTask"];
const KINDS = [...OF_TASKS, "planServiceOrder", "extendPlan", "estimatePlan"];

/** What the work is about: a task, or the order itself. */
const subject = (line: WorkLine): { number: string; to: string } =>
  OF_TASKS.includes(line.kind)
    ? { number: `${line.serviceOrder.replace("ORD", "TASK")}-${line.n}`, to: `/tasks/${line.serviceOrder.replace("ORD", "TASK")}-${line.n}` }
    : { number: line.serviceOrder, to: `/orders/${line.serviceOrder}` };

const COLUMNS: Column<WorkLine>[] = [
  { key: "kind", header: t("kind"), text: (l) => workName(l.kind), cell: (l) => workName(l.kind) },
  { key: "of", header: t("work.of.what"), text: (l) => subject(l).number, cell: (l) => <Link className="nowrap" to={subject(l).to}>{subject(l).number}</Link> },
  { key: "due", header: t("due"), text: (l) => l.dueAt, cell: (l) => <When at={l.dueAt} /> },
  { key: "worker", header: t("board.worker"), text: (l) => l.worker ?? "", cell: (l) => l.worker ?? <span className="muted">{t("task.nobody")}</span> },
  { key: "attempt", header: t("work.attempt"), text: (l) => String(l.attempt), cell: (l) => l.attempt },
  { key: "error", header: t("work.error"), text: (l) => l.lastError ?? "", cell: (l) => l.lastError },
];

const FILTERS: Filter[] = [
  { name: "kind", label: t("kind"), options: KINDS.map((value) => ({ value, label: workName(value) })) },
  { name: "which", label: t("fallout.which"), options: (["held", "overdue", "stuck", "failing"] as const).map((value) => ({ value, label: t(`work.${value}`) })), ask: (value) => ({ [value]: "true" }) },
  { name: "worker", label: t("board.worker") },
];

export default function WorkPage() {
  return (
    <>
      <PageHeader title={t("board.machineWork")} path={[{ to: "/dashboard", label: t("nav.dashboard") }]}><p className="muted">{t("work.lead")}</p></PageHeader>
      <DataTable<WorkLine> name="work" path="/api/work" label={t("board.machineWork")} columns={COLUMNS} filters={FILTERS} sortable={false}
        rowKey={(line) => `${line.kind} ${line.serviceOrder} ${line.n}`} to={(line) => subject(line).to} empty={{ title: t("board.noWork"), text: t("work.noneText") }} />
    </>
  );
}
