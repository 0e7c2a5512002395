// A task beside its list: what it is for, what it asks for, what it waits for.
import type { WorklistLine } from "@/api/types";
import { t, tn } from "@/i18n/t";
import { KeyValue } from "@/parts/KeyValue";
import { ErrorNotice, Pausing } from "@/parts/Notices";
import { StateTag } from "@/parts/StateTag";
import { When } from "@/parts/When";
import { unlocks, useTask } from "@/tasks/actions";

export function TaskPreview({ line }: { line: WorklistLine }) {
  const { task } = line;
  const detail = useTask(task.number);
  const shown = detail.data;
  return (
    <>
      <p><StateTag family="task" state={task.state} reason={task.stateReason} /> {task.stateReason && <span className="muted">{task.stateReason}</span>}</p>
      <KeyValue facts={[
        [t("number"), task.number], [t("due"), <When key="due" at={line.dueAt} relative />], [t("priority"), task.priority],
        [t("customer"), line.customerName], [t("serviceOrder"), task.serviceOrder], [t("domainOrder"), line.domainOrderName],
        [t("task.group"), task.assignmentGroup], [t("task.assignee"), task.assignee ?? t("task.nobody")],
      ]} />
      {detail.isPending && <Pausing label={t("loading")} />}
      {detail.error && <ErrorNotice error={detail.error} />}
      {shown && shown.askedFor.length > 0 && (
        <>
          <h3>{t("preview.asksFor")}</h3>
          <KeyValue facts={shown.askedFor.map((field) => [`${field.characteristic}${field.mandatory ? " *" : ""}`, field.value === null || field.value === undefined ? "" : String(field.value)])} />
        </>
      )}
      {shown && unlocks(shown) > 0 && <p>{tn("task.unlocks", unlocks(shown))}</p>}
    </>
  );
}
