// The buttons of an enrichment task, and the dialogs behind them.
import { useState } from "react";
import { ApiError } from "@/api/fetching";
import { useSession } from "@/app/session";
import { useShortcuts } from "@/app/shortcuts";
import { tell, tellError } from "@/app/toasts";
import { t } from "@/i18n/t";
import { Dialog } from "@/parts/Dialog";
import { ReasonDialog } from "@/parts/ReasonDialog";
import { VerbButtons } from "@/parts/VerbButtons";
import { faultsByField } from "@/tasks/check";
import { ValueForm } from "@/tasks/ValueForm";
import { readValues, textsOf } from "@/tasks/values";
import { WhoFields, type Who } from "@/tasks/WhoFields";
import { fieldsOf, useEnrichmentCall, type EnrichmentTask } from "./data";

type Open = "complete" | "hold" | "assign" | null;

export function EnrichmentVerbs({ task }: { task: EnrichmentTask }) {
  const [open, setOpen] = useState<Open>(null);
  const session = useSession();
  const call = useEnrichmentCall(task);
  const { verbs, name } = task;
  // until the answer is there, what is seen is not what the server has: the next verb would be refused
  const [busy, setBusy] = useState(false);
  const ask = (asked: Promise<unknown>) => {
    setBusy(true);
    asked.catch(tellError).finally(() => setBusy(false));
  };
  const now = (verb: "start" | "resume") => () => ask(call(verb));
  const take = () => ask(call("assign", { assignee: session.name }));
  const key = (verb: string, run: () => void) => () => { if (verbs.includes(verb) && !busy) run(); };
  useShortcuts({
    s: () => (verbs.includes("start") && !busy ? now("start")() : key("resume", now("resume"))()),
    c: key("complete", () => setOpen("complete")), a: key("assign", () => setOpen("assign")), t: key("take", take),
  });
  const close = () => setOpen(null);
  return (
    <>
      <VerbButtons verbs={verbs} busy={busy} buttons={[
        { verb: "start", onClick: now("start") },
        { verb: "complete", onClick: () => setOpen("complete") },
        { verb: "resume", onClick: now("resume") },
        { verb: "take", onClick: take, kind: "tertiary" },
        { verb: "assign", onClick: () => setOpen("assign"), kind: "tertiary" },
        { verb: "hold", onClick: () => setOpen("hold"), kind: "danger--tertiary" },
      ]} />
      {open === "complete" && <CompleteEnrichment task={task} onClose={close} />}
      {open === "hold" && (
        <ReasonDialog title={t("enrichment.hold", { name })} lead={t("enrichment.holdLead")} noteLabel={`${t("enrichment.why")} *`} doText={t("verb.hold")} danger onClose={close}
          onDo={({ note }) => call("hold", { reason: note })} />
      )}
      {open === "assign" && <AssignEnrichment task={task} onClose={close} />}
    </>
  );
}

function CompleteEnrichment({ task, onClose }: { task: EnrichmentTask; onClose: () => void }) {
  const [fields] = useState(() => fieldsOf(task.data));
  const [texts, setTexts] = useState(() => textsOf(fields));
  const [faults, setFaults] = useState<Record<string, string>>({});
  const call = useEnrichmentCall(task);
  return (
    <Dialog title={t("task.complete", { name: task.name })} doText={t("verb.complete")} onClose={onClose}
      lead={<p>{t(fields.length > 0 ? "enrichment.completeLead" : "enrichment.completeBare")}</p>}
      onDo={async () => {
        const read = readValues(fields, texts);
        setFaults(read.faults);
        const wrong = Object.entries(read.faults);
        if (wrong.length > 0) return wrong.map(([name, fault]) => `${name}: ${fault}`).join("\n");
        try {
          await call("complete", { values: read.values });
        } catch (error) {
          if (error instanceof ApiError) setFaults(faultsByField(error.details, fields.map((field) => field.characteristic)).faults);
          throw error;
        }
        tell({ kind: "success", title: t("enrichment.done", { name: task.name }) });
      }}>
      <ValueForm fields={fields} texts={texts} faults={faults} onChange={(name, text) => setTexts((now) => ({ ...now, [name]: text }))} />
    </Dialog>
  );
}

function AssignEnrichment({ task, onClose }: { task: EnrichmentTask; onClose: () => void }) {
  const [who, setWho] = useState<Who>({ group: task.assignmentGroup ?? "", person: task.assignee ?? "" });
  const call = useEnrichmentCall(task);
  return (
    <Dialog title={t("task.assign", { name: task.name })} doText={t("verb.assign")} onClose={onClose}
      onDo={() => call("assign", { assignmentGroup: who.group, assignee: who.person })}>
      <WhoFields who={who} onChange={setWho} />
    </Dialog>
  );
}
