// Assigning and completing many tasks: says what will be asked for, then begins.
import { useState } from "react";
import { api } from "@/api/fetching";
import type { TaskDetail, WorklistLine } from "@/api/types";
import { useSession } from "@/app/session";
import { t, tn } from "@/i18n/t";
import { Dialog } from "@/parts/Dialog";
import { WhoFields, type Who } from "@/tasks/WhoFields";
import type { Run } from "./BulkOutcome";

interface Props {
  lines: WorklistLine[];
  onClose: () => void;
  onStart: (run: Run) => void;
}

let runs = 0;

export function BulkAssign({ lines, onClose, onStart }: Props) {
  const session = useSession();
  const [who, setWho] = useState<Who>({ group: "", person: session.name });
  return (
    <Dialog title={tn("bulk.assign", lines.length)} doText={t("verb.assign")} onClose={onClose} lead={<p>{t("bulk.assignLead")}</p>}
      onDo={async () => {
        if (!who.group && !who.person) return t("bulk.nothing");
        const to = { ...(who.group ? { assignmentGroup: who.group } : {}), ...(who.person ? { assignee: who.person } : {}) };
        onStart({
          id: ++runs, title: t("bulk.assigning", { name: who.person || who.group }), lines,
          one: (line) => api.post<TaskDetail>(`/api/tasks/${line.task.number}/assign`, { ...to, version: line.task.version }),
        });
      }}>
      <WhoFields who={who} onChange={setWho} keepText={t("bulk.keep")} />
    </Dialog>
  );
}

export function BulkComplete({ lines, onClose, onStart }: Props) {
  return (
    <Dialog title={tn("bulk.complete", lines.length)} doText={t("verb.complete")} onClose={onClose} lead={<p>{t("bulk.completeLead")}</p>}
      onDo={async () => {
        onStart({
          id: ++runs, title: t("bulk.completing"), lines,
          one: (line) => api.post<TaskDetail>(`/api/tasks/${line.task.number}/complete`, { values: {}, version: line.task.version }),
        });
      }}>
      <ul className="bulk__list">{lines.map(({ task }) => <li key={task.number}>{task.number} {task.name}</li>)}</ul>
    </Dialog>
  );
}
