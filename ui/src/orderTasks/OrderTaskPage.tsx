// One task of an order itself: what to do, what it holds up, what came of it.
import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { t } from "@/i18n/t";
import { KeyValue } from "@/parts/KeyValue";
import { ErrorNotice, Pausing } from "@/parts/Notices";
import { PageHeader } from "@/parts/PageHeader";
import { StateTag } from "@/parts/StateTag";
import { DueClock } from "@/tasks/DueClock";
import { clockOf, orderTaskQuery, type OrderTask } from "./data";
import { orderTaskFacts } from "./facts";
import { OrderTaskVerbs } from "./OrderTaskVerbs";

export default function OrderTaskPage() {
  const { number = "" } = useParams();
  const found = useQuery(orderTaskQuery(number));
  const path = [{ to: "/orderTasks", label: t("orderTasks") }];
  if (found.error && !found.data) return <><PageHeader title={number} path={path} /><ErrorNotice error={found.error} retry={() => void found.refetch()} /></>;
  if (!found.data) return <Pausing label={t("loading")} />;
  const task = found.data;
  return (
    <>
      <PageHeader title={task.name} number={task.number} path={path} tags={<><StateTag family="orderTask" state={task.state} reason={task.stateReason} /><DueClock {...clockOf(task)} /></>}>
        {task.description && <p className="muted">{task.description}</p>}
      </PageHeader>
      <OrderTaskVerbs task={task} />
      {task.stateReason && <p className="callout callout--warning">{task.stateReason}</p>}
      {task.endedAt === null && <p className="callout">{t(effect(task))}</p>}
      <KeyValue facts={orderTaskFacts(task)} />
    </>
  );
}

/** What the task holds up as long as it is open. */
function effect(task: OrderTask) {
  if (task.gatesApproval) return "orderTask.gates";
  return task.stage === "postFulfillment" && task.state === "waiting" ? "orderTask.waits" : "orderTask.holdsEnd";
}
