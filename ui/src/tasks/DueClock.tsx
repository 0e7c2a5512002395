// The clock of something that is due: how much time is left, in colour and in words; the tooltip has the instant.
import { useEffect, useState } from "react";
import type { Schemas, Task } from "@/api/types";
import { momentText, utcText } from "@/i18n/instants";
import { t } from "@/i18n/t";
import { dueState, type DueFacts } from "./due";

const TICK = 30_000;

export function DueClock({ due, ...facts }: Omit<DueFacts, "due"> & { due: string | null }) {
  const now = useNow();
  if (due === null) return <span className="muted">{t("none")}</span>;
  const { light, sign, text } = dueState({ due, ...facts }, now);
  return (
    <time dateTime={due} className={`due due--${light}`} title={`${t("due")}: ${momentText(due)} (${utcText(due)})`}>
      <span className="due__sign" aria-hidden="true">{sign}</span><span>{text}</span>
    </time>
  );
}

/** The clock of a task that people do: it stands while the task, or something above it, is held. */
export function TaskClock({ task, clock }: { task: Pick<Task, "state" | "endedAt">; clock: Schemas["TaskClock"] }) {
  return <DueClock due={clock.dueAt} since={clock.beganAt} pausedAt={clock.pausedAt} state={task.state} endedAt={task.endedAt} />;
}

/** The present, every half minute. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK);
    return () => clearInterval(timer);
  }, []);
  return now;
}
