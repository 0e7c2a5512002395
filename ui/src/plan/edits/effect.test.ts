// An edit's effect, on plans small enough to reckon by hand.
import { describe, expect, it } from "vitest";
import type { PlanNode, PlanTree } from "../tree";
import { effectOf, following } from "./effect";

const HOUR = 3_600_000;

/** Tasks by their states, each an hour long; `before` says what each waits for. */
function plan(states: string[], before: number[][]): PlanTree {
  const after: number[][] = before.map(() => []);
  before.forEach((list, i) => list.forEach((one) => after[one]!.push(i)));
  const nodes = states.map((state, i) => ({
    name: `t${i}`, state, taskIndex: i, task: { duration: "PT3600S", startedAt: null, endedAt: state === "completed" ? new Date(0).toISOString() : null },
  }) as unknown as PlanNode);
  return { nodes, taskNodes: Int32Array.from(states.keys()), before, after, schedule: { plannedStart: new Float64Array([0]) } } as unknown as PlanTree;
}

describe("what an edit changes", () => {
  it("says who may start and how much earlier the plan ends when a task is left out", () => {
    const effect = effectOf(plan(["ready", "waiting", "waiting"], [[], [0], [1]]), { without: new Set([0]) }, 0);
    expect(effect).toMatchObject({ starts: [1], waits: [], earlier: 2, later: 0, from: 3 * HOUR, to: 2 * HOUR });
  });
  it("hands on what a task waited for when it is left out", () => {
    expect(effectOf(plan(["ready", "waiting", "waiting"], [[], [0], [1]]), { without: new Set([1]) }, 0).starts).toEqual([]);
  });
  it("says who waits again and how much later the plan ends when a dependency is added", () => {
    const effect = effectOf(plan(["ready", "ready"], [[], []]), { before: new Map([[1, [0]]]) }, 0);
    expect(effect).toMatchObject({ starts: [], waits: [1], later: 1, from: HOUR, to: 2 * HOUR });
  });
  it("does not wait for what is done", () => {
    expect(effectOf(plan(["completed", "ready"], [[], []]), { before: new Map([[1, [0]]]) }, 0).waits).toEqual([]);
  });
  it("frees a task whose dependencies are set aside", () => {
    expect(effectOf(plan(["ready", "waiting"], [[], [0]]), { free: new Set([1]) }, 0)).toMatchObject({ starts: [1], to: HOUR });
  });
  it("reckons with a task to come", () => {
    const effect = effectOf(plan(["ready", "ready"], [[], []]), { more: { ms: 5 * HOUR, after: [0], before: [1] } }, 0);
    expect(effect).toMatchObject({ waits: [1], later: 1, to: 7 * HOUR });
  });
  it("knows all that follow a task", () => {
    expect(following(plan(["ready", "waiting", "waiting", "ready"], [[], [0], [1], []]), 0)).toEqual(new Set([1, 2]));
  });
});
