// One task: what to do, the data it asks for, what it waits for and what waits for it, notes, history.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { Link, useParams } from "react-router";
import { api } from "@/api/fetching";
import type { Schemas, TaskDetail, TaskRecord } from "@/api/types";
import { AgreementClocks } from "@/attention/AgreementClocks";
import { TaskAppointment } from "@/appointments/TaskAppointment";
import { JeopardyNotice } from "@/attention/JeopardyNotice";
import { Standstill } from "@/attention/Standstill";
import { HoldNotice } from "@/holds/HoldNotice";
import { useShortcuts } from "@/app/shortcuts";
import { durationMs, durationText } from "@/i18n/instants";
import { t } from "@/i18n/t";
import { CharacteristicTable } from "@/parts/CharacteristicTable";
import { FilesPanel } from "@/parts/FilesPanel";
import { KeyValue } from "@/parts/KeyValue";
import { ErrorNotice, Pausing } from "@/parts/Notices";
import { NotesPanel } from "@/parts/NotesPanel";
import { PageHeader } from "@/parts/PageHeader";
import { KindMark, StateTag } from "@/parts/StateTag";
import { When } from "@/parts/When";
import { ACTIONS, KINDS } from "@/states";
import { places } from "@/orders/items";
import { useOpenFallout, useTask } from "@/tasks/actions";
import { TaskClock } from "@/tasks/DueClock";
import { useDescription } from "@/tasks/specification";
import { TaskVerbs, type VerbKeys } from "@/tasks/TaskVerbs";
import { Neighbours } from "./Neighbours";
import { TestNotice } from "./TestNotice";
import { TaskStory } from "./TaskStory";
import { TaskData, type TaskDataKeys } from "./TaskData";

/** States in which something else must happen first. */
const WAITS = new Set(["waiting", "held", "awaitingInformation", "unknown"]);
const PATH = [{ to: "/tasks", label: t("nav.tasks") }];

export default function TaskPage() {
  const { number = "" } = useParams();
  const detail = useTask(number);
  if (detail.error && !detail.data) {
    return <><PageHeader title={number} path={PATH} /><ErrorNotice error={detail.error} retry={() => void detail.refetch()} /></>;
  }
  if (!detail.data) return <Pausing label={t("loading")} />;
  return <Record key={number} detail={detail.data} />;
}

function Record({ detail }: { detail: TaskDetail }) {
  const { task, domainOrder, askedFor, predecessors, successors, verbs } = detail;
  const client = useQueryClient();
  const open = useOpenFallout(task).data?.fallout;
  const description = useDescription(domainOrder.planSpecification, task.key);
  const record = useQuery({
    queryKey: ["taskRecord", task.number],
    queryFn: ({ signal }) => api.get<TaskRecord>(`/api/tasks/${task.number}/record`, undefined, signal),
  });
  const why = useQuery({
    queryKey: ["taskAssignment", task.number, task.version],
    queryFn: ({ signal }) => api.get<Schemas["AssignmentReason"]>(`/api/tasks/${task.number}/assignment`, undefined, signal),
    enabled: task.kind === "manual",
  }).data?.reason;
  const buttons = useRef<VerbKeys>(null);
  const data = useRef<TaskDataKeys>(null);
  // the form has its own button to complete
  const inForm = askedFor.length > 0 ? ["complete"] : [];
  const press = (key: string) => () => void buttons.current?.press(key);
  useShortcuts({
    s: press("s"), a: press("a"), f: press("f"), r: press("r"), t: press("t"), h: press("h"),
    c: () => { if (inForm.length > 0) data.current?.focus(); else press("c")(); },
  });
  const add = async (text: string) => {
    client.setQueryData(["taskRecord", task.number], await api.post<TaskRecord>(`/api/tasks/${task.number}/note`, { text }));
  };
  return (
    <>
      <PageHeader title={task.name} number={task.number} path={PATH}
        tags={<><KindMark kind={task.kind} /><StateTag family="task" state={task.state} reason={task.stateReason} />{detail.clock && <TaskClock task={task} clock={detail.clock} />}</>}
        actions={<Link to={`/orders/${task.serviceOrder}/plan?sel=${task.number}&panel=1`}>{t("task.inPlan")}</Link>}>
        <div className="todo">
          {description.data && <p className="todo__do">{description.data}</p>}
          <p>{t("task.todo", { action: ACTIONS[domainOrder.action] ?? domainOrder.action, name: domainOrder.name })}</p>
          {places(domainOrder.place).map((one) => <p key={one.text}>{t("task.at", { place: one.text })}</p>)}
          {task.stateReason && !open && <p>{task.stateReason}</p>}
        </div>
      </PageHeader>
      {detail.test && <TestNotice test={detail.test} />}
      {open && (
        <p className="banner">
          <span aria-hidden="true">!</span> {t("task.heldBy")} <Link to={`/fallouts/${open.number}`}>{open.number}</Link>: {open.message}
        </p>
      )}
      {!open && WAITS.has(task.state) && <Standstill of="tasks" number={task.number} />}
      {task.endedAt === null && <HoldNotice of={{ order: task.serviceOrder, task: task.number }} />}
      <AgreementClocks of={task.number} />
      <JeopardyNotice order={task.serviceOrder} task={task.number} />
      {(task.kind === "manual" || task.key.startsWith("visit:")) && <TaskAppointment task={task.number} name={task.name} />}
      <TaskVerbs detail={detail} keys={buttons} without={inForm} />
      <div className="columns record">
        <section>
          <h2>{t("task.asked")}</h2>
          {askedFor.length === 0 ? <p className="muted">{t("task.askedNone")}</p> : <TaskData detail={detail} keys={data} />}
        </section>
        <section>
          <h2>{t("task.facts")}</h2>
          <KeyValue facts={[
            [t("serviceOrder"), <Link key="o" to={`/orders/${task.serviceOrder}`}>{task.serviceOrder}</Link>],
            [t("domainOrder"), <span key="d"><KindMark kind={domainOrder.kind} /> <Link to={`/domainOrders/${domainOrder.number}`}>{domainOrder.name}</Link> <span className="muted nowrap">{domainOrder.number}</span></span>],
            [t("kind"), KINDS[task.kind]?.label ?? task.kind], ...(task.kind === "manual" ? [] : [[t("task.executor"), task.executor] as [string, string]]),
            [t("task.group"), task.assignmentGroup], [t("task.assignee"), task.assignee ?? t("task.nobody")], ...(why ? [[t("task.why"), why] as [string, string]] : []), [t("priority"), String(task.priority)],
            [t("task.duration"), durationText(durationMs(task.duration))], [t("task.ready"), <When key="r" at={task.readyAt} />],
            [t("task.started"), <When key="s" at={task.startedAt} />], [t("task.ended"), <When key="e" at={task.endedAt} />],
            ...(task.attempts > 0 ? [[t("task.attempts"), String(task.attempts)] as [string, string]] : []),
          ]} />
        </section>
        <Neighbours title={t("task.before")} tasks={predecessors} />
        <Neighbours title={t("task.after")} tasks={successors} freed />
        <section>
          <h2>{t("order.notes")}</h2>
          {record.error && <ErrorNotice error={record.error} retry={() => void record.refetch()} />}
          {record.data && <NotesPanel notes={record.data.notes} order={task.serviceOrder} onChanged={() => record.refetch()} onAdd={verbs.includes("note") ? add : undefined} />}
        </section>
        <section>
          <h2>{t("files")}</h2>
          <FilesPanel record={task.number} />
        </section>
        <section>
          <h2>{t("story.title")}</h2>
          {record.data && <TaskStory history={record.data.history.filter((entry) => entry.kind !== "TaskNoted")} automated={task.kind === "automated"} />}
        </section>
        <section className="record__all">
          <h2>{t("task.values", { name: domainOrder.name })}</h2>
          <CharacteristicTable characteristics={domainOrder.characteristics} />
        </section>
      </div>
    </>
  );
}
