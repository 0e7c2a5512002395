// Closing a domain order by hand: which open tasks become fallouts, and why it is done.
import { TextArea } from "@carbon/react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { api } from "@/api/fetching";
import type { DomainOrder, Schemas } from "@/api/types";
import { tell } from "@/app/toasts";
import { t, tn } from "@/i18n/t";
import { Dialog } from "@/parts/Dialog";
import { StateTag } from "@/parts/StateTag";
import { VerbButtons } from "@/parts/VerbButtons";

const SHOWN = 12;

/** The button, where the server would let it happen, and its dialog. */
export function CloseByHand({ order }: { order: DomainOrder }) {
  const [open, setOpen] = useState(false);
  const preview = useQuery({
    queryKey: ["domainOrder", order.number, "close"],
    queryFn: ({ signal }) => api.get<Schemas["ClosingPreview"]>(`/api/domainOrders/${order.number}/close`, undefined, signal),
  });
  if (!preview.data) return null;
  return (
    <>
      <VerbButtons verbs={preview.data.verbs} buttons={[{ verb: "closeByHand", kind: "tertiary", onClick: () => setOpen(true) }]} />
      {open && <CloseDialog order={order} preview={preview.data} onClose={() => setOpen(false)} />}
    </>
  );
}

function CloseDialog({ order, preview, onClose }: { order: DomainOrder; preview: Schemas["ClosingPreview"]; onClose: () => void }) {
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const more = preview.held.length - SHOWN;
  return (
    <Dialog title={t("closing.title", { number: order.number })} doText={t("closing.do")} danger lead={<p>{t("closing.lead")}</p>} onClose={onClose}
      onDo={async () => {
        setTried(true);
        if (!reason.trim()) return t("reason.noteMissing");
        const closed = await api.post<Schemas["ClosedByHand"]>(`/api/domainOrders/${order.number}/close`, { reason: reason.trim(), openTasks: "raiseFallout" });
        await client.invalidateQueries();
        tell({ kind: "success", title: t("closing.done", { n: closed.fallouts.length, number: order.number }), text: closed.fallouts.join(", ") });
      }}>
      <div className="cancels" role="status">
        <strong>{tn("closing.held", preview.held.length)}</strong>
        <ul>
          {preview.held.slice(0, SHOWN).map((task) => (
            <li key={task.task}><Link to={`/tasks/${task.task}`}>{task.name}</Link> <StateTag family="task" state={task.state} /></li>
          ))}
          {more > 0 && <li>{t("closing.more", { n: more })}</li>}
        </ul>
        {preview.waiting.length > 0 && <p>{tn("closing.waiting", preview.waiting.length)}</p>}
      </div>
      <TextArea id="closing-reason" labelText={`${t("reason.note")} *`} rows={3} value={reason} invalid={tried && !reason.trim()}
        invalidText={t("reason.noteMissing")} onChange={(event) => setReason(event.target.value)} />
    </Dialog>
  );
}
