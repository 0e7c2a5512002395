import { describe, expect, it } from "vitest";
import { ApiError } from "@/api/fetching";
import { countsText, lateness, previewChanges, treeRows } from "./consequences";
import { isStale } from "./data";
import { bySchedule, type TriedTask } from "./dryRun";
import type { Preview, PreviewOrder } from "./types";

const order = (n: number, parentN: number | null, specification = "cpe"): PreviewOrder =>
  ({ n, parentN, itemN: 1, kind: "cfs", action: "add", specification, name: specification.toUpperCase(), reason: "" });
const preview = (version: number, orders: PreviewOrder[], tasks = 1) =>
  ({ digest: String(version), shown: { version, domainOrders: orders.length, tasks, domainOrderList: orders } }) as Preview;

const task = (n: number, day: number, critical: boolean) => ({ n, startAt: `2026-01-0${day}T00:00:00Z`, critical }) as TriedTask;
const refused = (code: string) => isStale(new ApiError(409, { code }));

describe("what would follow (UIF-29)", () => {
  it("stands as a tree, and what lacks its parent at the top", () => {
    const rows = treeRows([order(2, 1), order(1, null), order(3, 2), order(9, 77)]);
    expect(rows.map(({ node, level }) => [node.n, level])).toEqual([[1, 1], [2, 2], [3, 3], [9, 1]]);
  });
  it("is counted by kind", () => expect(countsText({ cfs: 12, rfs: 3 })).toBe("12 CFS, 3 RFS"));
  it("is late only when it ends after what was requested", () => {
    expect(lateness("2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z")).toBe(86_400_000);
    expect(lateness("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z")).toBe(0);
    expect(lateness("2026-01-01T00:00:00Z", null)).toBe(0);
  });
  it("has tasks by start, on the critical path alone when asked", () => {
    const tasks = [task(1, 2, true), task(2, 1, false), task(3, 2, false)];
    expect(bySchedule(tasks, false).map((one) => one.n)).toEqual([2, 1, 3]);
    expect(bySchedule(tasks, true).map((one) => one.n)).toEqual([1]);
  });
});

describe("what changed since one looked (APR-13)", () => {
  it("names what is made more, less and not at all any more", () => {
    const before = preview(1, [order(1, null), order(2, null, "old")]);
    const after = preview(2, [order(1, null), order(2, null), order(3, null, "new")]);
    expect(previewChanges(before, after).map((one) => [one.name, one.before, one.after])).toEqual([
      ["Version of the order", "1", "2"], ["Domain orders", "2", "3"], ["CPE (Add)", "1", "2"], ["NEW (Add)", "0", "1"], ["OLD (Add)", "1", "0"],
    ]);
    expect(previewChanges(before, before)).toEqual([]);
  });
  it("is not what a second signature of the same person is refused for (APR-14)", () => {
    expect([refused("OrderChanged"), refused("PreviewChanged"), refused("AlreadySigned")]).toEqual([true, true, false]);
  });
});
