// The buttons of a task of an order itself, and the dialogs behind them.
import { TextArea } from "@carbon/react";
import { useState } from "react";
import { useSession } from "@/app/session";
import { useShortcuts } from "@/app/shortcuts";
import { tell, tellError } from "@/app/toasts";
import { t } from "@/i18n/t";
import { Dialog } from "@/parts/Dialog";
import { ReasonDialog } from "@/parts/ReasonDialog";
import { VerbButtons } from "@/parts/VerbButtons";
import { WhoFields, type Who } from "@/tasks/WhoFields";
import { useOrderTaskCall, type OrderTask } from "./data";

export function OrderTaskVerbs({ task, keys = true }: { task: OrderTask; keys?: boolean }) {
  const [open, setOpen] = useState<"complete" | "hold" | "assign" | null>(null);
  const session = useSession();
  const call = useOrderTaskCall(task);
  const { verbs, name } = task;
  const now = (verb: "start" | "resume") => () => { call(verb).catch(tellError); };
  const take = () => { call("assign", { assignee: session.name }).catch(tellError); };
  const when = (verb: string, run: () => void) => () => { if (verbs.includes(verb)) run(); };
  useShortcuts(keys ? {
    s: () => (verbs.includes("start") ? now("start")() : when("resume", now("resume"))()),
    c: when("complete", () => setOpen("complete")), a: when("assign", () => setOpen("assign")), t: when("take", take), h: when("hold", () => setOpen("hold")),
  } : {});
  const close = () => setOpen(null);
  return (
    <>
      <VerbButtons verbs={verbs} buttons={[
        { verb: "start", onClick: now("start") },
        { verb: "complete", onClick: () => setOpen("complete") },
        { verb: "resume", onClick: now("resume") },
        { verb: "take", onClick: take, kind: "tertiary" },
        { verb: "assign", onClick: () => setOpen("assign"), kind: "tertiary" },
        { verb: "hold", onClick: () => setOpen("hold"), kind: "danger--tertiary" },
      ]} />
      {open === "complete" && <Complete task={task} onClose={close} />}
      {open === "hold" && (
        <ReasonDialog title={t("enrichment.hold", { name })} noteLabel={`${t("enrichment.why")} *`} doText={t("verb.hold")} danger onClose={close}
          onDo={({ note }) => call("hold", { reason: note })} />
      )}
      {open === "assign" && <Assign task={task} onClose={close} />}
    </>
  );
}

function Complete({ task, onClose }: { task: OrderTask; onClose: () => void }) {
  const [note, setNote] = useState("");
  const call = useOrderTaskCall(task);
  return (
    <Dialog title={t("task.complete", { name: task.name })} doText={t("verb.complete")} onClose={onClose}
      lead={t(task.gatesApproval ? "orderTask.completeGate" : "orderTask.completeLead")}
      onDo={async () => {
        await call("complete", { note: note.trim() || null });
        tell({ kind: "success", title: t("enrichment.done", { name: task.name }) });
      }}>
      <TextArea id="order-task-note" labelText={t("orderTask.outcome")} rows={3} value={note} onChange={(event) => setNote(event.target.value)} />
    </Dialog>
  );
}

function Assign({ task, onClose }: { task: OrderTask; onClose: () => void }) {
  const [who, setWho] = useState<Who>({ group: task.assignmentGroup ?? "", person: task.assignee ?? "" });
  const call = useOrderTaskCall(task);
  return (
    <Dialog title={t("task.assign", { name: task.name })} doText={t("verb.assign")} onClose={onClose}
      onDo={() => call("assign", { assignmentGroup: who.group, assignee: who.person })}>
      <WhoFields who={who} onChange={setWho} />
    </Dialog>
  );
}
