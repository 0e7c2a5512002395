// What a rejection started: who finds out, until when.
import { Button, TextInput } from "@carbon/react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "@/api/fetching";
import type { ServiceOrderDetail } from "@/api/types";
import { useSession } from "@/app/session";
import { tell, tellError } from "@/app/toasts";
import { t } from "@/i18n/t";
import { Dialog } from "@/parts/Dialog";
import { StateTag } from "@/parts/StateTag";
import { When } from "@/parts/When";
import { useRejectionReasons } from "./data";
import { refresh } from "./EditDialogs";
import { dayOf } from "./header";
import type { Investigation } from "./types";

export function InvestigationPanel({ detail }: { detail: ServiceOrderDetail }) {
  const found = detail.investigation as unknown as Investigation | null;
  const session = useSession();
  const client = useQueryClient();
  const reasons = useRejectionReasons(found !== null);
  const [assigning, setAssigning] = useState(false);
  if (found === null) return null;
  const { number } = detail.serviceOrder;
  const reason = reasons.data?.items.find((one) => one.id === found.reasonCode)?.name ?? found.reasonCode;
  const open = found.closedAt === null;
  const may = detail.verbs.includes("assignInvestigation") && open;
  const assign = async (assignee: string, dueAt: string | null) => {
    await api.post(`/api/serviceOrders/${number}/investigation/assign`, { assignee, dueAt });
    await refresh(client, number);
    tell({ kind: "success", title: t("investigation.assigned", { name: assignee }) });
  };
  return (
    <section className={open ? "callout callout--warning investigation" : "callout investigation"} aria-label={t("investigation")}>
      <div className="investigation__head">
        <h2>{t("investigation")}</h2>
        <StateTag family="investigation" state={found.state} />
        {may && (
          <span className="verbs">
            {found.assignee !== session.name && (
              <Button size="sm" kind="tertiary" onClick={() => { assign(session.name, null).catch(tellError); }}>{t("verb.take")}</Button>
            )}
            <Button size="sm" kind="tertiary" onClick={() => setAssigning(true)}>{t("verb.assign")}</Button>
          </span>
        )}
      </div>
      <p><strong>{reason}</strong> · {found.note}</p>
      <p className="muted">
        {found.assignee ?? t("task.nobody")} · {t("investigation.due")} <When at={found.dueAt} />
        {open && Date.parse(found.dueAt) < Date.now() && <strong className="warn"> {t("investigation.overdue")}</strong>}
        {" · "}{t("investigation.opened")} <When at={found.openedAt} relative />
        {found.closedAt && <> · {t("investigation.closed")} <When at={found.closedAt} relative /></>}
      </p>
      {assigning && <AssignDialog found={found} onClose={() => setAssigning(false)} onDo={assign} />}
    </section>
  );
}

interface AssignProps {
  found: Investigation;
  onClose: () => void;
  onDo: (assignee: string, dueAt: string | null) => Promise<void>;
}

function AssignDialog({ found, onClose, onDo }: AssignProps) {
  const [assignee, setAssignee] = useState(found.assignee ?? "");
  const [due, setDue] = useState(dayOf(found.dueAt));
  const [tried, setTried] = useState(false);
  const missing = tried && !assignee.trim();
  return (
    <Dialog title={t("investigation.assign")} doText={t("verb.assign")} onClose={onClose}
      onDo={async () => {
        setTried(true);
        if (!assignee.trim()) return t("investigation.personMissing");
        await onDo(assignee.trim(), due && due !== dayOf(found.dueAt) ? new Date(`${due}T17:00:00`).toISOString() : null);
      }}>
      <TextInput id="investigation-who" labelText={t("order.investigateAs")} value={assignee} invalid={missing} invalidText={t("investigation.personMissing")}
        onChange={(event) => setAssignee(event.target.value)} />
      <TextInput id="investigation-due" type="date" labelText={t("order.dueAt")} value={due} onChange={(event) => setDue(event.target.value)} />
    </Dialog>
  );
}
