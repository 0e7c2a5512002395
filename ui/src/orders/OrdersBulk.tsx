// Approving or rejecting many orders at once: each by itself, and what became of each.
import { Button, Select, SelectItem, TextArea } from "@carbon/react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { api } from "@/api/fetching";
import type { Problem, ServiceOrder } from "@/api/types";
import { t, tn } from "@/i18n/t";
import { Dialog } from "@/parts/Dialog";
import { StateTag } from "@/parts/StateTag";
import { askReview, useRejectionReasons } from "./data";
import { Problems } from "./Problems";

export interface DecisionResult {
  number: string;
  ok: boolean;
  state: string | null;
  stateReason: string | null;
  message: string | null;
  details: Problem[];
}

export interface DecisionResults {
  results: DecisionResult[];
  succeeded: number;
  failed: number;
}

interface Props {
  verb: "approve" | "reject";
  orders: ServiceOrder[];
  onClose: () => void;
  onDone: (answer: DecisionResults) => void;
}

/** What would follow is looked at a few orders at a time. */
const AT_ONCE = 4;

async function looked(orders: ServiceOrder[]): Promise<{ number: string; version: number; preview: string | null }[]> {
  const found = new Map<string, string | null>();
  for (let i = 0; i < orders.length; i += AT_ONCE) {
    const some = orders.slice(i, i + AT_ONCE);
    // a few at a time on purpose
    // oxlint-disable-next-line no-await-in-loop
    const reviews = await Promise.all(some.map((order) => askReview(order.number, null)));
    for (const review of reviews) found.set(review.serviceOrder, review.preview?.digest ?? null);
  }
  return orders.map(({ number, version }) => ({ number, version, preview: found.get(number) ?? null }));
}

export function BulkDecision({ verb, orders, onClose, onDone }: Props) {
  const client = useQueryClient();
  const reasons = useRejectionReasons(verb === "reject");
  const [note, setNote] = useState("");
  const [code, setCode] = useState("");
  const [tried, setTried] = useState(false);
  const rejects = verb === "reject";
  return (
    <Dialog title={tn(rejects ? "bulkOrders.reject" : "bulkOrders.approve", orders.length)} doText={t(rejects ? "verb.reject" : "verb.approve")} danger={rejects}
      onClose={onClose} lead={<p>{t(rejects ? "bulkOrders.rejectLead" : "bulkOrders.approveLead")}</p>}
      onDo={async () => {
        setTried(true);
        if (rejects && !code) return t("reason.codeMissing");
        if (rejects && !note.trim()) return t("reason.noteMissing");
        const body = rejects
          ? { orders: orders.map(({ number, version }) => ({ number, version })), reasonCode: code, note: note.trim() }
          : { orders: await looked(orders), note: note.trim() || null };
        onDone(await api.post<DecisionResults>(`/api/serviceOrders/${verb}`, body));
        void client.invalidateQueries({ queryKey: ["serviceOrders"] });
        void client.invalidateQueries({ queryKey: ["home"] });
      }}>
      <ul className="bulk__list">{orders.map((order) => <li key={order.number}>{order.number} {order.customerName}</li>)}</ul>
      {rejects && (
        <Select id="bulk-reason" labelText={`${t("reason.code")} *`} value={code} invalid={tried && !code} invalidText={t("reason.codeMissing")}
          onChange={(event) => setCode(event.target.value)}>
          <SelectItem value="" text={t("choose")} />
          {(reasons.data?.items ?? []).map((one) => <SelectItem key={one.id} value={one.id} text={one.name} />)}
        </Select>
      )}
      <TextArea id="bulk-note" labelText={rejects ? `${t("reason.note")} *` : t("reason.note")} rows={3} value={note} invalid={rejects && tried && !note.trim()}
        invalidText={t("reason.noteMissing")} onChange={(event) => setNote(event.target.value)} />
    </Dialog>
  );
}

export function BulkResults({ answer, onClose }: { answer: DecisionResults; onClose: () => void }) {
  return (
    <section className="outcome" aria-label={t("bulkOrders.results")}>
      <div className="outcome__head">
        <h2>{t("bulkOrders.results")}</h2>
        <p role="status">{t("bulkOrders.count", { done: answer.succeeded, refused: answer.failed })}</p>
        <span className="outcome__do"><Button size="sm" kind="ghost" onClick={onClose}>{t("close")}</Button></span>
      </div>
      <ul className="outcome__list">
        {answer.results.map((one) => (
          <li key={one.number} className={one.ok ? "outcome__done" : "outcome__refused"}>
            <span className="outcome__sign" aria-hidden="true">{one.ok ? "✓" : "✕"}</span>
            <span>
              <Link to={`/orders/${one.number}`}>{one.number}</Link> <strong>{t(one.ok ? "bulk.done" : "bulk.refused")}</strong>
              {one.state && <> <StateTag family="serviceOrder" state={one.state} reason={one.stateReason} /></>}
              {!one.ok && <span className="outcome__why"><span>{one.message?.split("\n")[0]}</span></span>}
              {one.details.length > 0 && <Problems problems={one.details} />}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
