// The story of one task, told by its history: the attempts, how long it stood in which state, and every event.
import type { HistoryEntry } from "@/api/types";
import { ENDED } from "@/states";

/** The state that a task is in after an event; the server's table (orchestration/state.py). */
const STATE_AFTER: Record<string, string> = {
  TaskReady: "ready", TaskMadeToWait: "waiting", TaskStarted: "inProgress", TaskCompleted: "completed", TaskSkipped: "skipped", TaskCancelled: "cancelled",
  TaskFailed: "failed", TaskHeld: "held", TaskRetried: "ready", TaskReleased: "ready", TaskAwaitsInformation: "awaitingInformation", TaskInformed: "inProgress",
  TaskOutcomeUnknown: "unknown", TaskFoundUndone: "ready",
};

export interface Attempt {
  /** Since a person last set the task going; the server counts from 1 again then. */
  n: number;
  /** Counts the times that a person tried again; 0 before the first. */
  round: number;
  begunAt: string;
  endedAt: string | null;
  outcome: "running" | "failed" | "exhausted" | "unknown" | "done" | "given up";
  errorClass: string;
  message: string;
  exchange: Record<string, unknown> | null;
}

export interface Phase {
  state: string;
  from: string;
  /** Null: it is in it now. */
  until: string | null;
}

const textOf = (value: unknown) => (typeof value === "string" ? value : "");
const exchangeOf = (value: unknown) => (value && typeof value === "object" && !Array.isArray(value) ? (value as Record<string, unknown>) : null);

/** Oldest first; entries of one instant keep the order in which they were written. */
export function inOrder(history: readonly HistoryEntry[]): HistoryEntry[] {
  return history.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.id ?? 0) - (b.id ?? 0));
}

const FAILS: Record<string, Attempt["outcome"]> = { TaskAttemptFailed: "failed", AutomatedTaskExhausted: "exhausted", TaskOutcomeUnknown: "unknown" };
const CLOSES: Record<string, Attempt["outcome"]> = { TaskCompleted: "done", TaskSkipped: "given up", TaskCancelled: "given up", TaskFailed: "given up" };

/** Each attempt once, oldest first, with the error that it ended with. */
export function attemptsOf(history: readonly HistoryEntry[]): Attempt[] {
  const found: Attempt[] = [];
  let [open, round]: [Attempt | null, number] = [null, 0];
  const begin = (n: number, at: string): Attempt => {
    const one: Attempt = { n, round, begunAt: at, endedAt: null, outcome: "running", errorClass: "", message: "", exchange: null };
    found.push(one);
    return one;
  };
  for (const { kind, at, data } of inOrder(history)) {
    const last = found.at(-1);
    const next = last && last.round === round ? last.n + 1 : 1;
    if (kind === "TaskStarted") open ??= begin(next, at);
    else if (kind === "TaskRetried") [open, round] = [null, round + 1];
    else if (FAILS[kind]) {
      const n = typeof data.attempt === "number" ? data.attempt : next;
      // the last attempt may be told of twice: that its outcome is not known, then that nobody can find out
      open ??= last && last.round === round && last.n === n ? last : begin(n, last?.endedAt ?? at);
      Object.assign(open, {
        n, endedAt: at, outcome: FAILS[kind], errorClass: textOf(data.errorClass ?? data.error_class) || open.errorClass, message: textOf(data.message) || open.message,
        exchange: exchangeOf(data.exchange) ?? open.exchange,
      });
      open = null;
    } else if (CLOSES[kind]) {
      // it turned out in the end how the one without an answer went
      const one = open ?? (last?.outcome === "unknown" ? last : null);
      if (one) Object.assign(one, { endedAt: at, outcome: CLOSES[kind] });
      open = null;
    }
  }
  return found;
}

/** The states that it went through, oldest first; events that change none are left out. */
export function phasesOf(history: readonly HistoryEntry[]): Phase[] {
  const found: Phase[] = [];
  for (const { kind, at } of inOrder(history)) {
    const state = STATE_AFTER[kind];
    const last = found.at(-1);
    if (!state || last?.state === state) continue;
    if (last) last.until = at;
    found.push({ state, from: at, until: ENDED.has(state) ? at : null });
  }
  return found;
}

/** How long it stood in each state in all, ms, the longest first. */
export function timeByState(phases: readonly Phase[], now: number): [state: string, ms: number][] {
  const sums = new Map<string, number>();
  for (const { state, from, until } of phases) {
    if (ENDED.has(state)) continue;
    sums.set(state, (sums.get(state) ?? 0) + Math.max(0, (until === null ? now : Date.parse(until)) - Date.parse(from)));
  }
  return [...sums].toSorted((a, b) => b[1] - a[1]);
}
