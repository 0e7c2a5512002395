// The panel beside the plan: what the selected node is, why it stands still, what can be done, where to go from it.
import { Close } from "@carbon/icons-react";
import { Button } from "@carbon/react";
import { useQuery } from "@tanstack/react-query";
import type { Ref } from "react";
import { Link } from "react-router";
import { domainOrderQuery } from "@/api/queries";
import { JeopardyNotice } from "@/attention/JeopardyNotice";
import type { Part } from "@/holds/data";
import { Holding } from "@/holds/Holding";
import { HoldNotice } from "@/holds/HoldNotice";
import { durationText, momentText } from "@/i18n/instants";
import { t, tn } from "@/i18n/t";
import { CharacteristicTable } from "@/parts/CharacteristicTable";
import { KeyValue } from "@/parts/KeyValue";
import { ErrorNotice, Pausing } from "@/parts/Notices";
import { Progress } from "@/parts/Progress";
import { KindMark, StateTag } from "@/parts/StateTag";
import { When } from "@/parts/When";
import { ACTIONS, ENDED, KINDS } from "@/states";
import { useFalloutTypes, useTask } from "@/tasks/actions";
import { TaskVerbs, type VerbKeys } from "@/tasks/TaskVerbs";
import { MilestoneVerbs } from "@/milestones/MilestoneVerbs";
import { reachedBy } from "@/milestones/OrderMilestones";
import { clockOf } from "@/orderTasks/data";
import { orderTaskFacts } from "@/orderTasks/facts";
import { OrderTaskVerbs } from "@/orderTasks/OrderTaskVerbs";
import { DueClock } from "@/tasks/DueClock";
import { PlanEdits } from "./edits/PlanEdits";
import { jeopardyText, levelOf } from "./jeopardy";
import { tasksBelow, type PlanNode, type PlanTree } from "./tree";
import type { ChangeView, PlanView } from "./view";
import { why } from "./waiting";

interface Props {
  /** The whole plan, whatever part of it is shown. */
  whole: PlanTree;
  /** The number of the service order. */
  order: string;
  tree: PlanTree;
  node: PlanNode;
  view: PlanView;
  /** The plan is shown as it stood some time ago. */
  past: boolean;
  change: ChangeView;
  keys: Ref<VerbKeys>;
}

export function Details({ whole, order, tree, node, view: shown, past, change, keys }: Props) {
  const { view, filter } = shown;
  const reasons = why(tree, node);
  const part = partOf(order, node);
  const go = (index: number) => change({ selected: tree.nodes[index]?.id ?? "" });
  return (
    <aside className="details" aria-label={t("plan.details")}>
      <div className="details__head">
        <KindMark kind={node.mark} />
        <h2>{node.name}</h2>
        <Button kind="ghost" size="sm" hasIconOnly renderIcon={Close} iconDescription={t("close")} tooltipPosition="left"
          onClick={() => change({ panel: false })} />
      </div>
      <p className="details__state">
        <StateTag family={node.family} state={node.state} reason={node.reason} />
        {node.number && <Link to={addressOf(node)}>{node.number}</Link>}
      </p>
      {reasons.length > 0 && (
        <section className="details__why">
          <h3>{t("why.title")}</h3>
          <ul>
            {reasons.map((reason) => (
              <li key={reason.text}>
                {reason.node >= 0 ? <button type="button" className="linkish" onClick={() => go(reason.node)}>{reason.text}</button> : reason.text}
              </li>
            ))}
          </ul>
        </section>
      )}
      {!past && node.task && levelOf(tree, node) && (
        <p className="details__jeopardy"><StateTag family="jeopardy" state={levelOf(tree, node)} /> {jeopardyText(tree, node)}</p>
      )}
      {past && <p className="muted">{t("replay.readOnly", { when: shown.at === null ? t("none") : momentText(shown.at) })}</p>}
      {!past && part && (node.task ? <HoldNotice of={part} /> : <Holding of={part} name={node.name} />)}
      {node.fallouts > 0 && <Fallouts tree={tree} node={node} />}
      {node.kind === "milestone" ? <MilestoneFacts tree={tree} node={node} past={past} go={go} />
      : node.kind === "orderTask" ? <OrderTaskFacts tree={tree} node={node} past={past} />
      : node.task ? <TaskFacts whole={past ? null : whole} order={order} node={node} keys={keys} tree={tree} go={go} /> : <GroupFacts node={node} tree={tree} go={go} />}
      {!past && !node.task && node.domainOrder && <PlanEdits order={order} tree={whole} node={node} />}
      <section className="details__views">
        <h3>{t("plan.showIn")}</h3>
        <div className="verbs">
          {!node.members && node.kind !== "orderTask" && node.kind !== "milestone" && <Button kind="ghost" size="sm" onClick={() => change({ filter: { ...filter, near: node.id, like: "" } }, true)}>{t("plan.focus")}</Button>}
          {!node.task && !node.members && node.children.length > 0 && node.index > 0 && <Button kind="ghost" size="sm" onClick={() => change({ root: node.id }, true)}>{t("plan.within")}</Button>}
          {view !== "tree" && <Button kind="ghost" size="sm" onClick={() => change({ view: "tree" }, true)}>{t("plan.tree")}</Button>}
          {view !== "graph" && node.kind !== "orderTask" && <Button kind="ghost" size="sm" onClick={() => change({ view: "graph", scope: "" }, true)}>{t("plan.graph")}</Button>}
          {view !== "map" && node.kind !== "orderTask" && node.kind !== "milestone" && <Button kind="ghost" size="sm" onClick={() => change({ view: "map" }, true)}>{t("plan.map")}</Button>}
        </div>
      </section>
    </aside>
  );
}

/** What of the order a node is, to be held; null for what is no part of its own, and for what has ended. */
function partOf(order: string, node: PlanNode): Part | null {
  if (!node.number || node.members || ENDED.has(node.state)) return null;
  switch (node.kind) {
    case "task": return { order, task: node.number };
    case "domainOrder": return { order, domainOrder: node.number };
    case "item": return { order, item: Number(node.number.split("-").at(-1)) };
    default: return node.kind === "order" ? { order } : null;
  }
}

function addressOf(node: PlanNode): string {
  switch (node.kind) {
    case "task": return `/tasks/${node.number}`;
    case "domainOrder": return `/domainOrders/${node.number}`;
    case "orderTask": return `/orderTasks/${node.number}`;
    case "milestone": return `/orders/${orderNumber(node.number)}?tab=milestones`;
    case "item": return `/orders/${orderNumber(node.number)}?item=${node.number}`;
    default: return `/orders/${node.number}`;
  }
}

function orderNumber(item: string): string {
  return `ORD-${item.split("-")[1] ?? ""}`;
}

interface TaskFactsProps {
  /** The plan to edit; null when it is shown as it was. */
  whole: PlanTree | null;
  order: string;
  node: PlanNode;
  tree: PlanTree;
  keys: Ref<VerbKeys>;
  go: (index: number) => void;
}

function MilestoneFacts({ tree, node, past, go }: { tree: PlanTree; node: PlanNode; past: boolean; go: (index: number) => void }) {
  const one = tree.own.milestones.get(node.id);
  if (!one) return null;
  const targets = (one.targets ?? []).flatMap((number) => tree.nodes[tree.byId.get(number) ?? -1] ?? []);
  return (
    <>
      {!past && <MilestoneVerbs milestone={one} />}
      {one.description && <p>{one.description}</p>}
      <KeyValue facts={[
        [t("kind"), KINDS.point!.label], [t("milestone.reachedBy"), reachedBy(one)], [t("site"), node.site], [t("due"), <When key="due" at={one.dueAt} />],
        one.reachedAt ? [t("milestone.reached"), <><When at={one.reachedAt} /> {one.reachedByUser && t("by", { name: one.reachedByUser })}</>]
          : [t("task.estimatedEnd"), <><When at={one.expectedAt} />{one.late && <strong className="late"> {t("task.late")}</strong>}</>],
        ...(one.note ? [[t("task.reason"), one.note] as [string, string]] : []),
      ]} />
      {targets.length > 0 && (
        <section>
          <h3>{t("milestone.targets")}</h3>
          <ul className="details__tasks">
            {targets.slice(0, MOST).map((target) => (
              <li key={target.id}><StateTag family={target.family} state={target.state} />
                <button type="button" className="linkish" onClick={() => go(target.index)}>{target.name} {target.site}</button></li>
            ))}
            {targets.length > MOST && <li className="muted">{t("andMore", { n: targets.length - MOST })}</li>}
          </ul>
        </section>
      )}
    </>
  );
}

function OrderTaskFacts({ tree, node, past }: { tree: PlanTree; node: PlanNode; past: boolean }) {
  const task = tree.own.orderTasks.get(node.id);
  if (!task) return null;
  return (
    <>
      <p><DueClock {...clockOf(task)} /></p>
      {!past && <OrderTaskVerbs task={task} keys={false} />}
      {task.description && <p>{task.description}</p>}
      <KeyValue facts={orderTaskFacts(task)} />
    </>
  );
}

function iso(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}

function TaskFacts({ whole, order, node, tree, keys, go }: TaskFactsProps) {
  const detail = useTask(node.number);
  const { task, taskIndex } = node;
  if (!task) return null;
  const times = tree.schedule;
  const slack = times.slack[taskIndex] ?? 0;
  return (
    <>
      {detail.isPending && <Pausing label={t("loading")} />}
      {detail.error && <ErrorNotice error={detail.error} retry={() => void detail.refetch()} />}
      <JeopardyNotice order={task.serviceOrder} task={task.number} />
      {detail.data && <TaskVerbs detail={detail.data} keys={keys} />}
      {detail.data && whole && <PlanEdits order={order} tree={whole} node={node} detail={detail.data} />}
      <KeyValue facts={[
        [t("kind"), KINDS[task.kind]?.label ?? task.kind],
        ...(task.kind === "manual" ? [] : [[t("task.executor"), task.executor] as [string, string]]),
        [t("task.group"), task.assignmentGroup],
        [t("task.assignee"), task.assignee],
        [t("site"), node.site],
        [t("task.duration"), durationText(node.end - node.start)],
        [t("task.ready"), <When key="ready" at={task.readyAt} />],
        [t("task.started"), <When key="started" at={task.startedAt} />],
        [t("task.ended"), <When key="ended" at={task.endedAt} />],
        [t("task.plannedEnd"), <When key="planned" at={iso(times.plannedEnd[taskIndex])} />],
        ...(ENDED.has(task.state) ? [] : [
          [t("task.estimatedEnd"), <When key="estimated" at={iso(times.end[taskIndex])} />],
          [t("task.slack"), slack < 60_000 ? t("plan.onCritical") : durationText(slack)],
        ] as [string, React.ReactNode][]),
        ...(task.attempts > 0 ? [[t("task.attempts"), String(task.attempts)] as [string, string]] : []),
      ]} />
      <Neighbours title={t("task.before")} list={tree.before[taskIndex] ?? []} tree={tree} go={go} />
      <Neighbours title={t("task.after")} list={tree.after[taskIndex] ?? []} tree={tree} go={go} />
    </>
  );
}

const MOST = 12;

function Neighbours({ title, list, tree, go }: { title: string; list: number[]; tree: PlanTree; go: (index: number) => void }) {
  if (list.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul className="details__tasks">
        {list.slice(0, MOST).map((task) => {
          const node = tree.nodes[tree.taskNodes[task] ?? -1];
          if (!node) return null;
          return (
            <li key={node.id}>
              <StateTag family="task" state={node.state} />
              <button type="button" className="linkish" onClick={() => go(node.index)}>{node.name}</button>
            </li>
          );
        })}
        {list.length > MOST && <li className="muted">{t("andMore", { n: list.length - MOST })}</li>}
      </ul>
    </section>
  );
}

function Fallouts({ tree, node }: { tree: PlanTree; node: PlanNode }) {
  const types = useFalloutTypes();
  const tasks = tasksBelow(tree.nodes, node.index).flatMap((index) => tree.fallouts.get(tree.nodes[index]!.number) ?? []);
  return (
    <section>
      <h3>{tn("plan.fallouts", tasks.length)}</h3>
      <ul className="details__tasks">
        {tasks.slice(0, MOST).map((fallout) => (
          <li key={fallout.number}><StateTag family="fallout" state={fallout.state} /><Link to={`/fallouts/${fallout.number}`}>{fallout.number}</Link>
            <span className="muted">{types.data?.items.find(({ id }) => id === fallout.falloutType)?.name ?? fallout.falloutType}</span></li>
        ))}
        {tasks.length > MOST && <li className="muted">{t("andMore", { n: tasks.length - MOST })}</li>}
      </ul>
    </section>
  );
}

function Members({ tree, node, go }: { tree: PlanTree; node: PlanNode; go: (index: number) => void }) {
  return (
    <section>
      <h3>{t("plan.members")}</h3>
      <ul className="details__tasks">
        {node.children.slice(0, MOST).map((index) => {
          const member = tree.nodes[index]!;
          return (
            <li key={member.id}><StateTag family={member.family} state={member.state} />
              <button type="button" className="linkish" onClick={() => go(index)}>{member.site || member.name} {member.number}</button></li>
          );
        })}
        {node.children.length > MOST && <li className="muted">{t("andMore", { n: node.children.length - MOST })}</li>}
      </ul>
    </section>
  );
}

function GroupFacts({ node, tree, go }: { node: PlanNode; tree: PlanTree; go: (index: number) => void }) {
  const order = node.domainOrder;
  const detail = useQuery({ ...domainOrderQuery(order?.number ?? ""), enabled: order !== null });
  return (
    <>
      <KeyValue facts={[
        [t("kind"), KINDS[node.mark]?.label ?? node.mark],
        [t("plan.progress"), <Progress key="progress" done={node.done} total={node.total} />],
        [t("site"), node.site],
        ...(order ? [
          [t("action"), ACTIONS[order.action] ?? order.action],
          [t("specification"), `${order.specification} ${t("version", { n: order.specificationVersion })}`],
          [t("inventory"), detail.data?.domainOrder.inventoryItem
            && <Link key="inventory" to={`/inventory/${detail.data.domainOrder.inventoryItem}`}>{detail.data.domainOrder.inventoryItem}</Link>],
          [t("task.started"), <When key="started" at={order.startedAt} />],
          [t("task.ended"), <When key="ended" at={order.endedAt} />],
        ] as [string, React.ReactNode][] : []),
      ]} />
      {node.members && <Members tree={tree} node={node} go={go} />}
      {order && (
        <section>
          <h3>{t("characteristics")}</h3>
          {detail.isPending && <Pausing label={t("loading")} />}
          {detail.error && <ErrorNotice error={detail.error} retry={() => void detail.refetch()} />}
          {detail.data && <CharacteristicTable characteristics={detail.data.domainOrder.characteristics} />}
        </section>
      )}
    </>
  );
}
