// How much time is left until something is due: a word, a sign and a colour, as everywhere never the colour alone.
import { durationText } from "@/i18n/instants";
import { t } from "@/i18n/t";
import { ENDED } from "@/states";

export type Light = "green" | "amber" | "red" | "paused" | "over";

export interface DueState {
  light: Light;
  sign: string;
  text: string;
}

export interface DueFacts {
  due: string;
  state: string;
  /** When the clock began; without it what is due within a day is urgent. */
  since?: string | null;
  endedAt?: string | null;
  /** Since when the clock stands: it is held, or waits for an answer. */
  pausedAt?: string | null;
}

const DAY = 86_400_000;
/** The share of its time that a task has left when it becomes urgent. */
const URGENT = 0.25;
const SIGNS: Record<Light, string> = { green: "●", amber: "◐", red: "▲", paused: "❚❚", over: "✓" };

const made = (light: Light, text: string): DueState => ({ light, sign: SIGNS[light], text });

/** How a clock stands at an instant, ms. One that is paused shows what was left when it stopped. */
export function dueState({ due, state, since, endedAt, pausedAt }: DueFacts, now: number): DueState {
  const at = Date.parse(due);
  if (endedAt || ENDED.has(state)) {
    const late = endedAt ? Date.parse(endedAt) - at : 0;
    return late >= 60_000 ? made("red", t("due.endedLate", { by: durationText(late) })) : made("over", t("due.endedInTime"));
  }
  const reckoned = pausedAt ? Math.min(now, Date.parse(pausedAt)) : now;
  const left = at - reckoned;
  const text = left < 0 ? t("due.late", { by: durationText(left) }) : t("due.left", { n: durationText(left) });
  if (pausedAt) return made("paused", t("due.paused", { left: text }));
  if (left < 0) return made("red", text);
  const whole = since ? at - Date.parse(since) : 0;
  return made(left < (whole > 0 ? whole * URGENT : DAY) ? "amber" : "green", text);
}
