// One task: what it is, the data it asks for, what it waits for, what can be done.
import { useRef } from "react";
import { Link, useParams } from "react-router";
import type { Task } from "@/api/types";
import { useShortcuts } from "@/app/shortcuts";
import { durationMs, durationText } from "@/i18n/instants";
import { t } from "@/i18n/t";
import { CharacteristicTable, Origin, valueText } from "@/parts/CharacteristicTable";
import { KeyValue } from "@/parts/KeyValue";
import { ErrorNotice, Pausing } from "@/parts/Notices";
import { PageHeader } from "@/parts/PageHeader";
import { StateTag } from "@/parts/StateTag";
import { When } from "@/parts/When";
import { KINDS } from "@/states";
import { useTask } from "@/tasks/actions";
import { TaskVerbs, type VerbKeys } from "@/tasks/TaskVerbs";

export default function TaskRecord() {
  const { number = "" } = useParams();
  const detail = useTask(number);
  const verbs = useRef<VerbKeys>(null);
  const press = (key: string) => () => void verbs.current?.press(key);
  useShortcuts({ s: press("s"), c: press("c"), a: press("a"), f: press("f"), r: press("r"), t: press("t") });
  if (detail.error && !detail.data) return <><PageHeader title={number} path={[{ to: "/tasks", label: t("nav.tasks") }]} /><ErrorNotice error={detail.error} retry={() => void detail.refetch()} /></>;
  if (!detail.data) return <Pausing label={t("loading")} />;
  const { task, domainOrder, askedFor, predecessors, successors } = detail.data;
  return (
    <>
      <PageHeader title={task.name} number={task.number} path={[{ to: "/tasks", label: t("nav.tasks") }]}
        tags={<StateTag family="task" state={task.state} reason={task.stateReason} />}
        actions={<Link to={`/orders/${task.serviceOrder}/plan?sel=${task.number}&panel=1`}>{t("task.inPlan")}</Link>} />
      <TaskVerbs detail={detail.data} keys={verbs} />
      <div className="columns">
        <section>
          <h2>{t("task.facts")}</h2>
          <KeyValue facts={[
            [t("serviceOrder"), <Link key="o" to={`/orders/${task.serviceOrder}`}>{task.serviceOrder}</Link>],
            [t("domainOrder"), <Link key="d" to={`/domainOrders/${domainOrder.number}`}>{domainOrder.name} {domainOrder.number}</Link>],
            [t("kind"), KINDS[task.kind]?.label ?? task.kind], [t("task.executor"), task.executor],
            [t("task.group"), task.assignmentGroup], [t("task.assignee"), task.assignee], [t("priority"), String(task.priority)],
            [t("task.duration"), durationText(durationMs(task.duration))], [t("task.ready"), <When key="r" at={task.readyAt} />],
            [t("task.started"), <When key="s" at={task.startedAt} />], [t("task.ended"), <When key="e" at={task.endedAt} />],
          ]} />
        </section>
        <section>
          <h2>{t("task.asked")}</h2>
          {askedFor.length === 0 ? <p className="muted">{t("task.askedNone")}</p> : (
            <table className="plain">
              <thead><tr><th scope="col">{t("characteristic")}</th><th scope="col">{t("value")}</th><th scope="col">{t("origin")}</th></tr></thead>
              <tbody>{askedFor.map((field) => (
                <tr key={field.characteristic}><th scope="row">{field.characteristic}{field.mandatory && " *"}</th>
                  <td>{valueText(field.value)}</td><td>{field.origin && <Origin origin={field.origin} />}</td></tr>
              ))}</tbody>
            </table>
          )}
        </section>
        <Tasks title={t("task.before")} tasks={predecessors} />
        <Tasks title={t("task.after")} tasks={successors} />
        <section>
          <h2>{t("characteristics")}</h2>
          <CharacteristicTable characteristics={domainOrder.characteristics} />
        </section>
      </div>
    </>
  );
}

function Tasks({ title, tasks }: { title: string; tasks: Task[] }) {
  return (
    <section>
      <h2>{title}</h2>
      {tasks.length === 0 ? <p className="muted">{t("none")}</p> : (
        <ul className="details__tasks">
          {tasks.map((task) => <li key={task.number}><StateTag family="task" state={task.state} /> <Link to={`/tasks/${task.number}`}>{task.name}</Link></li>)}
        </ul>
      )}
    </section>
  );
}
