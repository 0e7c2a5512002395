// Tasks of orders themselves as lines: above a worklist, and on the page of their order.
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { api } from "@/api/fetching";
import type { Page } from "@/api/types";
import { useSession } from "@/app/session";
import { t, tn } from "@/i18n/t";
import { StateTag } from "@/parts/StateTag";
import { DueClock } from "@/tasks/DueClock";
import { besideWorklist, clockOf, type OrderTask } from "./data";
import { OrderTaskVerbs } from "./OrderTaskVerbs";
import { stageText } from "./words";

const SHOWN = 5;

/** The most urgent ones that belong to a worklist; nothing when there are none. */
export function BesideWorklist({ who }: { who: string }) {
  const session = useSession();
  const ask = besideWorklist(who, session);
  const found = useQuery({
    queryKey: ["orderTasks", "beside", who],
    queryFn: ({ signal }) => api.get<Page<OrderTask>>("/api/orderTasks", { ...ask, limit: SHOWN }, signal),
    enabled: ask !== null, retry: false,
  }).data;
  if (!found || found.total === 0) return null;
  const filter = { mine: "?who=mine", queue: "?who=groups", groups: "?who=free" }[who] ?? "";
  return (
    <section aria-label={t("orderTasks")} className="beside">
      <div className="beside__head"><h2>{tn("orderTask.count", found.total)}</h2><Link to={`/orderTasks${filter}`}>{t("home.all")}</Link></div>
      <OrderTaskLines tasks={found.items} order />
    </section>
  );
}

export function OrderTaskLines({ tasks, order = false }: { tasks: OrderTask[]; order?: boolean }) {
  return (
    <ul className="lines">
      {tasks.map((task) => (
        <li key={task.number}>
          <StateTag family="orderTask" state={task.state} reason={task.stateReason} />
          <span className="lines__main"><Link to={`/orderTasks/${task.number}`}>{task.name}</Link>{task.stateReason && <span className="muted"> {task.stateReason}</span>}
            {task.gatesApproval && task.endedAt === null && <span className="muted small"> · {t("orderTask.gatesShort")}</span>}</span>
          {order ? <Link className="nowrap" to={`/orders/${task.serviceOrder}?tab=orderTasks`}>{task.serviceOrder}</Link> : <span className="muted">{task.item ? `${t("item")} ${task.item}` : t("orderTask.whole")}</span>}
          <span className="muted">{stageText(task.stage)}</span>
          <span className="muted">{task.assignee ?? task.assignmentGroup ?? t("task.nobody")}</span>
          <DueClock {...clockOf(task)} />
        </li>
      ))}
    </ul>
  );
}

/** All of one order, each stage for itself, with what can be done. */
export function TasksOfOrder({ tasks }: { tasks: OrderTask[] }) {
  return (
    <>
      <p className="muted">{t("orderTask.lead")}</p>
      {tasks.map((task) => (
        <div key={task.number} className="ownTask">
          <OrderTaskLines tasks={[task]} />
          <OrderTaskVerbs task={task} keys={false} />
        </div>
      ))}
    </>
  );
}
