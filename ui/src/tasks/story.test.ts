import { describe, expect, it } from "vitest";
import type { HistoryEntry } from "@/api/types";
import { dueState } from "./due";
import { attemptsOf, inOrder, phasesOf, timeByState } from "./story";

let id = 0;
const at = (seconds: number) => new Date(Date.parse("2026-11-23T10:00:00Z") + seconds * 1000).toISOString();
const entry = (seconds: number, kind: string, data: Record<string, unknown> = {}): HistoryEntry => ({ id: ++id, kind, by: "system", at: at(seconds), data });
const failed = (seconds: number, attempt: number, more = {}) => entry(seconds, "TaskAttemptFailed", { attempt, error_class: "Timeout", message: `no answer ${attempt}`, ...more });

// as the server tells it: the newest first
const story = [
  entry(0, "TaskReady"), entry(1, "TaskStarted"), failed(3, 1), failed(10, 2), failed(20, 3),
  entry(40, "AutomatedTaskExhausted", { attempt: 4, error_class: "Refused", message: "port is taken", exchange: { request: { token: "***" } }, fallout_type: "x", assignment_group: null }),
  entry(40, "TaskHeld", { reason: "FO-000001-1" }), entry(100, "TaskRetried"), entry(101, "TaskStarted"), entry(103, "TaskCompleted"),
].toReversed();

describe("the story of a task (UIF-49)", () => {
  it("has each attempt of a task with three retries once, with its error, and the one of a person after it", () => {
    const attempts = attemptsOf(story);
    expect(attempts.map((one) => [one.round, one.n, one.outcome, one.message])).toEqual([
      [0, 1, "failed", "no answer 1"], [0, 2, "failed", "no answer 2"], [0, 3, "failed", "no answer 3"], [0, 4, "exhausted", "port is taken"], [1, 1, "done", ""],
    ]);
    expect(attempts.map((one) => [one.begunAt, one.endedAt])).toEqual([[at(1), at(3)], [at(3), at(10)], [at(10), at(20)], [at(20), at(40)], [at(101), at(103)]]);
    expect(attempts[3]).toMatchObject({ errorClass: "Refused", exchange: { request: { token: "***" } } });
  });

  it("tells an attempt whose answer was lost once, however it turned out", () => {
    const lost = [entry(0, "TaskReady"), entry(1, "TaskStarted"), entry(5, "TaskOutcomeUnknown", { attempt: 1, message: "connection lost" })];
    expect(attemptsOf([...lost, entry(9, "TaskCompleted")]).map((one) => [one.n, one.outcome])).toEqual([[1, "done"]]);
    expect(attemptsOf([...lost, entry(9, "AutomatedTaskExhausted", { attempt: 1, message: "nobody knows" })]).map((one) => [one.n, one.outcome, one.message])).toEqual([[1, "exhausted", "nobody knows"]]);
    const again = [...lost, entry(6, "TaskFoundUndone"), entry(7, "TaskStarted"), entry(8, "TaskCompleted")];
    expect(attemptsOf(again).map((one) => [one.n, one.outcome])).toEqual([[1, "unknown"], [2, "done"]]);
    expect(attemptsOf(lost.slice(0, 2)).map((one) => [one.n, one.outcome, one.endedAt])).toEqual([[1, "running", null]]);
  });

  it("has the states in time and how long it stood in each", () => {
    const phases = phasesOf(story);
    expect(phases.map((one) => [one.state, one.from, one.until])).toEqual([
      ["ready", at(0), at(1)], ["inProgress", at(1), at(40)], ["held", at(40), at(100)], ["ready", at(100), at(101)], ["inProgress", at(101), at(103)], ["completed", at(103), at(103)],
    ]);
    expect(timeByState(phases, Date.parse(at(500)))).toEqual([["held", 60_000], ["inProgress", 41_000], ["ready", 2_000]]);
    expect(timeByState(phasesOf([entry(0, "TaskReady")]), Date.parse(at(30)))).toEqual([["ready", 30_000]]);
    expect(inOrder(story)[0]?.kind).toBe("TaskReady");
  });
});

describe("the clock of a task (UIF-56)", () => {
  const due = "2026-11-24T10:00:00Z";
  const clock = (hours: number, more = {}) => dueState({ due, since: "2026-11-23T10:00:00Z", state: "ready", ...more }, Date.parse("2026-11-23T10:00:00Z") + hours * 3_600_000);
  it("is green, amber in its last quarter, then red, and says so in words too", () => {
    expect([1, 17.9, 18.1, 25].map((hours) => clock(hours).light)).toEqual(["green", "green", "amber", "red"]);
    expect([clock(1).text, clock(26).text]).toEqual(["23 h left", "Late by 2 h"]);
    expect(new Set([clock(1), clock(20), clock(26)].map((one) => one.sign)).size).toBe(3);
  });
  it("stands while it is held: what was left then is left still", () => {
    const paused = { state: "held", pausedAt: "2026-11-23T12:00:00Z" };
    expect([clock(2, paused), clock(20, paused)].map(({ light, text }) => [light, text])).toEqual([["paused", "Paused, 22 h left"], ["paused", "Paused, 22 h left"]]);
    // released: the server has moved the date by the time that it stood
    expect(dueState({ due: "2026-11-25T04:00:00Z", since: "2026-11-23T10:00:00Z", state: "ready" }, Date.parse("2026-11-24T06:00:00Z")).text).toBe("22 h left");
  });
  it("tells of what has ended whether it was in time", () => {
    expect([clock(90, { state: "completed", endedAt: "2026-11-24T09:00:00Z" }).light, clock(90, { state: "completed", endedAt: "2026-11-24T12:00:00Z" }).text]).toEqual(["over", "Ended 2 h late"]);
  });
});
