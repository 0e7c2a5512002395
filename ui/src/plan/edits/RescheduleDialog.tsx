// A task is moved to another date: the server says what would follow, then it is saved with a reason.
import { TextInput } from "@carbon/react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { api } from "@/api/fetching";
import type { Schemas } from "@/api/types";
import { dismiss, tell, tellError } from "@/app/toasts";
import { durationText, localText, momentText } from "@/i18n/instants";
import { number, t, tn } from "@/i18n/t";
import { ErrorNotice, Pausing } from "@/parts/Notices";
import { verbText } from "@/parts/VerbButtons";
import type { PlanNode, PlanTree } from "../tree";
import { usePlanEdit } from "./data";
import { EditDialog } from "./EditDialog";

type Outlook = Schemas["StartOutlookBody"];

interface Props {
  order: string;
  tree: PlanTree;
  node: PlanNode;
  /** Where its bar was dropped, ms; without one the date that it has is shown. */
  at?: number;
  onClose: () => void;
}

export function RescheduleDialog({ order, tree, node, at, onClose }: Props) {
  const edit = usePlanEdit(order);
  const [written, setWritten] = useState(() => (at === undefined ? "" : localText(new Date(at).toISOString()).slice(0, 16)));
  const wanted = useDeferredValue(written);
  const start = instantOf(wanted);
  const outlook = useQuery({
    queryKey: ["reschedule", node.number, start],
    queryFn: ({ signal }) => api.get<Outlook>(`/api/tasks/${node.number}/reschedule`, start ? { start } : undefined, signal),
    retry: false, placeholderData: keepPreviousData, staleTime: 0,
  });
  const known = outlook.data;
  const path = `/api/tasks/${node.number}/reschedule`;
  return (
    <EditDialog order={order} tree={tree} title={t("edit.reschedule", { name: node.name })} lead={t("edit.rescheduleLead")} doText={verbText("rescheduleTask")}
      fault={() => (outlook.error ? outlook.error.message : !start && !known?.earliest ? t("edit.startMissing") : undefined)} onClose={onClose}
      send={async (reason, planVersion) => {
        const before = known?.earliest ?? null;
        const answer = await edit(path, { reason, planVersion, start: instantOf(written) ?? null });
        const id = tell({ kind: "success", title: t("edit.done", { n: answer.version }), action: { label: t("undo"), do: () => {
          dismiss(id);
          edit(path, { reason: t("edit.undone", { n: answer.version }), planVersion: answer.version, start: before }).catch(tellError);
        } } });
      }}>
      <TextInput id="edit-start" type="datetime-local" labelText={t("edit.start")} value={written}
        helperText={known?.earliest ? t("edit.startNow", { when: momentText(known.earliest) }) : t("edit.startHelp")} onChange={(event) => setWritten(event.target.value)} />
      {outlook.error ? <ErrorNotice error={outlook.error} /> : known ? <Told outlook={known} /> : <Pausing label={t("loading")} />}
    </EditDialog>
  );
}

function instantOf(text: string): string | undefined {
  const date = text ? new Date(text) : null;
  return date && !Number.isNaN(date.getTime()) ? date.toISOString() : undefined;
}

const SHOWN = 5;

/** What the server reckoned: which tasks move, when the order ends, and whether it keeps its date. */
function Told({ outlook }: { outlook: Outlook }) {
  const moved = outlook.endWas ? Date.parse(outlook.endAt) - Date.parse(outlook.endWas) : 0;
  return (
    <div className="edit__effect" role="status">
      <strong>{t("edit.effect")}</strong>
      <ul>
        {outlook.moved === 0 && <li>{t("edit.nothingMoves")}</li>}
        {outlook.later > 0 && <li>{tn("edit.later", outlook.later)}</li>}
        {outlook.earlier > 0 && <li>{tn("edit.earlier", outlook.earlier)}</li>}
        <li>{Math.abs(moved) < 60_000 ? t("edit.sameEnd", { when: momentText(outlook.endAt) })
          : t(moved > 0 ? "edit.endsLater" : "edit.endsEarlier", { by: durationText(Math.abs(moved)), when: momentText(outlook.endAt) })}</li>
        {outlook.breaches && outlook.dueAt && (
          <li className="edit__breach">{t(outlook.breachedBefore ? "edit.breachesStill" : "edit.breaches", { when: momentText(outlook.dueAt) })}</li>
        )}
      </ul>
      {outlook.items.length > 0 && (
        <table className="edit__moves">
          <thead><tr><th scope="col">{t("task")}</th><th scope="col">{t("edit.startsNow")}</th><th scope="col">{t("edit.startsThen")}</th></tr></thead>
          <tbody>
            {outlook.items.slice(0, SHOWN).map((one) => (
              <tr key={one.number}><td>{one.name}</td><td>{one.startWas ? momentText(one.startWas) : t("none")}</td><td>{momentText(one.startAt)}</td></tr>
            ))}
          </tbody>
        </table>
      )}
      {outlook.moved > SHOWN && <p className="muted">{t("andMore", { n: number(outlook.moved - SHOWN) })}</p>}
    </div>
  );
}
