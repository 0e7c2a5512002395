import { describe, expect, it } from "vitest";
import { completedList, matrixOf, openList, queueList, sinceOf } from "./data";

const AGES = [{ name: "underDay", since: "2026-11-22T08:00:00Z", until: null }, { name: "older", since: null, until: "2026-11-22T08:00:00Z" }];

const query = (address: string) => Object.fromEntries(new URL(address, "http://x").searchParams);

describe("the dashboard", () => {
  it("begins a day on the hour and more days at midnight", () => {
    const now = new Date("2026-11-23T08:30:12Z");
    expect(sinceOf(1, now)).toBe("2026-11-22T09:00:00.000Z");
    expect(sinceOf(7, now)).toBe("2026-11-17T00:00:00.000Z");
  });

  it("opens the list that a number was counted from", () => {
    expect(query(openList("orders", ["held"], AGES[0]))).toEqual({ q: "state:held ordered>=2026-11-22T08:00:00Z" });
    expect(query(openList("tasks", ["waiting"], null))).toEqual({ open: "true", q: "state:waiting ready:none" });
    expect(query(openList("fallouts", ["open", "resolving"], AGES[1]))).toEqual({ open: "true", q: "state:open,resolving raised<2026-11-22T08:00:00Z" });
    expect(query(completedList("tasks", "a", "b"))).toEqual({ q: "state:completed ended>=a ended<b" });
    expect(query(queueList(null))).toEqual({ who: "all", q: "group:none" });
  });

  it("sums rows and columns", () => {
    const cells = [{ state: "ready", age: "older", count: 2 }, { state: "waiting", age: null, count: 3 }, { state: "ready", age: "underDay", count: 1 }];
    const matrix = matrixOf(cells, AGES, ["waiting", "ready"]);
    expect(matrix.states).toEqual(["waiting", "ready"]);
    expect(matrix.ages.map((age) => age?.name ?? null)).toEqual([null, "underDay", "older"]);
    expect([matrix.count(null, undefined), matrix.count("ready", undefined), matrix.count(null, null), matrix.count("ready", AGES[1])]).toEqual([6, 3, 3, 2]);
  });
});
