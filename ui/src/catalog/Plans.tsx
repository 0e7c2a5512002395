// The plans by which orders for a specification are carried out, one for each action, with their tasks.
import { useQueries } from "@tanstack/react-query";
import { api } from "@/api/fetching";
import { durationMs, durationText } from "@/i18n/instants";
import { t } from "@/i18n/t";
import { ErrorNotice, Pausing } from "@/parts/Notices";
import { KindMark } from "@/parts/StateTag";
import { ACTIONS } from "@/states";
import type { PlanSpecification, PlanTask } from "./types";

export function Plans({ plans }: { plans: Record<string, string | null> }) {
  const ids = [...new Set(Object.values(plans).filter((id) => id !== null))];
  const found = useQueries({
    queries: ids.map((id) => ({
      queryKey: ["planSpecification", id],
      queryFn: ({ signal }: { signal: AbortSignal }) => api.get<PlanSpecification>(`/api/planSpecifications/${encodeURIComponent(id)}`, undefined, signal),
    })),
  });
  if (ids.length === 0) return <p className="muted">{t("catalog.noPlan")}</p>;
  return ids.map((id, i) => {
    const plan = found[i];
    const actions = Object.entries(plans).filter(([, one]) => one === id).map(([action]) => ACTIONS[action] ?? action);
    return (
      <section key={id} className="specplan">
        <h3>{id} <span className="muted">{actions.join(", ")}</span></h3>
        {plan?.isPending && <Pausing label={t("loading")} />}
        {plan?.error && <ErrorNotice error={plan.error} />}
        {plan?.data && <Tasks tasks={plan.data.tasks} />}
      </section>
    );
  });
}

function Tasks({ tasks }: { tasks: PlanTask[] }) {
  const names = new Map(tasks.map((task) => [task.key, task.name]));
  const waits = (task: PlanTask) => [
    ...task.after.map((key) => names.get(key) ?? key),
    ...(task.afterChildren ? [t("catalog.afterChildren")] : []),
    ...task.afterSpecifications.map((one) => one.specification),
  ].join(", ");
  return (
    <div className="scroller">
      <table className="plain">
        <thead><tr>
          <th scope="col">{t("task")}</th><th scope="col">{t("kind")}</th><th scope="col">{t("catalog.who")}</th>
          <th scope="col">{t("catalog.takes")}</th><th scope="col">{t("catalog.after")}</th><th scope="col">{t("catalog.data")}</th>
        </tr></thead>
        <tbody>
          {tasks.map((task) => (
            <tr key={task.key}>
              <th scope="row">{task.name}</th>
              <td><KindMark kind={task.kind} /></td>
              <td>{[task.system && `${task.system} ${task.operation ?? ""}`, task.assignmentGroup].filter(Boolean).join(", ")}</td>
              <td className="nowrap">{durationText(durationMs(task.duration))}</td>
              <td>{waits(task) || <span className="muted">{t("none")}</span>}</td>
              <td>{task.data.map((field) => `${field.characteristic}${field.mandatory ? " *" : ""}`).join(", ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
