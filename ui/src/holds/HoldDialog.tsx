// Holds an order or a part of it: nothing inside starts until the last hold on it is released.
import { Select, SelectItem, TextArea, TextInput } from "@carbon/react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Schemas } from "@/api/types";
import { useSession } from "@/app/session";
import { tell } from "@/app/toasts";
import { t } from "@/i18n/t";
import { Dialog } from "@/parts/Dialog";
import { useGroups } from "@/tasks/actions";
import { PersonField } from "@/tasks/PersonField";
import { placeHold, REASONS, refresh, type Part } from "./data";

/** Not a group's name: whether to cancel the order is assessed then. */
const ASSESS = " assessCancellation";

export function HoldDialog({ of, name, onClose }: { of: Part; name: string; onClose: () => void }) {
  const { order, ...part } = of;
  const client = useQueryClient();
  const me = useSession();
  const groups = useGroups().data?.items ?? [];
  const [reason, setReason] = useState<Schemas["HoldReason"] | "">("");
  const [note, setNote] = useState("");
  const [owner, setOwner] = useState(me.name);
  const [until, setUntil] = useState("");
  const [group, setGroup] = useState("");
  const [tried, setTried] = useState(false);
  const expiry = until ? new Date(until) : null;
  const mayAsk = me.permissions.includes("service_order:edit");
  const whole = Object.values(part).every((one) => one === undefined);
  const past = expiry !== null && expiry.getTime() <= Date.now();
  return (
    <Dialog title={t("hold.place", { name })} lead={<p>{t("hold.lead")}</p>} doText={t("verb.hold")} onClose={onClose}
      onDo={async () => {
        setTried(true);
        if (!reason) return t("reason.codeMissing");
        if (!note.trim()) return t("reason.noteMissing");
        if (past) return t("hold.past");
        if (group && !expiry) return t("hold.needsExpiry");
        const hold = await placeHold(order, {
          ...part, reasonCode: reason, note: note.trim(), owner: owner || null, expiresAt: expiry?.toISOString() ?? null,
          atExpiry: group === ASSESS ? "assessCancellation" : group ? "escalate" : "release", escalateTo: group === ASSESS ? null : group || null,
        });
        await refresh(client, order);
        tell({ kind: "success", title: t("hold.placed", { number: hold.number }) });
      }}>
      <Select id="hold-reason" labelText={`${t("reason.code")} *`} value={reason} invalid={tried && !reason} invalidText={t("reason.codeMissing")}
        onChange={(event) => setReason(event.target.value as typeof reason)}>
        <SelectItem value="" text={t("choose")} />
        {REASONS.map((one) => <SelectItem key={one} value={one} text={t(`hold.reason.${one}`)} />)}
      </Select>
      <TextArea id="hold-note" labelText={`${t("reason.note")} *`} rows={3} value={note} invalid={tried && !note.trim()}
        invalidText={t("reason.noteMissing")} onChange={(event) => setNote(event.target.value)} />
      <PersonField id="hold-owner" label={t("hold.ownerField")} person={owner} permission="task:manage" onChange={setOwner} />
      <TextInput id="hold-until" type="datetime-local" labelText={t("hold.until")} helperText={t("hold.untilHelp")} value={until} invalid={tried && past}
        invalidText={t("hold.past")} onChange={(event) => setUntil(event.target.value)} />
      <Select id="hold-then" labelText={t("hold.then")} value={group} disabled={!until} onChange={(event) => setGroup(event.target.value)}>
        <SelectItem value="" text={t("hold.thenRelease")} />
        {whole && mayAsk && <SelectItem value={ASSESS} text={t("hold.thenAssess")} />}
        {groups.map((one) => <SelectItem key={one.name} value={one.name} text={t("hold.thenGroup", { group: one.name })} />)}
      </Select>
    </Dialog>
  );
}
