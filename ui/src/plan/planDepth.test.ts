// What the plan page computes beyond the tree: columns, replay, stacks, parts, print and display.
import { describe, expect, test } from "vitest";
import { readPlan, sums, type PlanColumns, type Words } from "@/api/planColumns";
import { deadlines, lastShown } from "./dates";
import { readDisplay, writeDisplay } from "./display";
import { keep, NO_FILTER } from "./filters";
import { graphSvg } from "./graphSvg";
import { CELL, layOutStacks } from "./layout";
import { countUpTo, planAsOf, readHistory, stepFrom, type HistoryColumns } from "./replay";
import { jeopardyText, levelOf } from "./jeopardy";
import { isCritical } from "./schedule";
import { domainOrder, largePlan, plan, task } from "./sample";
import { likeGraph, stacked } from "./stacks";
import { buildTree, groupState, tasksBelow, type PlanTree } from "./tree";
import { readView, writeView } from "./view";
import { within } from "./within";

const state = (tree: PlanTree, task: number) => tree.nodes[tree.taskNodes[task]!]!.state;
const NOW = Date.parse("2026-11-25T08:00:00Z");
const words = <Word>(...values: Word[]): Words<Word> => ({ words: values, at: values.map((_, i) => i) });

const COLUMNS: PlanColumns = {
  serviceOrder: "ORD-000007", version: 2, catalogRevision: 3, createdAt: "2026-11-23T08:00:00.500Z", cursor: "9-9", whole: true,
  domainOrders: {
    n: [1, 1], item: [1, 0], parent: [null, 1],
    what: { words: [["cfs", "Line", "line", 1, "add", null], ["resource", "Port", "port", 4, "add", "port-add@1"]], at: [0, 1] },
    state: words<string | null>("inProgress", "acknowledged"), reason: { words: [null], at: [0, 0] }, place: { words: [{ name: "Lyon" }], at: [0, 0] },
    started: [60, null], ended: [null, null], total: [3, 1], done: [1, 0],
  },
  tasks: {
    n: [1, 1, 3], domainOrder: [1, 0, 1],
    what: { words: [["survey", "Survey", "manual", "manual", 7200, 4], ["patch", "Patch", "automated", "http", 90, 4]], at: [0, 1, 1] },
    state: { words: ["completed", "ready", "waiting"], at: [0, 1, 2] }, reason: { words: [null], at: [0, 0, 0] },
    assignmentGroup: { words: ["desk", null], at: [0, 1, 1] }, assignee: { words: ["ada", null], at: [0, 1, 1] },
    version: [3, 1, 1], openPredecessors: [0, 0, 1], attempts: [0, 0, 0],
    ready: [0, 3600, null], started: [60, null, null], ended: [3540, null, null],
  },
  successors: [2, 3], predecessors: [1, 3], fallouts: { n: [4], task: [2], type: words<string | null>("device"), state: words<string | null>("open"), priority: [2] },
};

const only = <Value>(column: Value[]) => [column[1]!];

describe("the columns of a plan", () => {
  const read = readPlan(COLUMNS);

  test("are tasks, domain orders, dependencies and fallouts (UIF-33)", () => {
    expect(sums([1, 1, 3])).toEqual([1, 2, 5]);
    expect(read.tasks.map((one) => [one.number, one.domainOrder, one.name, one.state])).toEqual([
      ["TASK-000007-1", "SO-000007-1", "Survey", "completed"], ["TASK-000007-2", "SO-000007-1", "Patch", "ready"],
      ["TASK-000007-5", "RO-000007-2", "Patch", "waiting"]]);
    // each instant counts from the last one of its row
    expect(read.tasks[0]).toMatchObject({ readyAt: "2026-11-23T08:00:00.000Z", startedAt: "2026-11-23T08:01:00.000Z", endedAt: "2026-11-23T09:00:00.000Z", duration: "PT7200S" });
    expect(read.domainOrders[1]).toMatchObject({ number: "RO-000007-2", parent: "SO-000007-1", item: "ORDL-000007-1", place: { name: "Lyon" } });
    expect(read.dependencies).toEqual([["TASK-000007-1", "TASK-000007-2"], ["TASK-000007-2", "TASK-000007-5"]]);
    expect(read.fallouts).toEqual([{ number: "FO-000007-4", task: "TASK-000007-2", falloutType: "device", state: "open", priority: 2 }]);
  });

  test("of changes are laid over what was known; the rest stays the same objects (UIF-47)", () => {
    const tasks = { ...COLUMNS.tasks };
    const changes: PlanColumns = {
      ...COLUMNS, whole: false, cursor: "10-1", successors: [], predecessors: [], fallouts: { n: [], task: [], type: words(), state: words(), priority: [] },
      domainOrders: { ...COLUMNS.domainOrders, n: [], item: [], parent: [], started: [], ended: [], total: [], done: [] },
      tasks: {
        ...tasks, n: [2], domainOrder: [1], what: { words: tasks.what.words, at: [1] }, state: { words: ["inProgress"], at: [0] }, reason: { words: [null], at: [0] },
        assignmentGroup: { words: [null], at: [0] }, assignee: { words: [null], at: [0] }, version: only(tasks.version),
        openPredecessors: only(tasks.openPredecessors), attempts: only(tasks.attempts), ready: [3600], started: [5], ended: [null],
      },
    };
    const next = readPlan(changes, read);
    expect(next.tasks.map((one) => one.state)).toEqual(["completed", "inProgress", "waiting"]);
    expect(next.tasks[0]).toBe(read.tasks[0]);
    expect(next.tasks[1]?.domainOrder).toBe("SO-000007-1");
    expect(next.dependencies).toBe(read.dependencies);
    expect(next.cursor).toBe("10-1");
    expect(next.fallouts).toEqual([]);
    // without what came before, changes alone are the plan
    expect(readPlan({ ...changes, whole: true }, read).tasks).toHaveLength(1);
  });
});

describe("the replay (UIF-45)", () => {
  const tasks = [1, 2, 3].map((n) => task(n, { state: "completed", readyAt: "2026-11-23T08:00:00Z", startedAt: "2026-11-23T08:10:00Z", endedAt: "2026-11-23T09:00:00Z" }));
  const past = plan([domainOrder(1)], tasks, [[1, 2], [2, 3]]);
  const told: [seconds: number, task: number, state: string][] = [
    [600, 1, "inProgress"], [600, 1, "held"], [60, 1, "ready"], [60, 1, "inProgress"], [60, 1, "completed"], [0, 2, "ready"], [100, 2, "inProgress"]];
  const columns: HistoryColumns = {
    createdAt: past.createdAt, seconds: told.map(([s]) => s), task: told.map(([, n]) => n),
    state: { words: told.map(([, , state]) => state), at: told.map((_, i) => i) },
  };
  const history = readHistory(columns, past);
  const begin = Date.parse(past.createdAt);
  const statesAt = (seconds: number) => planAsOf(past, history, begin + seconds * 1000).tasks.map((one) => one.state);

  test("state at an instant is the log folded to it", () => {
    expect(statesAt(0)).toEqual(["ready", "waiting", "waiting"]);
    expect(statesAt(599)).toEqual(["ready", "waiting", "waiting"]);
    expect(statesAt(600)).toEqual(["inProgress", "waiting", "waiting"]);
    expect(statesAt(1200)).toEqual(["held", "waiting", "waiting"]);
    expect(statesAt(1379)).toEqual(["inProgress", "waiting", "waiting"]);
    expect(statesAt(1380)).toEqual(["completed", "ready", "waiting"]);
    expect(statesAt(9999)).toEqual(["completed", "inProgress", "waiting"]);
  });

  test("random logs fold as the naive way folds them", () => {
    let seed = 7;
    const random = (most: number) => (seed = (seed * 16807) % 2147483647) % most;
    const names = ["ready", "inProgress", "held", "completed"];
    const many = Array.from({ length: 200 }, () => [random(50), 1 + random(3), names[random(4)]!] as [number, number, string]);
    const log = readHistory({
      createdAt: past.createdAt, seconds: many.map(([s]) => s), task: many.map(([, n]) => n), state: { words: many.map(([, , s]) => s), at: many.map((_, i) => i) },
    }, past);
    const ends = sums(many.map(([s]) => s));
    for (let round = 0; round < 40; round++) {
      const seconds = random(5200);
      const naive = ["ready", "waiting", "waiting"];
      many.forEach(([, n, state], i) => { if (ends[i]! <= seconds) naive[n - 1] = state; });
      expect(planAsOf(past, log, begin + seconds * 1000).tasks.map((one) => one.state)).toEqual(naive);
      expect(countUpTo(log, begin + seconds * 1000)).toBe(ends.filter((end) => end <= seconds).length);
    }
  });

  test("a task begins where it began then, and has not ended before its end", () => {
    const at = planAsOf(past, history, begin + 1330_000).tasks[0]!;
    expect(at.startedAt).toBe(new Date(begin + 1320_000).toISOString());
    expect(at.endedAt).toBeNull();
    expect(planAsOf(past, history, begin + 5000_000).tasks[0]?.endedAt).toBe(new Date(begin + 1380_000).toISOString());
  });

  test("steps go from change to change and stop at both ends", () => {
    expect(stepFrom(history, begin, 1)).toBe(begin + 600_000);
    expect(stepFrom(history, begin + 600_000, 1)).toBe(begin + 1200_000);
    expect(stepFrom(history, begin + 1200_000, -1)).toBe(begin + 600_000);
    expect(stepFrom(history, begin + 600_000, -1)).toBe(begin);
    expect(stepFrom(history, history.end, 1)).toBe(history.end);
  });

  test("groups have the state that follows from their tasks then", () => {
    const tree = buildTree(planAsOf(past, history, begin + 1200_000), undefined, begin + 1200_000, true);
    for (const node of tree.nodes) {
      if (node.kind === "domainOrder") expect(node.state).toBe(groupState(tasksBelow(tree.nodes, node.index).map((i) => tree.nodes[i]!.state)));
    }
    expect(tree.nodes.find((node) => node.kind === "domainOrder")?.state).toBe("held");
  });
});

describe("stacks of like branches (UIF-44, NEW-25)", () => {
  // forty sites of the same step: 38 done, 2 held
  const sites = Array.from({ length: 40 }, (_, i) => i + 1);
  const same = buildTree(plan(sites.map((n) => domainOrder(n, { name: "Install CPE", specification: "cpe", item: "ORDL-000001-1" })),
    sites.map((n) => task(n, { domainOrder: `SO-000001-${n}`, key: "install", name: "Install CPE", state: n % 20 === 0 ? "held" : "completed" })), []), undefined, NOW);
  const tree = stacked(same);
  const stack = tree.nodes.find((node) => node.kind === "stack")!;

  test("count their members by state, worst first", () => {
    expect(stack.children).toHaveLength(40);
    expect([stack.total, stack.done, stack.broken]).toEqual([40, 38, 2]);
    expect(tree.nodes[stack.children[0]!]?.broken).toBe(1);
    expect(stack.members?.reduce((sum, [, n]) => sum + n, 0)).toBe(40);
  });

  test("keep every node once, depth first, with its place", () => {
    const large = buildTree(largePlan(60, 6), undefined, NOW);
    const both = stacked(large);
    const without = both.nodes.filter((node) => node.kind !== "stack");
    expect(new Set(without.map((node) => node.id))).toEqual(new Set(large.nodes.map((node) => node.id)));
    expect(without).toHaveLength(large.nodes.length);
    for (const node of both.nodes) {
      for (const child of node.children) expect(both.nodes[child]).toMatchObject({ parent: node.index, depth: node.depth + 1 });
      expect(both.byId.get(node.id)).toBe(node.index);
      if (node.taskIndex >= 0) expect(both.taskNodes[node.taskIndex]).toBe(node.index);
      if (node.kind === "stack") expect(node.total).toBe(tasksBelow(both.nodes, node.index).length);
    }
  });

  test("make a graph of kinds of steps whose numbers are those of the tasks", () => {
    const large = buildTree(largePlan(60, 6), undefined, NOW);
    const graph = likeGraph(large, large.taskNodes.keys());
    expect(graph.likes.reduce((sum, like) => sum + like.tasks.length, 0)).toBe(large.taskNodes.length);
    for (const like of graph.likes) expect(like.states.reduce((sum, [, n]) => sum + n, 0)).toBe(like.tasks.length);
    const filter = { ...NO_FILTER, like: graph.likes[0]!.id };
    expect(keep(large, filter)?.hits).toHaveLength(graph.likes[0]!.tasks.length);
    expect(keep(stacked(large), filter)?.hits).toHaveLength(graph.likes[0]!.tasks.length);
  });
});

describe("a part of the plan (ORC-01)", () => {
  const large = buildTree(largePlan(20, 4), undefined, NOW);
  const root = large.nodes.find((node) => node.kind === "domainOrder" && node.children.length > 5)!;
  const part = within(large, root.index);

  test("has what is below its node, and the same numbers", () => {
    expect(part.nodes[0]).toMatchObject({ id: root.id, depth: 0, parent: -1, total: root.total, done: root.done, broken: root.broken });
    expect(part.taskNodes).toHaveLength(root.total);
    expect(Object.values(part.counts).reduce((a, b) => a + b, 0)).toBe(root.total);
    for (const [i, node] of part.nodes.entries()) expect(large.nodes[root.index + i]?.id).toBe(node.id);
  });

  test("has the dependencies between its tasks, and the same times", () => {
    for (const [task, list] of part.before.entries()) {
      const node = part.nodes[part.taskNodes[task]!]!;
      const original = large.nodes[large.byId.get(node.id)!]!;
      expect(part.schedule.end[task]).toBe(large.schedule.end[original.taskIndex]);
      const names = (large.before[original.taskIndex] ?? []).map((p) => large.nodes[large.taskNodes[p]!]!.id).filter((id) => part.byId.has(id));
      expect(list.map((p) => part.nodes[part.taskNodes[p]!]!.id)).toEqual(names);
    }
  });
});

describe("the neighbourhood of a node (NEW-25)", () => {
  test("is what is some dependencies away, both ways", () => {
    const chain = buildTree(plan([domainOrder(1)], [1, 2, 3, 4, 5].map((n) => task(n)), [[1, 2], [2, 3], [3, 4], [4, 5]]), undefined, NOW);
    const near = (hops: number) => keep(chain, { ...NO_FILTER, near: "TASK-000001-3", hops })?.hits.map((i) => chain.nodes[i]?.name);
    expect(near(0)).toEqual(["Task 3"]);
    expect(near(1)).toEqual(["Task 2", "Task 3", "Task 4"]);
    expect(near(9)).toHaveLength(5);
  });
});

describe("pictures (UIF-48)", () => {
  test("a graph as SVG has every node and line, and nothing unescaped", () => {
    const tree = buildTree(plan([domainOrder(1)], [task(1, { name: "Cut <over> & \"test\"" }), task(2)], [[1, 2]]), undefined, NOW);
    const nodes = tree.nodes.filter((node) => node.task);
    const svg = graphSvg(nodes, [["TASK-000001-1", "TASK-000001-2"]], new Map(nodes.map((node, i) => [node.id, { x: i * 300, y: 0 }])), "Plan");
    expect(svg).toContain("Cut &lt;over&gt; &amp; &quot;test&quot;");
    expect(svg.match(/<g transform="translate\(\d+ 0\)"><title>/g)).toHaveLength(2);
    expect(svg.match(/marker-end/g)).toHaveLength(1);
  });

  test("the stacked map has a cell for every task, apart from each other, states in stretches", () => {
    const large = buildTree(largePlan(60, 6), undefined, NOW);
    const map = layOutStacks(large, 1.6);
    expect(map.boxes.flatMap((box) => box.tasks).toSorted((a, b) => a - b)).toEqual([...large.taskNodes.keys()]);
    const cells = new Set(Array.from(map.x, (x, i) => `${Math.round(x)}/${Math.round(map.y[i]!)}`));
    expect(cells.size).toBe(large.taskNodes.length);
    for (const box of map.boxes) {
      for (const task of box.tasks) {
        expect(map.x[task]).toBeGreaterThanOrEqual(box.x);
        expect(map.x[task]! + CELL.w).toBeLessThanOrEqual(box.x + box.w + 0.5);
        expect(map.y[task]! + CELL.h).toBeLessThanOrEqual(box.y + box.h + 0.5);
      }
      const changes = box.tasks.filter((task, i) => i > 0 && state(large, task) !== state(large, box.tasks[i - 1]!)).length;
      expect(changes).toBe(new Set(box.tasks.map((task) => state(large, task))).size - 1);
    }
  });
});

describe("what is shown", () => {
  test("columns and elements are remembered, unknown ones forgotten (ORC-11)", () => {
    const display = readDisplay("state,slack,nonsense|labels,links");
    expect([...display.columns]).toEqual(["state", "slack"]);
    expect(readDisplay(writeDisplay(display))).toEqual(display);
    expect([...readDisplay(null).columns]).toEqual(["state", "progress", "who"]);
  });

  test("part, stacks, instant and neighbourhood live in the address (UIF-02)", () => {
    const text = "like=spec%2Ft1%2FTask&near=TASK-000001-3&hops=2&root=SO-000001-2&stacks=1&at=1795500000";
    const params = writeView(readView(new URLSearchParams(text)));
    expect(readView(params)).toEqual(readView(new URLSearchParams(text)));
    expect(params.get("at")).toBe("1795500000");
    expect(readView(new URLSearchParams("at=x&hops=-4")).at).toBeNull();
  });
});

const line = (number: string, more: object) => ({
  number, state: "waiting", plannedStartAt: null, plannedEndAt: null, estimatedStartAt: null, estimatedEndAt: null, latestStartAt: null,
  startedAt: null, endedAt: null, slackSeconds: null, critical: false, ...more,
});
const day = (n: number) => `2026-11-${n}T00:00:00Z`;

describe("UIF-36, UIF-37, UIF-38: the server's dates", () => {
  const two = plan([domainOrder(1)], [task(1, { state: "completed", startedAt: "2026-11-23T08:00:00Z", endedAt: "2026-11-23T08:30:00Z" }), task(2)], [[1, 2]]);
  const dates = {
    serviceOrder: two.serviceOrder, plannedStartAt: null, plannedEndAt: null, estimatedEndAt: null, dueAt: null, lateBySeconds: null, criticalPath: [],
    tasks: [
      line(two.tasks[0]!.number, { plannedEndAt: "2026-11-23T09:00:00Z", estimatedEndAt: "2026-11-30T00:00:00Z" }),
      line(two.tasks[1]!.number, { plannedStartAt: "2026-11-23T09:00:00Z", plannedEndAt: "2026-11-23T11:00:00Z", estimatedStartAt: "2026-11-24T09:00:00Z",
        estimatedEndAt: "2026-11-24T12:00:00Z", slackSeconds: -3600, critical: true }),
    ],
  };
  test("replace what the page reckoned, except what has happened", () => {
    const tree = buildTree(two, undefined, NOW, false, dates);
    const { schedule } = tree;
    expect(schedule.end[0]).toBe(Date.parse("2026-11-23T08:30:00Z"));
    expect(schedule.plannedEnd[0]).toBe(Date.parse("2026-11-23T09:00:00Z"));
    expect([schedule.start[1], schedule.end[1]]).toEqual([Date.parse("2026-11-24T09:00:00Z"), Date.parse("2026-11-24T12:00:00Z")]);
    expect(schedule.slack[1]).toBe(-3_600_000);
    expect([schedule.finish, tree.nodes[0]?.end]).toEqual([schedule.end[1], schedule.end[1]]);
    expect([0, 1].map((i) => isCritical(schedule, i, i === 0))).toEqual([false, true]);
    const part = within(tree, tree.byId.get(two.tasks[1]!.number) ?? 0);
    expect(isCritical(part.schedule, part.nodes.find((node) => node.task)?.taskIndex ?? -1, false)).toBe(true);
  });
  test("say how far each task is in jeopardy, with the forecast, the date to keep and what it is late because of (UIF-38)", () => {
    const three = plan([domainOrder(1)], [task(1, { state: "ready" }), task(2), task(3)], [[1, 2]]);
    const late = (slack: number, hours: number) => ({
      plannedStartAt: day(23), plannedEndAt: "2026-11-23T12:00:00Z", estimatedStartAt: day(23), estimatedEndAt: new Date(Date.parse("2026-11-23T12:00:00Z") + hours * 3_600_000).toISOString(), slackSeconds: slack,
    });
    const made = (slacks: [number, number][], dueAt: string | null) => buildTree(three, undefined, NOW, false, {
      ...dates, dueAt, tasks: slacks.map(([slack, hours], i) => line(three.tasks[i]!.number, late(slack, hours))),
    });
    const told = (tree: ReturnType<typeof made>) => ["ORDL-000001-1", ...three.tasks.map((one) => one.number)].map((id) => levelOf(tree, tree.nodes[tree.byId.get(id)!]!));
    const delayed = made([[-7200, 6], [-7200, 8], [90_000, 0]], day(24));
    expect(told(delayed)).toEqual(["critical", "critical", "critical", ""]);
    expect(jeopardyText(delayed, delayed.nodes[delayed.byId.get(three.tasks[1]!.number)!]!)).toMatch(/reckoned to end .*; 8 h later than planned; has to end by .*; because Task 1 ends/);
    expect(told(made([[3600, 2], [90_000, 2], [90_000, 0]], day(24)))).toEqual(["major", "major", "minor", ""]);
    // what nobody promised cannot be broken
    expect(told(made([[-7200, 6], [0, 8], [0, 0]], null))).toEqual(["minor", "minor", "minor", ""]);
    const part = within(delayed, delayed.byId.get("SO-000001-1")!);
    expect(levelOf(part, part.nodes[0]!)).toBe("critical");
  });
  test("that the order has to keep are one line when they are the same, and do not press the bars together", () => {
    expect(deadlines({ requestedCompletionDate: day(24), committedDueDate: day(24) })).toEqual([{ kind: "committed", at: Date.parse(day(24)) }]);
    const both = deadlines({ requestedCompletionDate: day(24), committedDueDate: day(29) });
    expect(both.map((one) => one.kind)).toEqual(["requested", "committed"]);
    expect(deadlines(undefined)).toEqual([]);
    expect(lastShown(Date.parse(day(20)), Date.parse(day(23)), both)).toBe(Date.parse(day(24)));
    expect(lastShown(Date.parse(day(20)), Date.parse(day(25)), both)).toBe(Date.parse(day(29)));
  });
});
