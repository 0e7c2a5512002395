// Instants and durations as people read them: the user's zone, exact UTC for the tooltip.
import { t } from "./t";

const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });
const moment = new Intl.DateTimeFormat(undefined, {
  day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

export function dayText(instant: string | number | null): string {
  return instant === null ? t("none") : day.format(new Date(instant));
}

export function momentText(instant: string | number | null): string {
  return instant === null ? t("none") : moment.format(new Date(instant));
}

export function utcText(instant: string | number): string {
  return `${new Date(instant).toISOString().replace("T", " ").slice(0, 19)} UTC`;
}

/** "3 hours ago" within a day, the date and time otherwise. */
export function agoText(instant: string | number, now: number): string {
  const seconds = (new Date(instant).getTime() - now) / 1000;
  const size = Math.abs(seconds);
  if (size < 60) return t("justNow");
  if (size < 3600) return relative.format(Math.round(seconds / 60), "minute");
  if (size < 86400) return relative.format(Math.round(seconds / 3600), "hour");
  return momentText(instant);
}

const ISO = /^(-)?P(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** Milliseconds of an ISO 8601 duration (`P1DT2H`); 0 when it cannot be read. */
export function durationMs(text: string): number {
  const found = ISO.exec(text);
  if (!found) return 0;
  const [, sign, weeks = "0", days = "0", hours = "0", minutes = "0", seconds = "0"] = found;
  const all = ((+weeks * 7 + +days) * 24 + +hours) * 3600 + +minutes * 60 + +seconds;
  return (sign ? -1 : 1) * all * 1000;
}

/** As `durationText`, but what took less than two minutes in seconds: attempts are short. */
export function spanText(ms: number): string {
  if (ms < 1000) return t("span.ms", { n: Math.max(0, Math.round(ms)) });
  return ms < 120_000 ? t("span.s", { n: Math.round(ms / 1000) }) : durationText(ms);
}

/** "2 d 3 h", "45 min": the two largest units. */
export function durationText(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / 60000);
  const [d, h, m] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  const parts = [d && `${d} d`, h && `${h} h`, m && `${m} min`].filter(Boolean).slice(0, 2);
  return parts.join(" ") || t(ms === 0 ? "duration.none" : "duration.short");
}


/** An instant as the field for local date and time wants it. */
export function localText(instant: string): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return "";
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}
