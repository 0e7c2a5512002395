// What became of each task of a bulk action, as the server answered it.
import { Button } from "@carbon/react";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Link } from "react-router";
import { api } from "@/api/fetching";
import type { TaskDetail, WorklistLine } from "@/api/types";
import { errorText } from "@/app/toasts";
import { t, tn } from "@/i18n/t";
import { countOf, runEach, type Outcome } from "@/tasks/bulk";

export interface Run {
  id: number;
  title: string;
  lines: WorklistLine[];
  one: (line: WorklistLine) => Promise<unknown>;
}

const SIGNS: Record<Outcome["state"], string> = { waiting: "○", running: "◑", done: "✓", refused: "✕" };

export function BulkOutcome({ run, onClose }: { run: Run; onClose: () => void }) {
  const client = useQueryClient();
  const [lines, setLines] = useState(run.lines);
  const [outcomes, setOutcomes] = useState<Outcome[]>(() => run.lines.map(() => ({ state: "waiting" })));
  const [round, setRound] = useState(0);
  const [stopped, setStopped] = useState(false);
  const stop = useRef(false);
  const begun = useRef(-1);
  useEffect(() => {
    if (begun.current === round) return;
    begun.current = round;
    stop.current = false;
    // what is asked goes on when somebody leaves the page: the server has it already
    void runEach(lines, run.one, setOutcomes, { stopped: () => stop.current }).then(() => {
      setStopped(stop.current);
      void client.invalidateQueries({ queryKey: ["tasks"] });
      void client.invalidateQueries({ queryKey: ["home"] });
    });
  }, [round, lines, run, client]);
  const count = countOf(outcomes);
  const over = count.left === 0 || stopped;

  async function again() {
    // what was refused is asked again as it is now, not as it was seen before
    const refused = lines.filter((_, n) => outcomes[n]?.state !== "done");
    const fresh = await Promise.all(refused.map(async (line) => {
      const task = await api.get<TaskDetail>(`/api/tasks/${line.task.number}`).then((detail) => detail.task, () => line.task);
      return { ...line, task };
    }));
    setStopped(false);
    setLines(fresh);
    setOutcomes(fresh.map(() => ({ state: "waiting" })));
    setRound((now) => now + 1);
  }
  return (
    <section className="outcome" aria-label={run.title}>
      <div className="outcome__head">
        <h2>{run.title}</h2>
        <p role="status">{t("bulk.count", { done: count.done, all: lines.length, refused: count.refused, left: count.left })}</p>
        <span className="outcome__do">
          {!over && <Button size="sm" kind="tertiary" onClick={() => { stop.current = true; }}>{t("bulk.stop")}</Button>}
          {over && count.done < lines.length && (
            <Button size="sm" kind="tertiary" onClick={() => void again()}>{tn("bulk.again", lines.length - count.done)}</Button>
          )}
          {over && <Button size="sm" kind="ghost" onClick={onClose}>{t("close")}</Button>}
        </span>
      </div>
      <ul className="outcome__list">
        {lines.map(({ task }, n) => {
          const outcome = outcomes[n] ?? { state: "waiting" as const };
          const said = outcome.state === "refused" ? errorText(outcome.error).text.split("\n") : [];
          return (
            <li key={task.number} className={`outcome__${outcome.state}`}>
              <span className="outcome__sign" aria-hidden="true">{SIGNS[outcome.state]}</span>
              <span>
                <Link to={`/tasks/${task.number}`}>{task.number}</Link> {task.name}:{" "}
                <strong>{stopped && outcome.state === "waiting" ? t("bulk.notAsked") : t(`bulk.${outcome.state}`)}</strong>
                <span className="outcome__why">{said.map((part) => <span key={part}>{part}</span>)}</span>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
