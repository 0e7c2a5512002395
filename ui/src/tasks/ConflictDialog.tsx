// Somebody else changed the task first: what it was, what it is now, and who did it. What was typed stays in sight.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api, type ApiError } from "@/api/fetching";
import type { TaskDetail, TaskRecord } from "@/api/types";
import { t } from "@/i18n/t";
import { kindText } from "@/parts/ActivityStream";
import { valueText } from "@/parts/CharacteristicTable";
import { Dialog } from "@/parts/Dialog";
import { ErrorNotice, Pausing } from "@/parts/Notices";
import { When } from "@/parts/When";
import { look } from "@/states";
import { differences, takesData, type Typed } from "./conflict";
import { TypedValues } from "./TypedValues";

export interface Conflict {
  /** The task as the page showed it when it asked. */
  seen: TaskDetail;
  error: ApiError;
  /** What was typed and not written. */
  typed?: Typed[];
}

const shown = (name: string, value: unknown) => (name === t("state") ? look("task", String(value)).label : valueText(value));

interface Props {
  conflict: Conflict;
  onClose: () => void;
}

export function ConflictDialog({ conflict, onClose }: Props) {
  const client = useQueryClient();
  const { number } = conflict.seen.task;
  const { typed = [] } = conflict;
  const now = useQuery({
    queryKey: ["task", number, "conflict", conflict.seen.task.version],
    queryFn: async () => {
      const [detail, record] = await Promise.all([
        api.get<TaskDetail>(`/api/tasks/${number}`), api.get<TaskRecord>(`/api/tasks/${number}/record`),
      ]);
      client.setQueryData(["task", number], detail);
      return { detail, last: record.history.find((entry) => entry.kind !== "TaskNoted") };
    },
    gcTime: 0,
    staleTime: 0,
  });
  return (
    <Dialog tells title={t("conflict.title")} doText={t("conflict.seen")} onClose={onClose} onDo={() => Promise.resolve()}
      lead={<><p>{conflict.error.message}</p><p>{t("conflict.lead")}</p></>}>
      {now.isPending && <Pausing label={t("loading")} />}
      {now.error && <ErrorNotice error={now.error} retry={() => void now.refetch()} />}
      {now.data && (
        <>
          {now.data.last && (
            <p>{kindText(now.data.last.kind)} {t("by", { name: now.data.last.by })}, <When at={now.data.last.at} relative /></p>
          )}
          <Differences seen={conflict.seen} now={now.data.detail} />
          {typed.length > 0 && (
            takesData(now.data.detail) ? <p>{t("conflict.stillTyped")}</p> : <><p>{t("conflict.closed")}</p><TypedValues typed={typed} /></>
          )}
        </>
      )}
    </Dialog>
  );
}

function Differences({ seen, now }: { seen: TaskDetail; now: TaskDetail }) {
  const found = differences(seen, now);
  if (found.length === 0) return <p className="muted">{t("conflict.same")}</p>;
  return (
    <table className="plain">
      <thead><tr><th scope="col">{t("conflict.what")}</th><th scope="col">{t("conflict.before")}</th><th scope="col">{t("conflict.now")}</th></tr></thead>
      <tbody>
        {found.map(({ name, before, after }) => (
          <tr key={name}><th scope="row">{name}</th><td>{shown(name, before)}</td><td>{shown(name, after)}</td></tr>
        ))}
      </tbody>
    </table>
  );
}
