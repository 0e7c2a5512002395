import { expect, test } from "vitest";
import { isMovable, snapped } from "./dragging";
import type { PlanNode } from "./tree";

const HOUR = 3_600_000;
const node = (kind: string, state: string) => ({ state, task: { kind } }) as unknown as PlanNode;

test("ORC-14: a bar snaps to steps about as long as a pixel, in local time", () => {
  const at = Date.UTC(2026, 10, 23, 10, 6, 31);
  expect(snapped(at, 1000)).toBe(Date.UTC(2026, 10, 23, 10, 5));
  expect(snapped(at, 20 * 60_000)).toBe(Date.UTC(2026, 10, 23, 10, 0));
  const day = snapped(at, 20 * HOUR);
  expect([new Date(day).getHours(), new Date(day).getMinutes()]).toEqual([0, 0]);
});

test("ORC-14: only work that has not begun is taken", () => {
  expect(isMovable(node("manual", "ready"))).toBe(true);
  expect(isMovable(node("automated", "waiting"))).toBe(true);
  expect(isMovable(node("manual", "inProgress"))).toBe(false);
  expect(isMovable(node("milestone", "waiting"))).toBe(false);
  expect(isMovable(undefined)).toBe(false);
});
