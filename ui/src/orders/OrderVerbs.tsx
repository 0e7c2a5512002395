// What can be done to an order: the buttons the server's verbs allow, and the dialogs behind them.
import { Select, SelectItem, TextArea, TextInput } from "@carbon/react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { api } from "@/api/fetching";
import type { ServiceOrderDetail } from "@/api/types";
import { useSession } from "@/app/session";
import { useShortcuts } from "@/app/shortcuts";
import { tell } from "@/app/toasts";
import { HoldDialog } from "@/holds/HoldDialog";
import { useHolds } from "@/holds/data";
import { t } from "@/i18n/t";
import { Dialog } from "@/parts/Dialog";
import { ReasonDialog } from "@/parts/ReasonDialog";
import { VerbButtons, type VerbButton } from "@/parts/VerbButtons";
import { ApproveDialog } from "./ApproveDialog";
import { GrantCancellationDialog, RequestCancellationDialog, declineCancellation, useRefreshAfterCancellation } from "./CancelDialogs";
import { isStale, useOrderVerb, useRejectionReasons } from "./data";
import { HeaderDialog } from "./EditDialogs";

type Open = "approve" | "reject" | "reopen" | "submit" | "abandon" | "edit" | "delete" | "hold" | "requestCancellation" | "grantCancellation" | "declineCancellation" | null;

interface Props {
  detail: ServiceOrderDetail;
  /** Somebody else changed the order: the page offers to load the newest version. */
  onStale: () => void;
}

export function OrderVerbs({ detail, onStale }: Props) {
  const [open, setOpen] = useState<Open>(null);
  const client = useQueryClient();
  const navigate = useNavigate();
  const { serviceOrder: order } = detail;
  const session = useSession();
  // two different people approve: who has signed does not sign again
  const signed = order.state === "acknowledged" && detail.approvalProgress.signedBy.includes(session.name);
  const holds = useHolds({ order: order.number });
  const ofOrder = signed ? detail.verbs.filter((verb) => verb !== "approve") : detail.verbs;
  const verbs = [...ofOrder, ...(holds.data?.verbs ?? [])];
  const { number, version } = order;
  const call = useOrderVerb(number);
  const refreshAfterCancellation = useRefreshAfterCancellation(number);
  const close = () => setOpen(null);
  const send = async (verb: "reopen" | "submit" | "abandon", body: Record<string, unknown>, title: string) => {
    try {
      await call.mutateAsync({ verb, body });
    } catch (error) {
      if (isStale(error)) onStale();
      throw error;
    }
    tell({ kind: "success", title });
  };
  const buttons: (VerbButton & { verb: NonNullable<Open> })[] = [
    { verb: "approve", onClick: () => setOpen("approve") },
    { verb: "submit", onClick: () => setOpen("submit") },
    { verb: "reopen", onClick: () => setOpen("reopen"), kind: "tertiary" },
    { verb: "edit", onClick: () => setOpen("edit"), kind: "tertiary" },
    { verb: "reject", onClick: () => setOpen("reject"), kind: "danger--tertiary" },
    { verb: "abandon", onClick: () => setOpen("abandon"), kind: "danger--tertiary" },
    { verb: "hold", onClick: () => setOpen("hold"), kind: "tertiary" },
    { verb: "grantCancellation", onClick: () => setOpen("grantCancellation"), kind: "danger--tertiary" },
    { verb: "declineCancellation", onClick: () => setOpen("declineCancellation"), kind: "tertiary" },
    { verb: "requestCancellation", onClick: () => setOpen("requestCancellation"), kind: "ghost" },
    { verb: "delete", onClick: () => setOpen("delete"), kind: "ghost" },
  ];
  const key = (verb: NonNullable<Open>) => () => { if (verbs.includes(verb)) setOpen(verb); };
  useShortcuts({ a: key("approve"), r: key("reject"), e: key("edit"), s: key("submit"), o: key("reopen"), h: key("hold") });
  return (
    <>
      <VerbButtons verbs={verbs} buttons={buttons} busy={call.isPending} forbidden={detail.forbidden} family="serviceOrder" />
      {open === "approve" && <ApproveDialog detail={detail} onClose={close} onStale={onStale} />}
      {open === "reject" && <RejectDialog detail={detail} onClose={close} onStale={onStale} />}
      {open === "edit" && <HeaderDialog order={order} onClose={close} />}
      {open === "hold" && <HoldDialog of={{ order: number }} name={number} onClose={close} />}
      {open === "reopen" && (
        <ReasonDialog title={t("order.reopen", { number })} lead={t("order.reopenLead")} doText={t("verb.reopen")} noteNeeded={false} onClose={close}
          onDo={({ note }) => send("reopen", { note: note || null }, t("order.reopened", { number }))} />
      )}
      {open === "submit" && (
        <Dialog title={t("order.resubmit", { number })} lead={<p>{t("order.resubmitLead", { n: version })}</p>} doText={t("verb.submit")} onClose={close}
          onDo={() => send("submit", { version }, t("order.resubmitted", { number }))} />
      )}
      {open === "abandon" && (
        <ReasonDialog title={t("order.abandon", { number })} lead={t("order.abandonLead")} doText={t("verb.abandon")} danger onClose={close}
          onDo={({ note }) => send("abandon", { note }, t("order.abandoned", { number }))} />
      )}
      {open === "requestCancellation" && <RequestCancellationDialog number={number} onClose={close} />}
      {open === "grantCancellation" && <GrantCancellationDialog number={number} onClose={close} />}
      {open === "declineCancellation" && (
        <ReasonDialog title={t("cancel.decline", { number })} lead={t("cancel.declineLead")} doText={t("verb.declineCancellation")} onClose={close}
          onDo={async ({ note }) => {
            await declineCancellation(number, note);
            await refreshAfterCancellation();
            tell({ kind: "success", title: t("cancel.declined", { number }) });
          }} />
      )}
      {open === "delete" && (
        <Dialog title={`${t("verb.delete")} ${number}`} lead={<p>{t("order.goneLead")}</p>} doText={t("verb.delete")} danger onClose={close}
          onDo={async () => {
            await api.delete(`/api/serviceOrders/${number}`);
            void client.invalidateQueries({ queryKey: ["serviceOrders"] });
            tell({ kind: "success", title: t("order.gone", { number }) });
            void navigate("/orders");
          }} />
      )}
    </>
  );
}

interface DialogProps {
  detail: ServiceOrderDetail;
  onClose: () => void;
  onStale: () => void;
}

function RejectDialog({ detail, onClose, onStale }: DialogProps) {
  const [{ number, version }] = useState(detail.serviceOrder);
  const reasons = useRejectionReasons();
  const call = useOrderVerb(number);
  const [code, setCode] = useState("");
  const [note, setNote] = useState("");
  const [assignee, setAssignee] = useState("");
  const [due, setDue] = useState("");
  const [tried, setTried] = useState(false);
  const reason = reasons.data?.items.find((one) => one.id === code);
  return (
    <Dialog title={t("order.reject", { number })} lead={<p>{t("order.rejectLead")}</p>} doText={t("verb.reject")} danger onClose={onClose}
      onDo={async () => {
        setTried(true);
        if (!code) return t("reason.codeMissing");
        if (!note.trim()) return t("reason.noteMissing");
        const dueAt = due ? new Date(`${due}T17:00:00`) : null;
        if (dueAt && dueAt.getTime() < Date.now()) return t("order.dueWrong");
        try {
          await call.mutateAsync({ verb: "reject", body: {
            reasonCode: code, note: note.trim(), assignee: assignee.trim() || null, dueAt: dueAt?.toISOString() ?? null, version,
          } });
        } catch (error) {
          if (isStale(error)) onStale();
          throw error;
        }
        tell({ kind: "success", title: t("order.rejected", { number }) });
      }}>
      <Select id="reject-reason" labelText={`${t("reason.code")} *`} value={code} helperText={reason?.description} invalid={tried && !code}
        invalidText={t("reason.codeMissing")} onChange={(event) => setCode(event.target.value)}>
        <SelectItem value="" text={t("choose")} />
        {(reasons.data?.items ?? []).map((one) => <SelectItem key={one.id} value={one.id} text={one.name} />)}
      </Select>
      <TextArea id="reject-note" labelText={`${t("reason.note")} *`} rows={4} value={note} invalid={tried && !note.trim()}
        invalidText={t("reason.noteMissing")} onChange={(event) => setNote(event.target.value)} />
      <TextInput id="reject-assignee" labelText={t("order.investigateAs")} value={assignee} onChange={(event) => setAssignee(event.target.value)} />
      <TextInput id="reject-due" labelText={t("order.dueAt")} type="date" value={due} onChange={(event) => setDue(event.target.value)} />
    </Dialog>
  );
}
