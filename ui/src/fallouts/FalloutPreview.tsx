// A fallout beside its list: what went wrong, where, who is on it, the last words about it.
import { useQuery } from "@tanstack/react-query";
import { api } from "@/api/fetching";
import type { Fallout, FalloutDetail } from "@/api/types";
import { t } from "@/i18n/t";
import { KeyValue } from "@/parts/KeyValue";
import { ErrorNotice, Pausing } from "@/parts/Notices";
import { StateTag } from "@/parts/StateTag";
import { When } from "@/parts/When";

export function FalloutPreview({ fallout }: { fallout: Fallout }) {
  const detail = useQuery({
    queryKey: ["fallout", fallout.number], queryFn: ({ signal }) => api.get<FalloutDetail>(`/api/fallouts/${fallout.number}`, undefined, signal),
  });
  const note = detail.data?.notes.at(-1);
  return (
    <>
      <p><StateTag family="fallout" state={fallout.state} /> {fallout.falloutTypeName}</p>
      <p className="preview__message">{fallout.message}</p>
      <KeyValue facts={[
        [t("task"), fallout.taskName], [t("state"), <StateTag key="state" family="task" state={fallout.taskState} />], [t("serviceOrder"), fallout.serviceOrder],
        [t("customer"), fallout.customerName], [t("domainOrder"), fallout.domainOrderName], [t("priority"), fallout.priority],
        [t("task.group"), fallout.assignmentGroup], [t("task.assignee"), fallout.assignee ?? t("task.nobody")],
        [t("fallout.raisedAt"), <When key="raised" at={fallout.raisedAt} relative />],
      ]} />
      {detail.isPending && <Pausing label={t("loading")} />}
      {detail.error && <ErrorNotice error={detail.error} />}
      {note && <><h3>{t("preview.lastNote")}</h3><p>{note.author}: {note.text}</p></>}
    </>
  );
}
