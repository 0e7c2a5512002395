// What became of each task of a bulk action, as the server answered it.
import { Button } from "@carbon/react";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Link } from "react-router";
import { api, ApiError } from "@/api/fetching";
import type { Schemas } from "@/api/types";
import { errorText } from "@/app/toasts";
import { number as count, t, tn } from "@/i18n/t";
import { StateTag } from "@/parts/StateTag";
import { matchingBody, runStretches, type Action, type AllMatching, type Named, type TaskResult } from "@/tasks/bulk";

export interface Run {
  id: number;
  title: string;
  action: Action;
  chosen: Named[] | AllMatching;
}

/** More lines than this help nobody; what was refused comes first. */
const MOST_SHOWN = 200;

type Answer = Schemas["TaskResults"];

const send = (body: unknown) => api.post<Answer>("/api/tasks/bulk", body);

function failed({ number, name }: Named, error: unknown): TaskResult {
  return {
    number, ok: false, name, state: null, assignmentGroup: null, assignee: null, version: null, details: [],
    code: error instanceof ApiError ? error.code : null, status: error instanceof ApiError ? error.status : null, message: errorText(error).text,
  };
}

export function BulkOutcome({ run, onClose }: { run: Run; onClose: () => void }) {
  const client = useQueryClient();
  const [tasks, setTasks] = useState(run.chosen);
  const [results, setResults] = useState<ReadonlyMap<string, TaskResult>>(new Map());
  const [refusal, setRefusal] = useState<unknown>(null);
  const [over, setOver] = useState(false);
  const [round, setRound] = useState(0);
  const stop = useRef(false);
  const begun = useRef(-1);
  useEffect(() => {
    if (begun.current === round) return;
    begun.current = round;
    stop.current = false;
    const { action } = run;
    const done = Array.isArray(tasks)
      ? runStretches(tasks, (some) => send({ ...action, tasks: some.map(({ number, version }) => ({ number, version: version ?? null })) }).then((answer) => answer.results),
        setResults, { stopped: () => stop.current, failed })
      : send({ ...action, matching: matchingBody(tasks) }).then((answer) => setResults(new Map(answer.results.map((one) => [one.number, one]))), setRefusal);
    // what is asked goes on when somebody leaves the page: the server has it already
    void done.then(() => {
      setOver(true);
      void client.invalidateQueries({ queryKey: ["tasks"] });
      void client.invalidateQueries({ queryKey: ["task"] });
      void client.invalidateQueries({ queryKey: ["home"] });
    });
  }, [round, tasks, run, client]);
  const all = Array.isArray(tasks) ? tasks.length : tasks.total - tasks.excluded.size;
  const answered = [...results.values()];
  const refused = answered.filter((one) => !one.ok);
  const good = answered.filter((one) => one.ok);
  const left = Array.isArray(tasks) ? tasks.filter((one) => !results.has(one.number)) : [];

  function again() {
    // what was refused is asked again as it is now, not as it was seen before
    setTasks([...refused.map(({ number, name }) => ({ number, name: name ?? "" })), ...left]);
    setResults(new Map());
    setOver(false);
    setRound((now) => now + 1);
  }
  const shown = [...refused, ...good].slice(0, MOST_SHOWN);
  return (
    <section className="outcome" aria-label={run.title} aria-busy={!over}>
      <div className="outcome__head">
        <h2>{run.title}</h2>
        <p role="status">
          {refusal === null ? t("bulk.count", { done: count(good.length), all: count(all), refused: count(refused.length), left: count(all - answered.length) }) : t("bulk.wholeRefused")}
        </p>
        <span className="outcome__do">
          {!over && Array.isArray(tasks) && tasks.length > answered.length && <Button size="sm" kind="tertiary" onClick={() => { stop.current = true; }}>{t("bulk.stop")}</Button>}
          {over && refusal === null && refused.length + left.length > 0 && (
            <Button size="sm" kind="tertiary" onClick={again}>{tn("bulk.again", refused.length + left.length)}</Button>
          )}
          {over && <Button size="sm" kind="ghost" onClick={onClose}>{t("close")}</Button>}
        </span>
      </div>
      {refusal !== null && <p className="outcome__why" role="alert">{errorText(refusal).text}</p>}
      <ul className="outcome__list">
        {shown.map((one) => (
          <li key={one.number} className={one.ok ? "outcome__done" : "outcome__refused"}>
            <span className="outcome__sign" aria-hidden="true">{one.ok ? "✓" : "✕"}</span>
            <span>
              <Link to={`/tasks/${one.number}`}>{one.number}</Link> {one.name}: <strong>{t(one.ok ? "bulk.done" : "bulk.refused")}</strong>
              {one.state && <> <StateTag family="task" state={one.state} /></>}
              {one.ok && (one.assignee || one.assignmentGroup) && <span className="muted"> {[one.assignmentGroup, one.assignee].filter(Boolean).join(", ")}</span>}
              {!one.ok && (
                <span className="outcome__why">
                  <span>{one.message}</span>
                  {one.details.map((each) => <span key={`${each.field}${each.what}`}>{[each.field, each.what].filter(Boolean).join(": ")}; {each.action}</span>)}
                </span>
              )}
            </span>
          </li>
        ))}
        {over && left.slice(0, MOST_SHOWN).map((one) => <li key={one.number}><span aria-hidden="true">○</span><span>{one.number} {one.name}: {t("bulk.notAsked")}</span></li>)}
      </ul>
      {answered.length > shown.length && <p className="muted">{tn("bulk.more", answered.length - shown.length)}</p>}
    </section>
  );
}
