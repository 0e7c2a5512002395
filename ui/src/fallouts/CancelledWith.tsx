// The warning before giving up: which tasks are cancelled with it.
import type { Task } from "@/api/types";
import { t, tn } from "@/i18n/t";
import { useInSight } from "@/parts/inSight";

const SHOWN = 8;

interface Props {
  tasks: Task[] | undefined;
  failed: unknown;
  /** The name of the domain order that fails. */
  order: string;
}

export function CancelledWith({ tasks, failed, order }: Props) {
  const told = useInSight<HTMLDivElement>(tasks ?? failed);
  return (
    <div className="cancels" role="status" ref={told}>
      <strong>{t("resolve.fails", { name: order })}</strong>
      {tasks === undefined
        ? <p>{failed ? t("resolve.cancelsUnknown") : t("loading")}</p>
        : <p>{tasks.length === 0 ? t("resolve.cancelsNone") : tn("resolve.cancels", tasks.length)}</p>}
      {tasks !== undefined && tasks.length > 0 && (
        <ul>
          {tasks.slice(0, SHOWN).map((task) => <li key={task.number}>{task.name} <span className="muted">{task.number}</span></li>)}
          {tasks.length > SHOWN && <li>{t("andMore", { n: tasks.length - SHOWN })}</li>}
        </ul>
      )}
    </div>
  );
}
