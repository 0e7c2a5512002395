import { expect, test } from "vitest";
import { inMinutes, readRate, standingOf } from "./data";

const NOW = Date.parse("2026-11-23T12:00:30Z");
const WELL = { held: false, openedUntil: null, releasedUntil: null };

test("a hold counts before an open circuit, that before a release, and what is past does not count", () => {
  const later = "2026-11-23T13:00:00Z", before = "2026-11-23T11:00:00Z";
  expect(standingOf(WELL, NOW)).toBe("open");
  expect(standingOf({ held: true, openedUntil: later, releasedUntil: later }, NOW)).toBe("held");
  expect(standingOf({ ...WELL, openedUntil: later, releasedUntil: later }, NOW)).toBe("broken");
  expect(standingOf({ ...WELL, openedUntil: before, releasedUntil: later }, NOW)).toBe("releasing");
  expect(standingOf({ ...WELL, openedUntil: before, releasedUntil: before }, NOW)).toBe("open");
});

test("a rate is a number above 0, with a comma too", () => {
  expect(["5", "0,5", " 2.5 ", "0", "-1", "", "many", "1e9"].map(readRate)).toEqual([5, 0.5, 2.5, null, null, null, null, null]);
});

test("an instant some minutes ahead is a whole minute", () => {
  expect(inMinutes(90, NOW)).toBe("2026-11-23T13:31:00.000Z");
});
