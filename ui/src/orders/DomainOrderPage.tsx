// One domain order: its specification and values, why it was made, its tasks, what it becomes.
import { Link, useParams } from "react-router";
import type { DomainOrder, Task } from "@/api/types";
import { AgreementClocks } from "@/attention/AgreementClocks";
import { Standstill } from "@/attention/Standstill";
import { CloseByHand } from "@/fallouts/CloseByHand";
import { HOLD } from "@/holds/data";
import { Holding } from "@/holds/Holding";
import { durationMs, durationText } from "@/i18n/instants";
import { t } from "@/i18n/t";
import { valueText } from "@/parts/CharacteristicTable";
import { KeyValue } from "@/parts/KeyValue";
import { ErrorNotice, Pausing } from "@/parts/Notices";
import { PageHeader } from "@/parts/PageHeader";
import { Progress } from "@/parts/Progress";
import { KindMark, StateTag } from "@/parts/StateTag";
import { When } from "@/parts/When";
import { ACTIONS, DONE, KINDS } from "@/states";
import { useDomainOrder, useDomainOrders } from "./data";
import { words } from "./items";
import { Places } from "./Places";
import type { Reason } from "./types";
import { ValueComparison } from "./ValueComparison";
import "./orders.scss";

export default function DomainOrderPage() {
  const { number = "" } = useParams();
  const found = useDomainOrder(number);
  if (found.error && !found.data) {
    return <><PageHeader title={number} path={[{ to: "/orders", label: t("nav.orders") }]} /><ErrorNotice error={found.error} retry={() => void found.refetch()} /></>;
  }
  if (!found.data) return <Pausing label={t("loading")} />;
  const { domainOrder: order, tasks } = found.data;
  const reason = order.reason as unknown as Reason;
  return (
    <>
      <PageHeader title={order.name} number={order.number}
        path={[{ to: "/orders", label: t("nav.orders") }, { to: `/orders/${order.serviceOrder}?tab=domainOrders`, label: order.serviceOrder }]}
        tags={<><KindMark kind={order.kind} /><StateTag family="domainOrder" state={order.state} reason={order.stateReason} /></>}
        actions={<Link to={`/orders/${order.serviceOrder}/plan?sel=${order.number}&panel=1`}>{t("task.inPlan")}</Link>} />
      {order.stateReason && !HOLD.test(order.stateReason) && <p className="callout callout--warning">{order.stateReason}</p>}
      <div className="verbrow">
        <Holding of={{ order: order.serviceOrder, domainOrder: order.number }} name={order.name} />
        {order.endedAt === null && <CloseByHand order={order} />}
      </div>
      {order.endedAt === null && <Standstill of="domainOrders" number={order.number} />}
      <AgreementClocks of={order.number} />
      <div className="columns">
        <section>
          <h2>{t("task.facts")}</h2>
          <KeyValue facts={[
            [t("number"), order.number], [t("kind"), KINDS[order.kind]?.label ?? order.kind], [t("action"), ACTIONS[order.action] ?? order.action],
            [t("specification"), <span key="s"><Link to={`/catalog/${order.specification}`}>{order.specification}</Link> {t("version", { n: order.specificationVersion })}</span>],
            [t("serviceOrder"), <Link key="o" to={`/orders/${order.serviceOrder}`}>{order.serviceOrder}</Link>],
            [t("item"), <Link key="i" to={`/orders/${order.serviceOrder}?item=${order.item.split("-").at(-1)}&tab=items`}>{order.item}</Link>],
            [t("made.under"), order.parent && <Link key="p" to={`/domainOrders/${order.parent}`}>{order.parent}</Link>],
            [t("made.becomes"), order.inventoryItem && <Link key="v" to={`/inventory/${order.inventoryItem}`}>{order.inventoryItem}</Link>],
            [t("made.plan"), planText(order.planSpecification)],
            ...(order.composedOf.length > 0 ? [[t("made.parts"), order.composedOf.map(words).join(", ")] as [string, string]] : []),
            [t("order.started"), <When key="b" at={order.startedAt} />], [t("order.ended"), <When key="e" at={order.endedAt} />],
          ]} />
        </section>
        <section>
          <h2>{t("made.why")}</h2>
          <p className="callout">{reason.text}</p>
          <KeyValue facts={([
            [t("made.relationship"), reason.relationship], [t("made.rule"), reason.rule], [t("made.decided"), reason.characteristic],
            [t("value"), reason.characteristic ? valueText(reason.value) : null],
          ] as [string, string | null][]).filter(([, value]) => value)} />
          <h2 className="gap">{t("made.place")}</h2>
          <Places place={order.place} />
          <Below order={order} />
        </section>
        <section className="record__all">
          <h2>{t("characteristics")}</h2>
          <ValueComparison order={order} ordered={found.data.ordered} />
        </section>
        <section className="record__all">
          <h2>{t("made.tasks")} <Progress done={tasks.filter((task) => DONE.has(task.state)).length} total={tasks.length} /></h2>
          <Tasks tasks={tasks} />
        </section>
      </div>
    </>
  );
}

/** `managed-firewall-add@1` -> "managed-firewall-add version 1". */
function planText(plan: string | null): string | null {
  const [id, version] = (plan ?? "").split("@");
  return id && version ? `${id} ${t("version", { n: version })}` : plan;
}

function Below({ order }: { order: DomainOrder }) {
  const all = useDomainOrders(order.serviceOrder);
  const below = all.data?.items.filter((one) => one.parent === order.number) ?? [];
  if (below.length === 0) return null;
  return (
    <>
      <h2 className="gap">{t("made.below")}</h2>
      <ul className="lines">
        {below.map((one) => (
          <li key={one.number}>
            <KindMark kind={one.kind} />
            <Link className="lines__main" to={`/domainOrders/${one.number}`}>{one.name}</Link>
            <span className="muted">{one.number}</span>
            <StateTag family="domainOrder" state={one.state} reason={one.stateReason} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Tasks({ tasks }: { tasks: Task[] }) {
  if (tasks.length === 0) return <p className="muted">{t("made.noTasks")}</p>;
  return (
    <div className="scroller">
      <table className="plain">
        <caption className="hidden">{t("made.tasks")}</caption>
        <thead><tr><th scope="col">{t("task")}</th><th scope="col">{t("state")}</th><th scope="col">{t("kind")}</th><th scope="col">{t("task.assignee")}</th><th scope="col">{t("task.duration")}</th></tr></thead>
        <tbody>
          {tasks.map((task) => (
            <tr key={task.number}>
              <th scope="row"><Link to={`/tasks/${task.number}`}>{task.name}</Link></th>
              <td><StateTag family="task" state={task.state} reason={task.stateReason} /></td>
              <td><KindMark kind={task.kind} /></td>
              <td>{task.assignee ?? task.assignmentGroup ?? t("none")}</td>
              <td>{durationText(durationMs(task.duration))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
