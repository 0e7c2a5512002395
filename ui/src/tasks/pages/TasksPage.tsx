// The people's to-do list: mine, my groups', what nobody has, everybody's; one or many at a time.
import { Button } from "@carbon/react";
import { useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import { api } from "@/api/fetching";
import type { Page, Schemas, WorklistLine } from "@/api/types";
import { useMay, useSession } from "@/app/session";
import { useShortcuts } from "@/app/shortcuts";
import { tell, tellError } from "@/app/toasts";
import { t, tn } from "@/i18n/t";
import { DataTable, type Column } from "@/parts/DataTable";
import type { Filter } from "@/parts/FilterBar";
import { Empty } from "@/parts/Notices";
import { PageHeader } from "@/parts/PageHeader";
import { StateTag } from "@/parts/StateTag";
import { look } from "@/states";
import { DueClock, TaskClock } from "@/tasks/DueClock";
import { useGroups } from "@/tasks/actions";
import { LATER, nextFor, type Candidate } from "@/tasks/next";
import { chosenOf, type AllMatching, type Named } from "@/tasks/bulk";
import { besideWorklist, type OrderTask } from "@/orderTasks/data";
import { BesideWorklist } from "@/orderTasks/OrderTaskLines";
import { BulkAssign, BulkPlain, sizeOf, type Plain } from "./BulkDialogs";
import { BulkOutcome, type Run } from "./BulkOutcome";
import { taskEditors } from "./inlineEdits";
import { TaskPreview } from "./TaskPreview";
import { TaskTabs } from "./TaskTabs";
import { worklist } from "./worklists";

const COLUMNS: Column<WorklistLine>[] = [
  { key: "priority", header: t("priority"), text: (l) => String(l.task.priority), cell: (l) => l.task.priority },
  { key: "name", header: t("task"), text: (l) => l.task.name, cell: (l) => <Link className="named" to={`/tasks/${l.task.number}`}>{l.task.name}</Link> },
  { key: "number", header: t("number"), wide: true, text: (l) => l.task.number, cell: (l) => <span className="nowrap">{l.task.number}</span> },
  { key: "state", header: t("state"), text: (l) => look("task", l.task.state).label,
    cell: (l) => <StateTag family="task" state={l.task.state} reason={l.task.stateReason} /> },
  { key: "due", header: t("due"), text: (l) => l.dueAt, cell: (l) => (l.clock ? <TaskClock task={l.task} clock={l.clock} /> : <DueClock due={l.dueAt} state={l.task.state} />) },
  { key: "order", header: t("serviceOrder"), text: (l) => l.task.serviceOrder,
    cell: (l) => <Link className="nowrap" to={`/orders/${l.task.serviceOrder}`}>{l.task.serviceOrder}</Link> },
  { key: "customer", header: t("customer"), text: (l) => l.customerName ?? "", cell: (l) => l.customerName },
  { key: "for", header: t("domainOrder"), wide: true, text: (l) => l.domainOrderName, cell: (l) => l.domainOrderName },
  { key: "group", header: t("task.group"), wide: true, text: (l) => l.task.assignmentGroup ?? "", cell: (l) => l.task.assignmentGroup },
  { key: "assignee", header: t("task.assignee"), text: (l) => l.task.assignee ?? "", cell: (l) => l.task.assignee ?? <span className="muted">{t("task.nobody")}</span> },
];

const firstOf = (ask: Record<string, string | string[]>) => api.get<Page<WorklistLine>>("/api/tasks", { ...ask, limit: 20 });

/** Tasks of orders themselves, as lines of a worklist. */
const ownOf = (ask: Record<string, string> | null) =>
  api.get<Page<OrderTask>>("/api/orderTasks", { ...ask, limit: 20 }).then((page) => page.items.map((task): Candidate => ({ task, dueAt: task.dueAt ?? LATER })));

const previewOf = (line: WorklistLine) => ({ name: line.task.name, body: <TaskPreview line={line} /> });

export default function TasksPage() {
  const session = useSession();
  const works = useMay("task:work");
  const manages = useMay("task:manage");
  const navigate = useNavigate();
  const groups = useGroups();
  const [params] = useSearchParams();
  const list = worklist(params.get("who"));
  const asked = list.ask(session);
  const [chosen, setChosen] = useState<ReadonlyMap<string, WorklistLine>>(new Map());
  const [all, setAll] = useState<(AllMatching & { list: string }) | null>(null);
  const [open, setOpen] = useState<"assign" | Plain | null>(null);
  const [run, setRun] = useState<Run | null>(null);
  const picked: Named[] | AllMatching = all ?? [...chosen.values()].map(({ task }) => ({ number: task.number, name: task.name, version: task.version }));
  const size = sizeOf(picked);
  const none = () => {
    setAll(null);
    setChosen(new Map());
  };
  // another list is another choice; a further page of the same is not
  const shownList = [...params].filter(([name]) => name !== "after" && name !== "sort").map(String).join("&");
  if (all && all.list !== shownList) setAll(null);
  const canDo = works || manages;

  async function toNext() {
    try {
      const [mine, free, ...own] = await Promise.all([
        firstOf({ mine: "true" }), session.groups.length > 0 ? firstOf({ unassigned: "true", group: session.groups }) : null,
        ...(["mine", "groups"] as const).map((who) => ownOf(besideWorklist(who, session))),
      ]);
      const next = nextFor([...mine.items, ...own[0]!], [...(free?.items ?? []), ...(session.groups.length > 0 ? own[1]! : [])]);
      if (next) void navigate(`/${next.task.number.startsWith("OT-") ? "orderTasks" : "tasks"}/${next.task.number}`);
      else tell({ kind: "info", title: t("tasks.noNext"), text: t("tasks.noNextText") });
    } catch (error) {
      tellError(error);
    }
  }
  useShortcuts({
    n: () => void toNext(),
    a: () => { if (size > 0 && canDo) setOpen("assign"); },
    c: () => { if (size > 0 && works) setOpen("complete"); },
    Escape: none,
  });

  const filters: Filter[] = [
    { name: "who", label: t("tasks.who"), hidden: true, ask: () => ({}) },
    { name: "q", label: t("query"), words: "/api/tasks/queryFields" },
    { name: "group", label: t("task.group"), options: (groups.data?.items ?? []).map(({ name }) => ({ value: name, label: name })) },
    ...(list.who === "all" || list.who === "queue" ? [{ name: "assignee", label: t("task.assignee") }] : []),
  ];
  const choose = (numbers: ReadonlySet<string>, shown: WorklistLine[]) => {
    if (all) {
      const excluded = new Set(all.excluded);
      for (const { task: { number } } of shown) if (numbers.has(number)) excluded.delete(number); else excluded.add(number);
      setAll({ ...all, excluded });
      return;
    }
    const known = new Map([...chosen, ...shown.map((line) => [line.task.number, line] as const)]);
    for (const { task: { number } } of shown) if (!numbers.has(number)) known.delete(number);
    setChosen(known);
  };
  async function chooseAll(what: Record<string, string | string[]>) {
    try {
      const { total, digest } = await api.get<Schemas["SelectionBody"]>("/api/tasks/selection", what);
      if (digest) setAll({ asked: what, total, digest, excluded: new Set(), list: shownList });
      else tell({ kind: "info", title: t("bulk.tooMany"), text: t("bulk.tooManyText") });
    } catch (error) {
      tellError(error);
    }
  }
  const start = (begun: Run) => {
    setOpen(null);
    setRun(begun);
    none();
  };
  return (
    <>
      <PageHeader title={t("nav.tasks")} actions={
        works && <Button size="sm" onClick={() => void toNext()}>{t("tasks.next")} <kbd className="onbutton">n</kbd></Button>
      } />
      <TaskTabs who={list.who} />
      {list.who !== "all" && <BesideWorklist who={list.who} />}
      {run && <BulkOutcome key={run.id} run={run} onClose={() => setRun(null)} />}
      {size > 0 && (
        <div className="bulk" role="region" aria-label={t("bulk.label")}>
          <span role="status">{tn("bulk.chosen", size)}</span>
          {canDo && <Button size="sm" onClick={() => setOpen("assign")}>{t("verb.assign")}</Button>}
          {works && <Button size="sm" kind="tertiary" onClick={() => setOpen("start")}>{t("verb.start")}</Button>}
          {works && <Button size="sm" kind="tertiary" onClick={() => setOpen("complete")}>{t("verb.complete")}</Button>}
          {manages && <Button size="sm" kind="tertiary" onClick={() => setOpen("unassign")}>{t("bulk.unassignVerb")}</Button>}
          <Button size="sm" kind="ghost" onClick={none}>{t("bulk.clear")}</Button>
        </div>
      )}
      {asked === null ? <Empty title={t("tasks.noGroup")} text={t("tasks.noGroupText")} /> : (
        <DataTable<WorklistLine> key={list.who} name="tasks" path="/api/tasks" label={t(list.text)} columns={COLUMNS} filters={filters} fixed={asked}
          sortable={false} rowKey={(line) => line.task.number} to={(line) => `/tasks/${line.task.number}`}
          preview={previewOf} editors={taskEditors(manages && size === 0)}
          selection={canDo ? {
            has: ({ task }) => chosenOf(all, chosen, task.number), change: choose,
            all: { chosen: all !== null, most: 5000, choose: (what) => void chooseAll(what) },
          } : undefined}
          empty={{ title: t(list.empty.title), text: t(list.empty.text) }} />
      )}
      {open === "assign" && <BulkAssign chosen={picked} onClose={() => setOpen(null)} onStart={start} />}
      {open && open !== "assign" && <BulkPlain verb={open} chosen={picked} onClose={() => setOpen(null)} onStart={start} />}
    </>
  );
}
