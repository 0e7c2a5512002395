// How far the approval is: who has signed, and which items are approved, refused or waiting; those can be decided one by one.
import { Button, Select, SelectItem, TextArea } from "@carbon/react";
import { useState } from "react";
import type { ServiceOrderDetail } from "@/api/types";
import { useSession } from "@/app/session";
import { tell } from "@/app/toasts";
import { t } from "@/i18n/t";
import { Dialog } from "@/parts/Dialog";
import { ApproveDialog } from "./ApproveDialog";
import { isStale, useOrderVerb, useRejectionReasons } from "./data";
import { itemTitle } from "./items";

interface Props {
  detail: ServiceOrderDetail;
  onStale: () => void;
}

/** "1 of 2 people have approved", with their names. */
export function Signing({ detail }: { detail: ServiceOrderDetail }) {
  const session = useSession();
  const { needed, given, signedBy, policy } = detail.approvalProgress;
  if (needed < 2) return null;
  const mine = detail.serviceOrder.state === "acknowledged" && signedBy.includes(session.name);
  return (
    <p className="callout" role="status">
      <strong>{t("approve.progress", { given, needed })}</strong>
      {signedBy.length > 0 && <> {t("by", { name: signedBy.join(", ") })}.</>}
      {policy && <span className="muted"> {t("approve.policy", { policy })}</span>}
      {mine && <> {t("approve.another")}</>}
    </p>
  );
}

export function ItemDecisions({ detail, onStale }: Props) {
  const { approvalProgress: progress, verbs, items } = detail;
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [open, setOpen] = useState<"approve" | "reject" | null>(null);
  const possible = verbs.includes("approveItems") || verbs.includes("rejectItems");
  if (!progress.partial && progress.rejectedItems.length === 0 && (!possible || items.length < 2)) return null;
  // what was decided meanwhile is not chosen any more
  const waiting = new Set(progress.waitingItems);
  const numbers = [...chosen].filter((n) => waiting.has(n));
  const toggle = (n: number) => setChosen((now) => {
    const next = new Set(now);
    if (!next.delete(n)) next.add(n);
    return next;
  });
  const stands = (n: number) => progress.rejectedItems.includes(n) ? t("approve.itemRejected")
    : progress.approvedItems.includes(n) ? t("approve.itemApproved") : t("approve.itemWaits");
  return (
    <section aria-label={t("approve.items")}>
      <h2>{t("approve.items")}</h2>
      {progress.partial && <p className="muted">{t("approve.partial")}</p>}
      {!progress.partial && possible && <p className="muted">{t("approve.itemsLead")}</p>}
      <ul className="lines">
        {items.map((item) => (
          <li key={item.n}>
            {possible && waiting.has(item.n) ? (
              <label className="check lines__main"><input type="checkbox" checked={chosen.has(item.n)} onChange={() => toggle(item.n)} /> {item.itemId} {itemTitle(item)}</label>
            ) : <span className="lines__main">{item.itemId} {itemTitle(item)}</span>}
            <span className="muted">{stands(item.n)}</span>
          </li>
        ))}
      </ul>
      {possible && (
        <div className="verbs">
          {verbs.includes("approveItems") && <Button size="sm" disabled={numbers.length === 0} onClick={() => setOpen("approve")}>{t("verb.approveItems")}</Button>}
          {verbs.includes("rejectItems") && <Button size="sm" kind="danger--tertiary" disabled={numbers.length === 0} onClick={() => setOpen("reject")}>{t("verb.rejectItems")}</Button>}
        </div>
      )}
      {open === "approve" && <ApproveDialog detail={detail} items={numbers} onClose={() => setOpen(null)} onStale={onStale} />}
      {open === "reject" && <RejectItems detail={detail} numbers={numbers} onClose={() => setOpen(null)} onStale={onStale} />}
    </section>
  );
}

function RejectItems({ detail, numbers, onClose, onStale }: Props & { numbers: number[]; onClose: () => void }) {
  const [{ number, version }] = useState(detail.serviceOrder);
  const reasons = useRejectionReasons();
  const call = useOrderVerb(number);
  const [code, setCode] = useState("");
  const [note, setNote] = useState("");
  const [tried, setTried] = useState(false);
  return (
    <Dialog title={t("approve.rejectItems", { number })} lead={<p>{t("approve.rejectItemsLead")}</p>} doText={t("verb.rejectItems")} danger onClose={onClose}
      onDo={async () => {
        setTried(true);
        if (!code) return t("reason.codeMissing");
        if (!note.trim()) return t("reason.noteMissing");
        try {
          await call.mutateAsync({ verb: "items/reject", body: { items: numbers, reasonCode: code, note: note.trim(), version } });
        } catch (error) {
          if (isStale(error)) onStale();
          throw error;
        }
        tell({ kind: "success", title: t("approve.itemsRejected", { number }) });
      }}>
      <Select id="reject-items-reason" labelText={`${t("reason.code")} *`} value={code} invalid={tried && !code} invalidText={t("reason.codeMissing")}
        onChange={(event) => setCode(event.target.value)}>
        <SelectItem value="" text={t("choose")} />
        {(reasons.data?.items ?? []).map((one) => <SelectItem key={one.id} value={one.id} text={one.name} />)}
      </Select>
      <TextArea id="reject-items-note" labelText={`${t("reason.note")} *`} rows={4} value={note} invalid={tried && !note.trim()}
        invalidText={t("reason.noteMissing")} onChange={(event) => setNote(event.target.value)} />
    </Dialog>
  );
}
