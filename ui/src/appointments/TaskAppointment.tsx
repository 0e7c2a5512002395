// The appointment of a task: when, who, whether it can be kept; booked, moved and called off on the spot.
import { Button } from "@carbon/react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { tell, tellError } from "@/app/toasts";
import { t, tn } from "@/i18n/t";
import { ReasonDialog } from "@/parts/ReasonDialog";
import { When } from "@/parts/When";
import { AppointmentDialog } from "./AppointmentDialog";
import { callOff, confirm, refresh, spanText, useTaskAppointment } from "./data";
import "./appointments.scss";

export function TaskAppointment({ task, name }: { task: string; name: string }) {
  const client = useQueryClient();
  const found = useTaskAppointment(task).data;
  const [open, setOpen] = useState<"book" | "rebook" | "cancel" | null>(null);
  if (!found) return null;
  const { appointment: one, earlier, verbs } = found;
  const last = earlier[0];
  if (!one && !verbs.includes("book") && !last) return null;
  const may = (verb: string) => (one?.verbs ?? verbs).includes(verb);
  const sayYes = async () => {
    if (!one) return;
    try {
      tell({ kind: "success", title: t("appointment.made", { time: spanText(await confirm(one)) }) });
    } catch (failure) {
      tellError(failure);
    }
    await refresh(client, task);
  };
  return (
    <section className={found.atRisk ? "appointment appointment--risk" : "appointment"} aria-label={t("appointment.title")}>
      <div>
        {one ? (
          <>
            <p><strong>{t(`appointment.state.${one.state}`)}: {spanText(one)}</strong>{one.note && <> · {one.note}</>}</p>
            <p className="muted">
              {one.person ? t("appointment.by", { group: one.assignmentGroup, person: one.person }) : one.assignmentGroup} · {one.number}
              {one.expiresAt && <> · {t("appointment.until")} <When at={one.expiresAt} /></>}
            </p>
            {found.atRisk && <p className="appointment__risk">{t("appointment.risk")}</p>}
          </>
        ) : (
          <p>{verbs.includes("book") ? t("appointment.noneYet") : t("appointment.over")}</p>
        )}
        {last && !one && <p className="muted">{t(`appointment.state.${last.state}`)}: {spanText(last)}{last.endReason && <> · {last.endReason}</>}</p>}
        {one && earlier.length > 0 && <p className="muted">{tn("appointment.earlier", earlier.length)}</p>}
      </div>
      <div className="appointment__do">
        {may("book") && <Button size="sm" kind="tertiary" onClick={() => setOpen("book")}>{t("appointment.makeOne")}</Button>}
        {may("confirm") && <Button size="sm" onClick={() => void sayYes()}>{t("appointment.confirm")}</Button>}
        {may("rebook") && <Button size="sm" kind="tertiary" onClick={() => setOpen("rebook")}>{t("appointment.moveDo")}</Button>}
        {may("cancel") && <Button size="sm" kind="ghost" onClick={() => setOpen("cancel")}>{t("appointment.cancel")}</Button>}
      </div>
      {open === "book" && <AppointmentDialog task={task} name={name} group={found.assignmentGroup} onClose={() => setOpen(null)} />}
      {open === "rebook" && one && <AppointmentDialog task={task} name={name} group={found.assignmentGroup} moving={one} onClose={() => setOpen(null)} />}
      {open === "cancel" && one && (
        <ReasonDialog title={t("appointment.cancelOne", { time: spanText(one) })} lead={t("appointment.cancelLead")} doText={t("appointment.cancel")}
          noteLabel={t("appointment.why")} onClose={() => setOpen(null)}
          onDo={async ({ note }) => {
            await callOff(one, note);
            await refresh(client, task);
            tell({ kind: "success", title: t("appointment.cancelled") });
          }} />
      )}
    </section>
  );
}
