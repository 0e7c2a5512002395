// The open appointments of an order, by their begin; each leads to its task, where it is moved and called off.
import { Link } from "react-router";
import { t, tn } from "@/i18n/t";
import { spanText, useOrderAppointments } from "./data";
import "./appointments.scss";

const SHOWN = 5;

export function OrderAppointments({ order }: { order: string }) {
  const found = (useOrderAppointments(order).data?.items ?? []).filter((one) => one.endedAt === null);
  if (found.length === 0) return null;
  const sorted = found.toSorted((a, b) => a.startAt.localeCompare(b.startAt));
  return (
    <section className="appointment" aria-label={t("appointment.all")}>
      <ul>
        {sorted.slice(0, SHOWN).map((one) => (
          <li key={one.number}>
            <strong>{t(`appointment.state.${one.state}`)}: {spanText(one)}</strong> · <Link to={`/tasks/${one.task}`}>{one.task}</Link>{" "}
            <span className="muted">{one.assignmentGroup}</span>
          </li>
        ))}
      </ul>
      {sorted.length > SHOWN && <p className="muted">{tn("appointment.more", sorted.length - SHOWN)}</p>}
    </section>
  );
}
