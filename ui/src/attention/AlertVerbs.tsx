// What can be done to a jeopardy alert: take it, give it to somebody, say that it is seen.
import { useState } from "react";
import { tell, tellError } from "@/app/toasts";
import { t } from "@/i18n/t";
import { Dialog } from "@/parts/Dialog";
import { ReasonDialog } from "@/parts/ReasonDialog";
import { VerbButtons } from "@/parts/VerbButtons";
import { useGroups } from "@/tasks/actions";
import { WhoFields, type Who } from "@/tasks/WhoFields";
import { useAlertCall, type Alert } from "./data";

export function AlertVerbs({ alert }: { alert: Alert }) {
  const [open, setOpen] = useState<"acknowledge" | "own" | null>(null);
  const call = useAlertCall();
  const close = () => setOpen(null);
  const take = () => {
    call(alert, "own", {}).then((now) => tell({ kind: "success", title: t("jeopardy.owned", { number: now.number, name: now.owner ?? t("none") }) })).catch(tellError);
  };
  return (
    <>
      <VerbButtons verbs={alert.verbs} buttons={[
        { verb: "acknowledge", kind: "tertiary", onClick: () => setOpen("acknowledge") },
        { verb: "take", kind: "ghost", onClick: take },
        { verb: "own", kind: "ghost", onClick: () => setOpen("own") },
      ]} />
      {open === "acknowledge" && (
        <ReasonDialog title={t("jeopardy.acknowledge", { number: alert.number })} lead={t("jeopardy.acknowledgeLead")} doText={t("verb.acknowledge")}
          noteLabel={t("jeopardy.note")} noteNeeded={false} onClose={close}
          onDo={({ note }) => call(alert, "acknowledge", { note: note || null })} />
      )}
      {open === "own" && <OwnDialog alert={alert} onClose={close} />}
    </>
  );
}

function OwnDialog({ alert, onClose }: { alert: Alert; onClose: () => void }) {
  const groups = useGroups();
  const call = useAlertCall();
  const isGroup = groups.data?.items.some((one) => one.name === alert.owner) ?? false;
  const [chosen, setChosen] = useState<Who | null>(null);
  const who = chosen ?? { group: isGroup ? (alert.owner ?? "") : "", person: isGroup ? "" : (alert.owner ?? "") };
  return (
    <Dialog title={t("jeopardy.own", { number: alert.number })} lead={<p>{t("jeopardy.ownLead")}</p>} doText={t("verb.own")} onClose={onClose}
      onDo={async () => { await call(alert, "own", { owner: who.person || who.group }); }}>
      <WhoFields who={who} onChange={setChosen} />
    </Dialog>
  );
}
