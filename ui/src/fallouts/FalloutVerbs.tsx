// The buttons of a fallout and the dialogs behind them: only what the server offers.
import { TextInput } from "@carbon/react";
import { useImperativeHandle, useState, type Ref } from "react";
import type { FalloutDetail, Schemas } from "@/api/types";
import { useSession } from "@/app/session";
import { tellError } from "@/app/toasts";
import { t } from "@/i18n/t";
import { Dialog } from "@/parts/Dialog";
import { ReasonDialog } from "@/parts/ReasonDialog";
import { VerbButtons, type VerbButton } from "@/parts/VerbButtons";
import type { VerbKeys } from "@/tasks/TaskVerbs";
import { useTask } from "@/tasks/actions";
import { WhoFields, type Who } from "@/tasks/WhoFields";
import { useFalloutCall } from "./calls";
import { CategoryField, FileDialog, useStartingCategory } from "./categories";
import { ResolveDialog } from "./ResolveDialog";

type Open = "assign" | "reassignTask" | "askInformation" | "resume" | "resolve" | "close" | "cancel" | "file" | null;

export function FalloutVerbs({ detail, keys }: { detail: FalloutDetail; keys?: Ref<VerbKeys> }) {
  const { fallout, verbs } = detail;
  const session = useSession();
  const [open, setOpen] = useState<Open>(null);
  const [busy, setBusy] = useState(false);
  const call = useFalloutCall(detail);
  const take = () => {
    setBusy(true);
    call("assign", { assignee: session.name }).catch(tellError).finally(() => setBusy(false));
  };
  const buttons: (VerbButton & { key?: string })[] = [
    { verb: "resolve", key: "r", onClick: () => setOpen("resolve") },
    { verb: "close", key: "c", onClick: () => setOpen("close") },
    { verb: "resume", key: "s", onClick: () => setOpen("resume") },
    { verb: "take", key: "t", kind: "tertiary", onClick: take },
    { verb: "assign", key: "a", kind: "tertiary", onClick: () => setOpen("assign") },
    { verb: "reassignTask", kind: "tertiary", onClick: () => setOpen("reassignTask") },
    { verb: "askInformation", kind: "tertiary", onClick: () => setOpen("askInformation") },
    { verb: "file", kind: "tertiary", onClick: () => setOpen("file") },
    { verb: "cancel", kind: "danger--tertiary", onClick: () => setOpen("cancel") },
  ];
  useImperativeHandle(keys, () => ({
    press: (key) => {
      const button = buttons.find((one) => one.key === key && verbs.includes(one.verb));
      button?.onClick();
      return button !== undefined;
    },
  }));
  const shut = () => setOpen(null);
  return (
    <>
      <VerbButtons verbs={verbs} buttons={buttons} busy={busy} forbidden={detail.forbidden} family="fallout" />
      {open === "resolve" && <ResolveDialog detail={detail} onClose={shut} />}
      {open === "assign" && (
        <AssignDialog title={t("fallout.assign", { number: fallout.number })} doText={t("verb.assign")} permission="fallout:work" onClose={shut}
          start={{ group: fallout.assignmentGroup ?? "", person: fallout.assignee ?? "" }} onDo={(to) => call("assign", to)} />
      )}
      {open === "reassignTask" && <ReassignDialog detail={detail} onClose={shut} />}
      {open === "askInformation" && (
        <ReasonDialog title={t("verb.askInformation")} noteLabel={t("task.question")} doText={t("task.ask")} onClose={shut}
          onDo={({ note }) => call("askInformation", { question: note })} />
      )}
      {open === "resume" && (
        <ReasonDialog title={t("verb.resume")} noteLabel={t("fallout.answer")} noteNeeded={false} doText={t("verb.resume")} onClose={shut}
          onDo={({ note }) => call("resume", { answer: note || null })} />
      )}
      {open === "cancel" && (
        <ReasonDialog title={t("fallout.cancel", { number: fallout.number })} lead={t("fallout.cancelLead")} danger doText={t("fallout.cancelDo")} onClose={shut}
          onDo={({ note }) => call("cancel", { reason: note })} />
      )}
      {open === "file" && <FileDialog detail={detail} onClose={shut} />}
      {open === "close" && <CloseDialog detail={detail} onClose={shut} />}
    </>
  );
}

interface AssignProps {
  title: string;
  lead?: string;
  doText: string;
  start: Who;
  /** The right that the one chosen needs. */
  permission: Schemas["Permission"];
  onClose: () => void;
  onDo: (to: { assignmentGroup: string; assignee: string }) => Promise<unknown>;
}

function AssignDialog({ title, lead, doText, start, permission, onClose, onDo }: AssignProps) {
  const [who, setWho] = useState(start);
  return (
    <Dialog title={title} lead={lead && <p>{lead}</p>} doText={doText} onClose={onClose}
      onDo={async () => { await onDo({ assignmentGroup: who.group, assignee: who.person }); }}>
      <WhoFields who={who} onChange={setWho} permission={permission} />
    </Dialog>
  );
}

function ReassignDialog({ detail, onClose }: { detail: FalloutDetail; onClose: () => void }) {
  const call = useFalloutCall(detail);
  const task = useTask(detail.fallout.task);
  if (!task.data) return null;
  const { assignmentGroup, assignee, name } = task.data.task;
  return (
    <AssignDialog title={t("task.assign", { name })} lead={t("fallout.reassignLead")} doText={t("verb.reassignTask")} permission="task:work" onClose={onClose}
      start={{ group: assignmentGroup ?? "", person: assignee ?? "" }} onDo={(to) => call("reassignTask", to)} />
  );
}

function CloseDialog({ detail, onClose }: { detail: FalloutDetail; onClose: () => void }) {
  const call = useFalloutCall(detail);
  const { number, resolutionCode } = detail.fallout;
  const filed = useStartingCategory(detail.fallout.category);
  const [chosen, setChosen] = useState<string | null>(null);
  const category = chosen ?? filed;
  const [code, setCode] = useState(resolutionCode ?? "");
  const [tried, setTried] = useState(false);
  return (
    <Dialog title={t("fallout.close", { number })} lead={<p>{t("fallout.closeLead")}</p>} doText={t("verb.close")} onClose={onClose}
      onDo={async () => {
        setTried(true);
        if (!code.trim()) return t("fallout.codeMissing");
        // one that was retired meanwhile stays where it is
        if (!category && !detail.fallout.category) return t("category.missing");
        await call("close", { resolutionCode: code.trim(), category: category && category !== detail.fallout.category ? category : null });
      }}>
      <CategoryField id="close-category" value={category} invalid={tried && !category && !detail.fallout.category} onChange={setChosen} />
      <TextInput id="close-code" labelText={t("resolve.code")} helperText={t("resolve.codeHelp")} value={code} invalid={tried && !code.trim()}
        invalidText={t("fallout.codeMissing")} {...(tried && !code.trim() ? { "aria-describedby": "close-code-error-msg" } : {})}
        onChange={(event) => setCode(event.target.value)} />
    </Dialog>
  );
}
