// The tables of the dashboard: lead times, what is open by state and age, queues, workers. Every number is a link.
import type { ReactNode } from "react";
import { Link } from "react-router";
import { lengthText } from "@/fallouts/FalloutNumbers";
import { number, t, type Key } from "@/i18n/t";
import { StateTag } from "@/parts/StateTag";
import { When } from "@/parts/When";
import { STATES, type StateFamily } from "@/states";
import { completedList, matrixOf, mendedList, openList, queueList, workList, type Cell, type Dashboard, type Lengths, type What } from "./data";

/** A number and the list that it counts. */
export function N({ n, to, what }: { n: number; to: string; what?: string }) {
  return n === 0 ? <span className="muted" data-what={what}>0</span> : <Link to={to} className="dash__n" data-what={what}>{number(n)}</Link>;
}

const seconds = (value: number | null) => (value === null ? t("none") : lengthText(value));

export function LeadTimes({ board }: { board: Dashboard }) {
  const rows: { name: Key; what: string; lengths: Lengths; list: (since: string, until: string) => string }[] = [
    { name: "serviceOrder", what: "orderLeadTime", lengths: board.orderLeadTime, list: (a, b) => completedList("orders", a, b) },
    { name: "task", what: "taskLeadTime", lengths: board.taskLeadTime, list: (a, b) => completedList("tasks", a, b) },
    { name: "board.toMend", what: "timeToMend", lengths: board.timeToMend, list: mendedList },
  ];
  return (
    <section aria-label={t("board.leadTimes")}>
      <h2>{t("board.leadTimes")}</h2>
      <p className="muted">{t("board.leadText")}</p>
      <table className="plain dash__table">
        <caption className="hidden">{t("board.leadTimes")}</caption>
        <thead><tr><th scope="col">{t("kind")}</th><th scope="col">{t("board.period")}</th><th scope="col">p50</th><th scope="col">p90</th><th scope="col">p95</th><th scope="col">{t("board.counted")}</th></tr></thead>
        <tbody>
          {rows.flatMap(({ name, what, lengths, list }) => (["now", "before"] as const).map((when) => (
            <tr key={name + when} className={when === "before" ? "muted" : undefined}>
              <th scope="row">{t(name)}</th><td>{t(`board.${when}`)}</td>
              <td>{seconds(lengths[when].p50)}</td><td>{seconds(lengths[when].p90)}</td><td>{seconds(lengths[when].p95)}</td>
              <td><N n={lengths[when].count} what={`${what}.${when}`} to={when === "now" ? list(board.since, board.until) : list(board.before, board.since)} /></td>
            </tr>
          )))}
        </tbody>
      </table>
    </section>
  );
}

interface OpenProps {
  title: Key;
  what: What;
  family: StateFamily;
  cells: Cell[];
  board: Dashboard;
}

const ageText = (age: { name: string } | null) => (age === null ? t("board.notYet") : t(`board.${age.name}` as Key));

export function Open({ title, what, family, cells, board }: OpenProps) {
  const { states, ages, count } = matrixOf(cells, board.ages, Object.keys(STATES[family]));
  return (
    <section aria-label={t(title)}>
      <h2>{t(title)}</h2>
      {states.length === 0 ? <p className="muted">{t("board.nothingOpen")}</p> : (
        <div className="scroller">
          <table className="plain dash__table">
            <caption className="hidden">{t(title)}</caption>
            <thead><tr><th scope="col">{t("state")}</th>{ages.map((age) => <th key={age?.name ?? ""} scope="col">{ageText(age)}</th>)}<th scope="col">{t("home.sum")}</th></tr></thead>
            <tbody>
              {states.map((state) => (
                <tr key={state}>
                  <th scope="row"><StateTag family={family} state={state} /></th>
                  {ages.map((age) => <td key={age?.name ?? ""}><N n={count(state, age)} what={what} to={openList(what, [state], age)} /></td>)}
                  <td><N n={count(state, undefined)} what={what} to={openList(what, [state], undefined)} /></td>
                </tr>
              ))}
              <tr>
                <th scope="row">{t("home.sum")}</th>
                {ages.map((age) => <td key={age?.name ?? ""}><N n={count(null, age)} what={what} to={openList(what, states, age)} /></td>)}
                <td><N n={count(null, undefined)} what={what} to={openList(what, states, undefined)} /></td>
              </tr>
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

export function Jeopardy({ board }: { board: Dashboard }) {
  return (
    <section aria-label={t("nav.jeopardy")}>
      <h2>{t("nav.jeopardy")}</h2>
      <table className="plain dash__table">
        <caption className="hidden">{t("nav.jeopardy")}</caption>
        <thead><tr><th scope="col">{t("jeopardy.level")}</th><th scope="col">{t("board.counted")}</th></tr></thead>
        <tbody>
          {Object.keys(STATES.jeopardy).map((level) => (
            <tr key={level}><th scope="row"><StateTag family="jeopardy" state={level} /></th>
              <td><N n={board.jeopardy[level] ?? 0} what="jeopardy" to={`/jeopardy?level=${level}`} /></td></tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function Queues({ board }: { board: Dashboard }) {
  return (
    <section aria-label={t("board.queues")}>
      <h2>{t("board.queues")}</h2>
      {board.queues.length === 0 ? <p className="muted">{t("board.noQueues")}</p> : (
        <table className="plain dash__table">
          <caption className="hidden">{t("board.queues")}</caption>
          <thead><tr><th scope="col">{t("task.group")}</th><th scope="col">{t("board.openTasks")}</th><th scope="col">{t("board.oldest")}</th></tr></thead>
          <tbody>
            {board.queues.map((queue) => (
              <tr key={queue.group ?? ""}>
                <th scope="row">{queue.group ?? t("board.noGroup")}</th>
                <td><N n={queue.tasks} what="queue" to={queueList(queue.group)} /></td>
                <td>{queue.oldestTask && <Link to={`/tasks/${queue.oldestTask}`}><When at={queue.oldest} relative /></Link>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

export const workName = (kind: string): string => t(`work.kind.${kind}` as Key);

export function Workers({ board }: { board: Dashboard }) {
  const columns = ["total", "held", "overdue", "stuck", "failing"] as const;
  return (
    <section aria-label={t("board.workers")} className="dash__wide">
      <h2>{t("board.workers")}</h2>
      {board.workers.length === 0 ? <p className="dash__alarm" role="note">{t("board.noWorker")}</p> : (
        <div className="scroller">
          <table className="plain dash__table">
            <caption className="hidden">{t("board.workers")}</caption>
            <thead><tr><th scope="col">{t("board.worker")}</th><th scope="col">{t("state")}</th><th scope="col">{t("board.seen")}</th><th scope="col">{t("board.started")}</th><th scope="col">{t("board.inHand")}</th><th scope="col">{t("board.held")}</th></tr></thead>
            <tbody>
              {board.workers.map((worker) => (
                <tr key={worker.name}>
                  <th scope="row">{worker.name}</th>
                  <td>{worker.late ? <State tone="red" text={t("board.missed")} /> : <State tone="green" text={t("board.well")} />}</td>
                  <td><When at={worker.seenAt} relative /></td><td><When at={worker.startedAt} relative /></td>
                  <td>{number(worker.inHand)}</td>
                  <td><N n={worker.held} what="work" to={workList({ worker: worker.name })} /></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <h3>{t("board.machineWork")}</h3>
      {board.work.length === 0 ? <p className="muted">{t("board.noWork")}</p> : (
        <div className="scroller">
          <table className="plain dash__table">
            <caption className="hidden">{t("board.machineWork")}</caption>
            <thead><tr><th scope="col">{t("kind")}</th>{columns.map((one) => <th key={one} scope="col">{t(`work.${one}`)}</th>)}<th scope="col">{t("work.oldest")}</th></tr></thead>
            <tbody>
              {board.work.map((one) => (
                <tr key={one.kind}>
                  <th scope="row">{workName(one.kind)}</th>
                  {columns.map((column) => <td key={column}><N n={one[column]} what="work" to={workList({ kind: one.kind, ...(column === "total" ? {} : { which: column }) })} /></td>)}
                  <td><When at={one.oldest} relative /></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function State({ tone, text }: { tone: string; text: ReactNode }) {
  return <span className={`state state--${tone}`}>{text}</span>;
}
