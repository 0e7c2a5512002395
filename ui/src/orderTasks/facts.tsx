// What is known of a task of an order itself, as facts of a record.
import { Link } from "react-router";
import { durationMs, durationText } from "@/i18n/instants";
import { t } from "@/i18n/t";
import { When } from "@/parts/When";
import type { OrderTask } from "./data";
import { stageText } from "./words";

export function orderTaskFacts(task: OrderTask): [string, React.ReactNode][] {
  const [policy = "", version] = task.policy.split("@");
  return [
    [t("serviceOrder"), <Link key="o" to={`/orders/${task.serviceOrder}?tab=orderTasks`}>{task.serviceOrder}</Link>],
    [t("item"), task.itemNumber ? <Link key="i" to={`/orders/${task.serviceOrder}?tab=items&item=${task.itemNumber.split("-").at(-1)}`}>{task.item}</Link> : t("orderTask.whole")],
    [t("orderTask.stage"), stageText(task.stage)],
    [t("enrichment.policy"), <Link key="p" to={`/catalog/parts/orderTaskPolicies/${encodeURIComponent(policy)}`}>{policy}{version && ` ${t("version", { n: version })}`}</Link>],
    [t("priority"), String(task.priority)], [t("task.group"), task.assignmentGroup], [t("task.assignee"), task.assignee ?? t("task.nobody")],
    [t("catalog.after"), task.after.join(", ")], [t("task.duration"), durationText(durationMs(task.duration))], [t("due"), <When key="d" at={task.dueAt} />],
    [t("task.started"), <When key="s" at={task.startedAt} />],
    [t("task.ended"), task.endedAt && <><When at={task.endedAt} /> {task.endedBy && t("by", { name: task.endedBy })}</>],
    [t("orderTask.outcome"), task.note],
  ];
}
