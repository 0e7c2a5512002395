import { expect, test } from "vitest";
import { shownColumns, toggled } from "./columnChoice";

const COLUMNS = ["number", "state", "customer"].map((key) => ({ key }));

test("a column goes and comes back, the first one stays (UIF-16)", () => {
  const hidden = toggled(toggled(new Set(), "state"), "number");
  expect(shownColumns(COLUMNS, hidden).map((one) => one.key)).toEqual(["number", "customer"]);
  expect(shownColumns(COLUMNS, toggled(hidden, "state")).map((one) => one.key)).toEqual(["number", "state", "customer"]);
});

test("a column that the choice does not know is shown (UIF-16)", () => {
  expect(shownColumns(COLUMNS, new Set(["gone"]))).toHaveLength(3);
});
