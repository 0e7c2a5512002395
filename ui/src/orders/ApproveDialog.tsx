// Approving what one has seen: the checklist and what would follow; a change meanwhile is shown before anything is sent.
import { Button, TextArea } from "@carbon/react";
import { useEffect, useState } from "react";
import { ApiError } from "@/api/fetching";
import type { ServiceOrderDetail } from "@/api/types";
import { tell } from "@/app/toasts";
import { t, tn } from "@/i18n/t";
import { Dialog } from "@/parts/Dialog";
import { When } from "@/parts/When";
import { previewChanges } from "./consequences";
import { askReview, isStale, useOrderVerb, useReview } from "./data";
import { allItems, itemTitle } from "./items";
import type { Review } from "./types";

interface Props {
  detail: ServiceOrderDetail;
  /** Numbers of top-level items; without them all that wait. */
  items?: number[];
  onClose: () => void;
  /** Somebody else changed the order: the page offers to load the newest version. */
  onStale: () => void;
}

export function ApproveDialog({ detail, items, onClose, onStale }: Props) {
  const { number, version } = detail.serviceOrder;
  const [note, setNote] = useState("");
  // what was looked at when the dialog opened, even when a newer version arrives meanwhile
  const [openedAt] = useState(version);
  const [seen, setSeen] = useState<Review | null>(null);
  const [now, setNow] = useState<Review | null>(null);
  // once: items that were approved meanwhile cannot be looked at again
  const review = useReview(number, items ?? null, seen === null);
  const call = useOrderVerb(number);
  const { data } = review;
  // a review that was kept from an older version is no review of this one
  const current = data?.version === openedAt ? data : null;
  useEffect(() => setSeen((before) => before ?? current), [current]);
  const { refetch } = review;
  const outdated = !!data && !current && !seen;
  useEffect(() => {
    if (outdated) void refetch();
  }, [outdated, refetch]);
  const failed = seen?.checks.filter((check) => !check.passed) ?? [];
  const blocked = failed.filter((check) => check.blocking);
  const remarks = failed.length - blocked.length;
  const { needed, given } = detail.approvalProgress;
  const shown = seen?.preview?.shown;
  const chosen = allItems(detail.items).filter((item) => items?.includes(item.n));
  return (
    <Dialog title={t(items ? "approve.itemsOf" : "order.approve", { number })} doText={t(items ? "verb.approveItems" : "verb.approve")} onClose={onClose}
      lead={<>
        <p>{t("order.approveLead", { n: seen?.version ?? openedAt })}</p>
        {chosen.length > 0 && <ul className="plainlist">{chosen.map((item) => <li key={item.n}>{item.itemId} {itemTitle(item)}</li>)}</ul>}
        {needed > 1 && <p>{t("approve.signing", { n: Math.min(given + 1, needed), needed })}</p>}
        {shown && (
          <p>{t("approve.makes", { orders: tn("count.domainOrders", shown.domainOrders), tasks: tn("count.tasks", shown.tasks) })} {shown.plannedEnd && <>{t("approve.ends")} <When at={shown.plannedEnd} />.</>}</p>
        )}
        {remarks > 0 && <p>{tn("order.approveWarn", remarks)}</p>}
        {blocked.length > 0 && (
          <div className="dialog__error"><strong>{t("order.approveStop")}</strong>
            <ul className="plainlist">{blocked.map((check) => <li key={check.key}>{check.name}</li>)}</ul></div>
        )}
      </>}
      onDo={async () => {
        const looked = seen ?? (await refetch()).data ?? null;
        if (looked?.checks.some((check) => !check.passed && check.blocking)) return t("order.approveStop");
        try {
          const answer = await call.mutateAsync({ verb: "approve", body: {
            version: seen?.version ?? openedAt, preview: looked?.preview?.digest ?? null, items: items ?? null, note: note.trim() || null,
          } });
          const left = answer.approvalProgress;
          if (answer.serviceOrder.state === "acknowledged" && left.given < left.needed) {
            tell({ kind: "success", title: t("approve.signed", { number }), text: t("approve.progress", { given: left.given, needed: left.needed }) });
          } else tell({ kind: "success", title: t(items ? "approve.itemsDone" : "order.approved", { number }), text: t("order.approvedText") });
        } catch (error) {
          if (isStale(error)) onStale();
          if (error instanceof ApiError && (error.code === "PreviewChanged" || error.code === "OrderChanged")) {
            setNow(await askReview(number, items ?? null).catch(() => null));
          }
          throw error;
        }
      }}>
      {now && seen && (
        <Changed before={seen} after={now} onSeen={() => { setSeen(now); setNow(null); }} />
      )}
      <TextArea id="approve-note" labelText={t("reason.note")} rows={3} value={note} onChange={(event) => setNote(event.target.value)} />
    </Dialog>
  );
}

function Changed({ before, after, onSeen }: { before: Review; after: Review; onSeen: () => void }) {
  const changes = previewChanges(before.preview, after.preview);
  return (
    <div className="callout callout--warning" role="status">
      <strong>{t("approve.changed")}</strong>
      {changes.length > 0 ? (
        <table className="plain">
          <thead><tr><th scope="col">{t("conflict.what")}</th><th scope="col">{t("conflict.before")}</th><th scope="col">{t("conflict.now")}</th></tr></thead>
          <tbody>{changes.map((one) => <tr key={one.name}><th scope="row">{one.name}</th><td>{one.before}</td><td>{one.after}</td></tr>)}</tbody>
        </table>
      ) : <p>{t("approve.changedElse")}</p>}
      <Button size="sm" kind="tertiary" onClick={onSeen}>{t("approve.lookAgain")}</Button>
    </div>
  );
}
