import { describe, expect, test } from "vitest";
import type { Milestone } from "@/milestones/data";
import type { OrderTask } from "@/orderTasks/data";
import { comesFirst } from "@/orderTasks/data";
import { keep, NO_FILTER } from "./filters";
import { domainOrder, plan, task } from "./sample";
import { scopeOf } from "./scope";
import { stacked } from "./stacks";
import { buildTree } from "./tree";
import { within } from "./within";

const NOW = Date.parse("2026-11-23T10:00:00Z");
const at = (text: string) => Date.parse(text);

const milestone = (n: number, part: Partial<Milestone>): Milestone => ({
  number: `MS-000001-${n}`, serviceOrder: "ORD-000001", item: "1", itemNumber: "ORDL-000001-1", key: `m${n}`, name: `Milestone ${n}`, description: "", state: "open", policy: "p@1",
  reachedBy: { task: "t", specification: null, orderState: null, targets: 1, openTargets: 1 }, dueAt: "2026-12-01T00:00:00Z", expectedAt: "2026-12-24T00:00:00Z", late: true,
  reachedAt: null, reachedByUser: null, note: null, version: 1, targets: [], verbs: ["reach"], ...part,
});
const ownTask = (part: Partial<OrderTask> = {}): OrderTask => ({
  number: "OT-000001-1", serviceOrder: "ORD-000001", stage: "postApproval", item: null, itemNumber: null, policy: "p@1", key: "k", name: "Call the customer", description: "",
  gatesApproval: false, state: "held", stateReason: "no answer", assignmentGroup: "Service Desk", assignee: "olivia", priority: 3, duration: "P1D", after: [],
  dueAt: "2026-12-31T00:00:00Z", late: false, note: null, version: 2, createdAt: "2026-11-23T08:00:00Z", startedAt: "2026-11-23T09:00:00Z", endedAt: null, endedBy: null, verbs: [], ...part,
});

const base = plan([domainOrder(1), domainOrder(2, { kind: "resource", number: "RO-000001-2" })],
  [task(1), task(2), task(3, { domainOrder: "RO-000001-2" }), task(4, { domainOrder: "RO-000001-2" })], [[1, 2], [2, 3], [3, 4]]);
const points = [milestone(1, { targets: ["TASK-000001-2"] }), milestone(2, { targets: ["RO-000001-2"], state: "reached", reachedAt: "2026-11-23T09:30:00Z", late: false })];
const tree = buildTree(base, undefined, NOW, false, undefined, points, [ownTask()]);

const hits = (part: Partial<typeof NO_FILTER>) => keep(tree, { ...NO_FILTER, ...part }, "olivia")!.hits.map((index) => tree.nodes[index]!.number);
const edges = (root: string, hops = 1) => scopeOf(tree, tree.byId.get(root)!, hops).edges.map(([a, b]) => [tree.nodes[a]!.id, tree.nodes[b]!.id].join(">"));
const ended = ownTask({ state: "completed", endedAt: "2026-11-23T09:40:00Z" });
const states = (text: string) => buildTree(base, undefined, at(text), true, undefined, points, [ended])
  .nodes.filter((node) => ["milestone", "orderTask"].includes(node.kind)).map((node) => node.state);

describe("MIL-01, PLN-14: what of an order is no part of its plan", () => {
  test("stands at its item, or at the order, and moves neither its dates nor its counts", () => {
    const bare = buildTree(base, undefined, NOW);
    expect(tree.nodes.slice(0, 5).map((node) => [node.kind, node.depth])).toEqual([["order", 0], ["orderTask", 1], ["item", 1], ["milestone", 2], ["milestone", 2]]);
    expect([tree.nodes[0]!.start, tree.nodes[0]!.end, tree.nodes[0]!.total]).toEqual([bare.nodes[0]!.start, bare.nodes[0]!.end, 4]);
    const first = tree.nodes[tree.byId.get("MS-000001-1")!]!;
    expect([first.start, first.end, first.plannedEnd]).toEqual([at("2026-12-24T00:00:00Z"), at("2026-12-24T00:00:00Z"), at("2026-12-01T00:00:00Z")]);
    expect(tree.nodes[tree.byId.get("MS-000001-2")!]!.end).toBe(at("2026-11-23T09:30:00Z"));
    // somebody has to mend it, as with a task of the plan
    expect([tree.nodes[0]!.broken, tree.nodes[1]!.broken, tree.nodes[2]!.broken]).toEqual([1, 1, 0]);
    expect(stacked(tree).nodes.filter((node) => node.kind === "milestone")).toHaveLength(2);
    expect(within(tree, tree.byId.get("ORDL-000001-1")!).own.milestones.size).toBe(2);
  });

  test("is found by the filters that mean it, and by no other", () => {
    expect(hits({ only: "milestones" })).toEqual(["MS-000001-1", "MS-000001-2"]);
    expect(hits({ only: "late" }).filter((number) => !number.startsWith("TASK"))).toEqual(["MS-000001-1"]);
    expect(hits({ only: "problems" })).toEqual(["OT-000001-1"]);
    expect(hits({ only: "mine" })).toEqual(["OT-000001-1"]);
    expect(hits({ only: "critical" }).filter((number) => !number.startsWith("TASK"))).toEqual([]);
    expect(hits({ state: "waiting" })).toHaveLength(4);
    expect(hits({ text: "milestone 2" })).toEqual(["MS-000001-2"]);
  });

  test("is in the graph behind the tasks that reach it, the last ones of a domain order", () => {
    expect(edges("ORDL-000001-1").filter((edge) => edge.includes("MS"))).toEqual(["TASK-000001-2>MS-000001-1", "TASK-000001-4>MS-000001-2"]);
    expect(edges("MS-000001-1")).toEqual(["TASK-000001-2>TASK-000001-3", "TASK-000001-1>TASK-000001-2", "TASK-000001-2>MS-000001-1"]);
    expect(edges("SO-000001-1")).toEqual(["TASK-000001-1>TASK-000001-2", "TASK-000001-2>MS-000001-1"]);
  });

  test("is shown as it was in a replay (UIF-45)", () => {
    expect(states("2026-11-23T07:00:00Z")).toEqual(["open", "open"]);
    expect(states("2026-11-23T09:15:00Z")).toEqual(["inProgress", "open", "open"]);
    expect(states("2026-11-23T09:45:00Z")).toEqual(["completed", "open", "reached"]);
  });
});

test("an order task is the next one when it is more urgent, or due first, than a task of a plan (UIF-50)", () => {
  const other = { priority: 3, dueAt: "2026-12-31T00:00:00Z" };
  expect([comesFirst(ownTask(), null), comesFirst(ownTask({ priority: 2, dueAt: null }), other), comesFirst(ownTask({ priority: 4 }), other)]).toEqual([true, true, false]);
  expect([comesFirst(ownTask({ dueAt: "2026-12-01T00:00:00Z" }), other), comesFirst(ownTask({ dueAt: null }), other)]).toEqual([true, false]);
});
