// The tasks just before and just after one, with their states, and what its end sets free.
import { Link } from "react-router";
import type { Task } from "@/api/types";
import { t } from "@/i18n/t";
import { StateTag } from "@/parts/StateTag";
import { ENDED } from "@/states";

interface Props {
  title: string;
  tasks: Task[];
  /** Said of a task that waits for this one alone. */
  freed?: boolean;
}

export function Neighbours({ title, tasks, freed = false }: Props) {
  const open = tasks.filter((task) => !ENDED.has(task.state));
  return (
    <section>
      <h2>{title} <span className="muted">{freed ? tasks.length : t("task.openOf", { open: open.length, all: tasks.length })}</span></h2>
      {tasks.length === 0 ? <p className="muted">{t("none")}</p> : (
        <ul className="neighbours">
          {tasks.map((task) => (
            <li key={task.number}>
              <StateTag family="task" state={task.state} reason={task.stateReason} />
              <span>
                <Link to={`/tasks/${task.number}`}>{task.name}</Link> <span className="muted nowrap">{task.number}</span>
                {freed && task.state === "waiting" && (
                  <span className="neighbours__then">
                    {task.openPredecessors <= 1 ? t("task.becomesReady") : t("task.waitsForMore", { n: task.openPredecessors - 1 })}
                  </span>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
