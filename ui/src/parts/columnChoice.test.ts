import { describe, expect, it } from "vitest";
import { fitting, moved, ordered, shownColumns, toggled } from "./columnChoice";

const columns = ["a", "b", "c", "d"].map((key) => ({ key }));
const keys = (found: { key: string }[]) => found.map(({ key }) => key).join("");

describe("columns of a list (UIF-16)", () => {
  it("hides what was hidden, but never the first", () => {
    expect(keys(shownColumns(columns, { hidden: ["a", "c"], order: [] }))).toBe("abd");
    expect(toggled(toggled(["c"], "d"), "c")).toEqual(["d"]);
  });

  it("keeps the order that was chosen; a column that came later stands beside its usual neighbour", () => {
    expect(keys(ordered(columns, ["d", "b", "gone"]))).toBe("adbc");
    expect(keys(ordered(columns, []))).toBe("abcd");
  });

  it("moves a column, not beyond the ends", () => {
    expect(moved(columns, [], "c", -1).join("")).toBe("acbd");
    expect(moved(columns, ["d", "c", "b", "a"], "a", 1).join("")).toBe("dcba");
    expect(moved(columns, [], "a", 9).join("")).toBe("bcda");
  });

  it("takes no width that cannot be read or seen", () => expect([fitting(3), fitting(200.4), fitting(9e9)]).toEqual([40, 200, 1200]));
});
