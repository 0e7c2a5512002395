import { expect, test } from "vitest";
import { bars, roundUp, tilesOf } from "@/home/data";
import { changedNames, treesOf, type InventoryLine, type Snapshot } from "@/inventory/types";
import { conditionText, mappingText, quantityText } from "./words";

test("a condition reads as a sentence, with brackets where conditions stand inside others", () => {
  expect(conditionText({ characteristic: "Speed", atLeast: 100 })).toBe("Speed is at least 100");
  expect(conditionText({ characteristic: "DMZ", equals: true })).toBe("DMZ is Yes");
  expect(conditionText({ all: [{ characteristic: "A", present: true }, { any: [{ characteristic: "B", equals: "x" }, { characteristic: "C", oneOf: [1, 2] }] }] }))
    .toBe("A is given and (B is x or C is one of 1, 2)");
  expect(conditionText({ negated: { characteristic: "A", present: true } })).toBe("not A is given");
});

test("mappings and quantities say from where to where and how many", () => {
  expect(mappingText({ source: "Speed", target: "Rate" })).toBe("parent Speed → child Rate");
  expect(mappingText({ source: "IP", target: "Address", direction: "childToParent" })).toBe("child IP → parent Address");
  expect(quantityText({ id: "x", relationshipType: "requires", minimumQuantity: 1, maximumQuantity: 1 })).toBe("1");
});

test("UI-01: a tile exists only for what may be read, and leads to the list that it counts", () => {
  const tiles = tilesOf({ myTasks: 2, unassignedTasks: 0, openFallouts: null, needsAttention: 4, inJeopardy: 0, ordersByState: { acknowledged: 3, held: 1 }, completedByDay: [] }, false);
  expect(tiles.map((tile) => [tile.text, tile.number, tile.to])).toEqual([
    ["home.mine", 2, "/tasks?who=mine"], ["home.unassigned", 0, "/tasks?who=groups"],
    ["home.approval", 3, "/orders?state=acknowledged"], ["home.attention", 4, "/attention"], ["home.jeopardy", 0, "/jeopardy"], ["home.held", 1, "/orders?state=held"],
  ]);
  expect(bars({ held: 1, inProgress: 4, failed: 0 })).toEqual([{ state: "held", orders: 1, share: 0.25 }, { state: "inProgress", orders: 4, share: 1 }]);
  expect([0, 2, 3, 17, 100, 101].map(roundUp)).toEqual([2, 2, 5, 20, 100, 200]);
});

const line = (number: string, parent: string | null) => ({ number, parent }) as InventoryLine;
const snapshot = (values: Record<string, unknown>) =>
  ({ characteristics: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, origin: "order" }])) }) as Snapshot;

test("INV-13: lines become trees, and a snapshot tells what changed", () => {
  const trees = treesOf([line("SRV-000002", "PRD-000001"), line("PRD-000001", null), line("SRV-000009", "PRD-000008")]);
  expect(trees.map((tree) => [tree.item.number, tree.children.length])).toEqual([["PRD-000001", 1], ["SRV-000009", 0]]);
  expect(changedNames(snapshot({ a: 1, b: 2 }), snapshot({ a: 1, b: 3, c: 4 }))).toEqual(["b", "c"]);
});
