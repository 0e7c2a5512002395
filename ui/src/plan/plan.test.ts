import { describe, expect, test } from "vitest";
import { keep, NO_FILTER } from "./filters";
import { ALL_LEVELS, isOpen, revealed, rows, toggled, typeAhead, type Expansion } from "./flatten";
import { CELL, layOut } from "./layout";
import { domainOrder, largePlan, plan, task } from "./sample";
import { isCritical, topological } from "./schedule";
import { neighbourhood, scopeOf } from "./scope";
import { marks, percent, windowOf } from "./timeline";
import { buildTree, groupState, placeName, tasksBelow } from "./tree";
import { readView, writeView } from "./view";
import { why } from "./waiting";

const NOW = Date.parse("2026-11-23T10:00:00Z");
const HOUR = 3_600_000;
const level = (n: number): Expansion => ({ level: n, opened: new Set(), closed: new Set() });
const large = buildTree(largePlan(40, 4), undefined, NOW);

describe("the tree", () => {
  test("holds every node of the plan once, parents before children (UIF-33)", () => {
    expect(large.nodes.filter((node) => node.task)).toHaveLength(1000);
    expect(new Set(large.nodes.map((node) => node.id)).size).toBe(large.nodes.length);
    expect(large.nodes.every((node) => node.parent < node.index)).toBe(true);
  });

  test("groups items by site when several share one, and sites inside an item otherwise", () => {
    expect(large.nodes.filter((node) => node.kind === "site")).toHaveLength(4);
    expect(large.nodes.find((node) => node.kind === "item")?.depth).toBe(2);
    const inside = buildTree(plan([domainOrder(1, { place: { name: "A" } }), domainOrder(2, { place: { name: "B" } })], [], []), undefined, NOW);
    expect(inside.nodes.map((node) => node.kind)).toEqual(["order", "item", "site", "domainOrder", "site", "domainOrder"]);
  });

  test("is the same whether it is made anew or kept through a change of states (UIF-47)", () => {
    const first = largePlan(6, 3);
    const before = buildTree(first, undefined, NOW);
    const [tasks, domainOrders] = [[...first.tasks], [...first.domainOrders]];
    tasks[7] = { ...tasks[7]!, state: "failed", stateReason: "no light", assignmentGroup: "Fibre", assignee: "felix", startedAt: "2026-11-23T09:00:00Z", endedAt: "2026-11-23T09:30:00Z" };
    domainOrders[1] = { ...domainOrders[1]!, state: "held", stateReason: "no light" };
    const next = { ...first, tasks, domainOrders, fallouts: [{ number: "FO-000001-1", task: tasks[7].number, falloutType: "system", state: "open", priority: 1 }] };
    const kept = buildTree(next, undefined, NOW + HOUR);
    expect(kept.byId).toBe(before.byId);
    expect(kept).toEqual(buildTree({ ...next, dependencies: [...next.dependencies] }, undefined, NOW + HOUR));
    expect([kept.nodes[0]!.broken, kept.nodes[0]!.fallouts]).toEqual([before.nodes[0]!.broken + 1, 1]);
    expect(before.nodes[kept.taskNodes[7]!]!.state).not.toBe("failed");
    // a task that moved to another domain order moves in the tree
    const moved = buildTree({ ...next, tasks: tasks.with(7, { ...tasks[7], domainOrder: first.domainOrders[0]!.number }) }, undefined, NOW);
    expect(moved.nodes[moved.nodes[moved.taskNodes[7]!]!.parent]!.id).toBe(first.domainOrders[0]!.number);
  });

  test("counts tasks up to the order", () => {
    const root = large.nodes[0]!;
    expect(root.total).toBe(1000);
    expect(root.done).toBe(large.counts.completed);
    expect(root.broken).toBe(large.counts.held);
    expect(tasksBelow(large.nodes, 0)).toHaveLength(1000);
  });

  test("finds the tasks of a resource order, whichever prefix names it, and loses none", () => {
    const tree = buildTree(plan([domainOrder(1, { number: "RO-000001-1", kind: "resource" })], [task(1), task(2, { domainOrder: "SO-000001-9" })], []),
      undefined, NOW);
    expect(tree.nodes.map((node) => [node.kind, node.depth])).toEqual([["order", 0], ["item", 1], ["domainOrder", 2], ["task", 3], ["task", 1]]);
    expect([...tree.taskNodes].every((index) => index >= 0)).toBe(true);
  });

  test("calls a place by its name, else by its street", () => {
    expect(placeName([{ role: "x", name: "Harbour" }])).toBe("Harbour");
    expect(placeName({ streetName: "Main", streetNr: "4", city: "Graz" })).toBe("Main 4 Graz");
    expect(placeName(null)).toBe("");
  });

  test("gives a group the state that the server's law gives a domain order", () => {
    expect(groupState(["completed", "skipped"])).toBe("completed");
    expect(groupState(["completed", "held"])).toBe("held");
    expect(groupState(["ready", "held"])).toBe("inProgress");
    expect(groupState(["waiting", "waiting"])).toBe("acknowledged");
    expect(groupState(["completed", "failed"])).toBe("failed");
    expect(groupState(["completed", "cancelled"])).toBe("failed");
  });
});

describe("the rows", () => {
  test("are those of open branches (UIF-35)", () => {
    expect(rows(large, level(0), null)).toHaveLength(1);
    expect(rows(large, level(1), null)).toHaveLength(5);
    expect(rows(large, level(ALL_LEVELS), null)).toHaveLength(large.nodes.length);
  });

  test("follow what is opened and closed by hand", () => {
    const site = large.nodes[1]!;
    const opened = toggled(level(1), site, true);
    expect(rows(large, opened, null)).toHaveLength(5 + site.children.length);
    expect(rows(large, toggled(opened, site, false), null)).toHaveLength(5);
  });

  test("open the way to a node that another view selected (UIF-41)", () => {
    const last = large.nodes.length - 1;
    expect([...rows(large, revealed(large, level(1), last), null)]).toContain(last);
  });

  test("are found by their first letters, from the current one around", () => {
    const visible = rows(large, level(ALL_LEVELS), null);
    const at = typeAhead(large, visible, 0, "part 3");
    expect(large.nodes[visible[at]!]?.name).toBe("Part 3 of 1");
  });
});

describe("the filters", () => {
  test("leave the tasks to mend and what is above them (UIF-35)", () => {
    const kept = keep(large, { ...NO_FILTER, only: "problems" })!;
    expect(kept.hits).toHaveLength(large.counts.held!);
    for (const index of rows(large, level(0), kept)) {
      const node = large.nodes[index]!;
      expect(node.broken).toBeGreaterThan(0);
    }
  });

  test("find text in names and numbers, with everything below it (UIF-46)", () => {
    const kept = keep(large, { ...NO_FILTER, text: "part 0 of 7" })!;
    // the item is called after its domain order
    expect(kept.hits).toHaveLength(2);
    expect(rows(large, level(0), kept).length).toBeGreaterThan(5);
    expect(keep(large, { ...NO_FILTER, text: "nothing like it" })!.hits).toHaveLength(0);
  });

  test("are joined with and", () => {
    const kept = keep(large, { ...NO_FILTER, state: "ready", site: "Site 1", group: "group 0" })!;
    for (const index of kept.hits) {
      expect(large.nodes[index]).toMatchObject({ state: "ready", site: "Site 1", group: "group 0" });
    }
    expect(keep(large, NO_FILTER)).toBeNull();
  });
});

describe("the schedule", () => {
  const tree = buildTree(
    plan([domainOrder(1)], [
      task(1, { state: "completed", startedAt: "2026-11-23T08:00:00Z", endedAt: "2026-11-23T09:30:00Z" }),
      task(2, { state: "ready", duration: "PT2H" }), task(3, { duration: "PT5H" }), task(4),
    ], [[1, 2], [1, 3], [2, 4], [3, 4]]), undefined, NOW);

  test("keeps what happened and estimates the rest (UIF-36)", () => {
    expect(tree.schedule.end[0]).toBe(Date.parse("2026-11-23T09:30:00Z"));
    expect(tree.schedule.start[2]).toBe(NOW);
    expect(tree.schedule.start[3]).toBe(NOW + 5 * HOUR);
    expect(tree.schedule.finish).toBe(NOW + 6 * HOUR);
    expect(tree.schedule.plannedFinish).toBe(Date.parse("2026-11-23T08:00:00Z") + 7 * HOUR);
  });

  test("finds the critical path and the slack of the others (UIF-37)", () => {
    expect(tree.schedule.slack[1]).toBe(3 * HOUR);
    expect([1, 2, 3].map((i) => isCritical(tree.schedule, i, false))).toEqual([false, true, true]);
  });

  test("puts predecessors first, and survives a circle", () => {
    expect([...topological([[], [0], [1]], [[1], [2], []])]).toEqual([0, 1, 2]);
    expect([...topological([[1], [0]], [[1], [0]])].sort()).toEqual([0, 1]);
  });

  test("says what a task waits for (UIF-42)", () => {
    const waiting = why(tree, tree.nodes.find((node) => node.id === "TASK-000001-4")!);
    expect(waiting.map((reason) => reason.text)).toEqual(["Waits for “Task 2”", "Waits for “Task 3”"]);
  });
});

describe("the map", () => {
  const layout = layOut(large, topological(large.before, large.after), 2);

  test("places every task inside its box, none over another (UIF-40)", () => {
    const taken = new Set<string>();
    for (const box of layout.boxes) {
      for (const i of box.tasks) {
        const [x, y] = [layout.x[i]!, layout.y[i]!];
        expect(x >= box.x && x + CELL.w <= box.x + box.w && y >= box.y && y + CELL.h <= box.y + box.h).toBe(true);
        taken.add(`${x} ${y}`);
      }
    }
    expect(taken.size).toBe(1000);
  });

  test("draws successors to the right of what they wait for", () => {
    for (const [from, list] of large.after.entries()) for (const to of list) expect(layout.x[to]!).toBeGreaterThan(layout.x[from]!);
  });

  test("fills a sheet of about the shape it was asked for", () => {
    const shape = layout.width / layout.height;
    expect(shape).toBeGreaterThan(1);
    expect(shape).toBeLessThan(4);
  });

  test("lays out 10,000 tasks, each at a place of its own (ORC-08)", () => {
    const huge = buildTree(largePlan(400, 40), undefined, NOW);
    const sheet = layOut(huge, topological(huge.before, huge.after), 2);
    expect(huge.taskNodes.length).toBeGreaterThanOrEqual(10_000);
    expect(new Set(Array.from(sheet.x, (x, i) => `${x} ${sheet.y[i]}`)).size).toBe(huge.taskNodes.length);
  });
});

describe("the graph", () => {
  test("shows a small scope task by task, a large one by domain orders (UIF-39)", () => {
    const item = large.nodes.find((node) => node.kind === "item")!;
    const small = scopeOf(large, item.index, 1);
    expect([small.level, small.nodes.length, small.edges.length]).toEqual(["tasks", 25, 24]);
    expect(scopeOf(large, 0, 1).level).toBe("domainOrders");
  });

  test("shows the neighbours of a task, a number of steps away", () => {
    expect(neighbourhood(large, 2, 1).sort((a, b) => a - b)).toEqual([1, 2, 3]);
  });
});

describe("the time window", () => {
  test("covers the plan with some room, or a day, a week, a month or a year around an instant (UIF-36, ORC-12)", () => {
    const window = windowOf("fit", 0, 1000 * HOUR, 0);
    for (const [scale, days] of [["day", 1], ["week", 7], ["month", 30], ["year", 365]] as const) {
      const part = windowOf(scale, 0, 1000 * HOUR, 500 * HOUR);
      expect(part.to - part.from).toBe(days * 24 * HOUR);
      expect(percent(part, 500 * HOUR)).toBeCloseTo(40);
      expect(marks(part, 9).length).toBeGreaterThan(2);
    }
    expect(percent(window, 500 * HOUR)).toBeCloseTo(50);
    expect(marks(window, 9).length).toBeLessThanOrEqual(9);
  });
});

describe("the address", () => {
  test("keeps the whole view (UIF-02)", () => {
    const text = "view=map&sel=TASK-000001-4&panel=1&level=all&open=ORDL-000001-1%7E%40Site+1&q=edge&only=late&scale=week&colour=group";
    expect(writeView(readView(new URLSearchParams(text))).toString()).toBe(text);
    expect(writeView(readView(new URLSearchParams())).toString()).toBe("");
    expect(readView(new URLSearchParams("view=nonsense&level=x")).view).toBe("tree");
    expect(isOpen(large.nodes[0]!, readView(new URLSearchParams()).expansion, false)).toBe(true);
  });
});
