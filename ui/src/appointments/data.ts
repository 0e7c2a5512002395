// Appointments of tasks: when somebody comes, free times, and what shows them anew.
import { useQuery, type QueryClient } from "@tanstack/react-query";
import { api } from "@/api/fetching";
import type { Schemas } from "@/api/types";

export type Appointment = Schemas["AppointmentBody"];
export type TimeSlot = Schemas["TimeSlotBody"];

export function useTaskAppointment(task: string) {
  return useQuery({
    queryKey: ["appointment", task],
    queryFn: ({ signal }) => api.get<Schemas["TaskAppointmentBody"]>(`/api/tasks/${task}/appointment`, undefined, signal),
    retry: false,
  });
}

export function useOrderAppointments(order: string) {
  return useQuery({
    queryKey: ["appointments", order],
    queryFn: ({ signal }) => api.get<Schemas["AppointmentsBody"]>(`/api/serviceOrders/${order}/appointments`, undefined, signal),
    retry: false,
  });
}

/** Free times of a week, for a group other than the task's when one is named. */
export function useSlots(task: string, from: Date, until: Date, group: string, enabled: boolean) {
  return useQuery({
    queryKey: ["timeSlots", task, from.toISOString(), group],
    queryFn: ({ signal }) => api.get<Schemas["TimeSlotsBody"]>(`/api/tasks/${task}/timeSlots`,
      { from: from.toISOString(), until: until.toISOString(), assignmentGroup: group || undefined }, signal),
    enabled,
    retry: false,
    staleTime: 0,
  });
}

export const book = (task: string, body: Schemas["NewAppointment"]) => api.post<Appointment>(`/api/tasks/${task}/appointment`, body);

export const rebook = (one: Appointment, body: Schemas["AppointmentMove"]) =>
  api.post<Appointment>(`/api/appointments/${one.number}/rebook`, { ...body, version: one.version });

export const confirm = (one: Appointment) => api.post<Appointment>(`/api/appointments/${one.number}/confirm`, {});

export const callOff = (one: Appointment, reason: string) =>
  api.post<Appointment>(`/api/appointments/${one.number}/cancel`, { reason, version: one.version });

/** A booking moves a task and what follows it: whatever shows the order is asked anew. */
export const refresh = (client: QueryClient, task: string) =>
  client.invalidateQueries({ predicate: ({ queryKey: [, number] }) => typeof number === "string" && number.includes(task.split("-")[1] ?? task) });

/** Midnight of the day, in the zone of whoever looks. */
export const dayOf = (instant: string | Date) => {
  const day = new Date(instant);
  day.setHours(0, 0, 0, 0);
  return day;
};

export const plusDays = (day: Date, days: number) => {
  const later = new Date(day);
  later.setDate(later.getDate() + days);
  return later;
};

/** The slots of each of these days, in their order. */
export function byDay(slots: readonly TimeSlot[], first: Date, days: number): { day: Date; slots: TimeSlot[] }[] {
  return Array.from({ length: days }, (_, i) => {
    const day = plusDays(first, i);
    return { day, slots: slots.filter((slot) => dayOf(slot.startAt).getTime() === day.getTime()) };
  });
}

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const date = new Intl.DateTimeFormat(undefined, { weekday: "short", day: "numeric", month: "short" });

export const dateText = (day: Date | string) => date.format(new Date(day));

/** "Mon, Nov 23, 08:00–10:00", with the second date when it ends on another day. */
export function spanText(one: { startAt: string; endAt: string }): string {
  const ends = dayOf(new Date(new Date(one.endAt).getTime() - 1)).getTime() === dayOf(one.startAt).getTime();
  return `${dateText(one.startAt)}, ${timesText(one)}${ends ? "" : ` (${dateText(one.endAt)})`}`;
}

export const timesText = (one: { startAt: string; endAt: string }) => `${clock.format(new Date(one.startAt))}–${clock.format(new Date(one.endAt))}`;
