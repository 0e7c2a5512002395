// Free times are shown on the day they begin, in the zone of whoever looks.
import { expect, test } from "vitest";
import { byDay, dayOf, plusDays, spanText, timesText } from "./data";

const at = (day: number, hour: number) => new Date(2026, 10, day, hour).toISOString();
const slot = (day: number, hour: number, hours = 2) => ({ startAt: at(day, hour), endAt: at(day, hour + hours), free: 1 });

test("each slot stands on its day, in order, and days without one stay empty", () => {
  const days = byDay([slot(23, 8), slot(25, 0), slot(23, 22), slot(30, 8)], dayOf(at(23, 5)), 7);
  expect(days.map((day) => day.slots.length)).toEqual([2, 0, 1, 0, 0, 0, 0]);
  expect(days[1]?.day).toEqual(plusDays(dayOf(at(23, 0)), 1));
});

test("a slot over midnight names the day on which it ends; one that ends at midnight does not", () => {
  expect(timesText(slot(23, 8))).toBe("08:00–10:00");
  expect(spanText(slot(23, 23))).toContain("24");
  expect(spanText(slot(23, 22))).not.toContain("24");
});
