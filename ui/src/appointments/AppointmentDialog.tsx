// Chooses a time at which somebody comes: a week of days, the free slots of each.
import { Button, InlineLoading, Select, SelectItem, TextArea } from "@carbon/react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { tell } from "@/app/toasts";
import { t, tn } from "@/i18n/t";
import { Dialog } from "@/parts/Dialog";
import { ErrorNotice } from "@/parts/Notices";
import { useGroups } from "@/tasks/actions";
import { book, byDay, dateText, dayOf, plusDays, rebook, refresh, spanText, timesText, useSlots, type Appointment, type TimeSlot } from "./data";
import "./appointments.scss";

const DAYS = 7;

interface Props { task: string; name: string; group: string | null; moving?: Appointment; onClose: () => void }

export function AppointmentDialog({ task, name, group: own, moving, onClose }: Props) {
  const client = useQueryClient();
  const groups = useGroups().data?.items ?? [];
  const today = dayOf(new Date());
  const [first, setFirst] = useState(moving ? dayOf(moving.startAt) : today);
  const [group, setGroup] = useState(moving?.assignmentGroup ?? own ?? "");
  const [slot, setSlot] = useState<TimeSlot | null>(null);
  const [note, setNote] = useState("");
  const slots = useSlots(task, first, plusDays(first, DAYS), group, group !== "");
  const days = byDay(slots.data?.items ?? [], first, DAYS);
  const turn = (by: number) => { setFirst(plusDays(first, by)); setSlot(null); };
  return (
    <Dialog title={t(moving ? "appointment.move" : "appointment.make", { name })} doText={t(moving ? "appointment.moveDo" : "appointment.book")}
      lead={<p>{moving ? t("appointment.now", { time: spanText(moving) }) : t("appointment.lead")}</p>} onClose={onClose}
      onDo={async () => {
        if (!group) return t("appointment.groupMissing");
        if (!slot) return t("appointment.slotMissing");
        const { startAt, endAt } = slot;
        try {
          const made = moving ? await rebook(moving, { startAt, endAt, reason: note.trim() })
            : await book(task, { startAt, endAt, reserve: false, assignmentGroup: group === own ? null : group, note: note.trim() || null });
          tell({ kind: "success", title: t("appointment.made", { time: spanText(made) }) });
        } catch (failure) {
          setSlot(null);
          void slots.refetch();
          throw failure;
        }
        await refresh(client, task);
      }}>
      {!moving && (
        <Select id="appointment-group" labelText={t("appointment.group")} value={group} onChange={(event) => { setGroup(event.target.value); setSlot(null); }}>
          <SelectItem value="" text={t("choose")} />
          {groups.map((one) => <SelectItem key={one.name} value={one.name} text={one.name} />)}
        </Select>
      )}
      <div className="slots" role="group" aria-label={t("appointment.free")}>
        <div className="slots__turn">
          <Button type="button" size="sm" kind="ghost" disabled={first <= today} onClick={() => turn(-DAYS)}>{t("appointment.before")}</Button>
          <strong>{dateText(first)} – {dateText(plusDays(first, DAYS - 1))}</strong>
          <Button type="button" size="sm" kind="ghost" onClick={() => turn(DAYS)}>{t("appointment.after")}</Button>
        </div>
        {slots.isFetching && <InlineLoading description={t("loading")} />}
        {slots.error && <ErrorNotice error={slots.error} retry={() => void slots.refetch()} />}
        {slots.data && slots.data.items.length === 0 && <p className="muted">{t("appointment.none")}</p>}
        {slots.data && slots.data.items.length > 0 && (
          <div className="slots__days">
            {days.map((day) => (
              <div key={day.day.getTime()}>
                <p className="slots__day">{dateText(day.day)}</p>
                {day.slots.length === 0 && <p className="muted">{t("appointment.full")}</p>}
                {day.slots.map((one) => (
                  <button key={one.startAt} type="button" className="slots__slot" aria-pressed={slot?.startAt === one.startAt}
                    title={one.free === null ? undefined : tn("appointment.people", one.free)} onClick={() => setSlot(one)}>
                    {timesText(one)}
                  </button>
                ))}
              </div>
            ))}
          </div>
        )}
      </div>
      <TextArea id="appointment-note" rows={2} labelText={t(moving ? "appointment.why" : "appointment.note")} value={note} onChange={(event) => setNote(event.target.value)} />
    </Dialog>
  );
}
