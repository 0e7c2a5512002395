// The time window that the bars are drawn in, and its marks.
import type { Scale } from "./view";

export interface Window {
  from: number;
  to: number;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SPAN: Record<Exclude<Scale, "fit">, number> = { day: DAY, week: 7 * DAY, month: 30 * DAY, year: 365 * DAY };

/** The window of a scale: the whole plan, or a stretch around an instant. */
export function windowOf(scale: Scale, start: number, finish: number, around: number): Window {
  if (scale === "fit") {
    const room = Math.max(finish - start, 60_000) * 0.03;
    return { from: start - room, to: Math.max(finish, start + 60_000) + room };
  }
  const span = SPAN[scale];
  return { from: around - span * 0.4, to: around + span * 0.6 };
}

/** Where an instant lies in the window, in percent; outside it is below 0 or above 100. */
export function percent(window: Window, at: number): number {
  return (100 * (at - window.from)) / (window.to - window.from);
}

const STEPS = [5 * 60_000, 15 * 60_000, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 30 * DAY, 90 * DAY, 365 * DAY];

export interface Mark {
  at: number;
  label: string;
}

/** At most `most` marks at round local times. */
export function marks(window: Window, most: number): Mark[] {
  const step = STEPS.find((size) => (window.to - window.from) / size <= most) ?? 365 * DAY;
  const zone = new Date(window.from).getTimezoneOffset() * 60_000;
  const first = Math.ceil((window.from - zone) / step) * step + zone;
  const format = new Intl.DateTimeFormat(undefined, step < DAY
    ? { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }
    : { day: "numeric", month: "short" });
  // a stretch of more than a year: without the year two marks may read alike
  const year = window.to - window.from > 330 * DAY ? new Intl.DateTimeFormat(undefined, { month: "short", year: "numeric" }) : null;
  const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
  const found: Mark[] = [];
  let lastDay = "";
  for (let at = first; at < window.to; at += step) {
    const today = day.format(at);
    found.push({ at, label: step < DAY && today !== lastDay ? `${today} ${format.format(at)}` : (year ?? format).format(at) });
    lastDay = today;
  }
  return found;
}
