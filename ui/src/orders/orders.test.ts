// What the pages of orders work out by themselves.
import { describe, expect, test } from "vitest";
import type { DomainOrder, HistoryEntry, ServiceOrder, ServiceOrderItem } from "@/api/types";
import { isShown } from "./activityFilter";
import { lineOf, outline, readDocument, shortField, withValues } from "./document";
import { changedValues, fieldsOf } from "./fields";
import { dayOf, headerPatch } from "./header";
import { allItems, domainRows, itemRows, places, skippedTargets, words } from "./items";

const item = (n: number, items: ServiceOrderItem[] = []): ServiceOrderItem => ({
  number: `ORDL-000001-${n}`, n, itemId: String(n), state: "draft", stateReason: null, action: "add", quantity: 1, priority: null,
  specificationId: "home-internet", specificationVersion: null, inventoryItem: null, characteristics: [], place: null, relatedItems: [],
  contacts: [], issues: [], pointOfNoReturn: null, pointOfNoReturnAt: null, items,
});

describe("items of an order (UIF-23)", () => {
  const tree = [item(1, [item(2, [item(3)]), item(4)]), item(5)];
  test("rows stand in the order of the tree, with level and place among their siblings", () => {
    expect(itemRows(tree, new Set()).map((row) => [row.item.n, row.level, row.parent, row.position, row.size])).toEqual([
      [1, 1, null, 1, 2], [2, 2, 1, 1, 2], [3, 3, 2, 1, 1], [4, 2, 1, 2, 2], [5, 1, null, 2, 2],
    ]);
  });
  test("what stands in a closed item is left out", () => {
    expect(itemRows(tree, new Set([2])).map((row) => row.item.n)).toEqual([1, 2, 4, 5]);
    expect(allItems(tree)).toHaveLength(5);
  });
  test("a specification id reads as words", () => expect(words("home-internet_access")).toBe("Home internet access"));
});

describe("places", () => {
  test("an address is one line in the usual order, what else was sent after it", () => {
    const [place] = places([{ id: "S1", role: "installation", city: "Berlin", street: "Weg", streetNr: "4", postcode: "14050", floor: 3, "@type": "Place" }]);
    expect(place).toEqual({ id: "S1", role: "installation", text: "Weg 4, 14050 Berlin, floor: 3" });
  });
  test("a single place, none, and a bare word are taken too", () => {
    expect(places({ id: "S1" })[0]?.text).toBe("S1");
    expect(places(null)).toEqual([]);
    expect(places(["here", null]).map((place) => place.text)).toEqual(["here"]);
  });
});

const order = (number: string, parent: string | null) => ({ number, parent }) as DomainOrder;

describe("domain orders (UIF-32)", () => {
  test("each stands below its parent; one whose parent is filtered out stands at the top", () => {
    const rows = domainRows([order("SO-1-1", null), order("RO-1-3", "SO-1-2"), order("SO-1-4", "SO-1-1")]);
    expect(rows.map((row) => [row.order.number, row.level, row.below])).toEqual([["SO-1-1", 1, 1], ["SO-1-4", 2, 0], ["RO-1-3", 1, 0]]);
  });
  test("targets that were not made keep their reason, whichever way names are spelled", () => {
    const reason = { code: "ruleNotFired", text: "why", relationship: "a -> b" };
    const expected = { itemN: 1, parentN: 2, specification: "b", code: "ruleNotFired", text: "why", relationship: "a -> b" };
    expect(skippedTargets([{ item_n: 1, parent_n: 2, specification_id: "b", reason }])).toEqual([expected]);
    expect(skippedTargets([{ itemN: 1, parentN: 2, specificationId: "b", reason }])).toEqual([expected]);
  });
});

const TEXT = `{
  "externalId": "X",
  "relatedParty": [{"id": "c", "name": "Acme", "role": "customer"}],
  "serviceOrderItem": [
    {"id": "1", "action": "add",
     "service": {"serviceSpecification": {"id": "bundle"}},
     "serviceOrderItem": [
       {"id": "1.1", "action": "add",
        "service": {"serviceCharacteristic": [
          {"name": "Speed", "value": "9"}]}}]}]
}`;

const nested = (holder: Record<string, unknown> | undefined) => outlineItems(holder)[0]?.service;
const outlineItems = (holder: Record<string, unknown> | undefined) => (holder?.serviceOrderItem ?? []) as { service: unknown }[];

describe("a pasted document", () => {
  test("what is no JSON object is said in a sentence", () => {
    expect(readDocument(" ").fault).toBe("Paste a service order, or choose a file.");
    expect(readDocument("{").fault).toMatch(/^This is not JSON: /);
    expect(readDocument("[]").fault).toMatch(/one JSON object/);
  });
  test("its outline names customer, external id and every item", () => {
    const seen = outline(readDocument(TEXT).document ?? {});
    expect([seen.customer, seen.externalId]).toEqual(["Acme", "X"]);
    expect(seen.items.map((one) => [one.id, one.level, one.specification])).toEqual([["1", 1, "bundle"], ["1.1", 2, ""]]);
  });
  test("a problem is found at its line", () => {
    expect(lineOf(TEXT, { item: "1.1", field: "serviceOrderItem[0].serviceOrderItem[0].service.serviceCharacteristic[Speed]" })).toBe(10);
    expect(lineOf(TEXT, { item: "1", field: null })).toBe(5);
    expect(lineOf(TEXT, { item: null, field: "externalId" })).toBe(2);
    expect(lineOf(TEXT, { item: "7", field: null })).toBeNull();
    expect(shortField({ item: "1.1", field: "serviceOrderItem[0].serviceOrderItem[0].service.place" })).toBe("service.place");
  });
  test("values of one item change, the others stay", () => {
    const [top] = withValues(readDocument(TEXT).document ?? {}, "1.1", { Speed: "10", Name: "n" });
    expect(nested(top)).toEqual({ serviceCharacteristic: [{ name: "Speed", value: "10" }, { name: "Name", value: "n" }] });
    expect(top?.service).toEqual({ serviceSpecification: { id: "bundle" } });
    const [emptied] = withValues(readDocument(TEXT).document ?? {}, "1.1", { Speed: undefined });
    expect(nested(emptied)).toEqual({ serviceCharacteristic: [] });
    const [plain] = withValues(readDocument(TEXT).document ?? {}, "1", { Size: 1 }, new Map([["1.1", new Set(["Speed"])]]));
    expect(nested(plain)).toEqual({ serviceCharacteristic: [] });
  });
});

describe("characteristics in a form (UIF-30)", () => {
  const held = { characteristics: [{ name: "Size", value: 3, origin: "order" }, { name: "Old", value: "x", origin: "order" }] };
  const fields = fieldsOf([
    { name: "Speed", valueType: "text", minCardinality: 1, extensible: false, characteristicValueSpecification: [{ value: "a" }, { value: "b" }] },
    { name: "Size", valueType: "integer", extensible: true, characteristicValueSpecification: [{ valueFrom: 1, valueTo: 5 }] },
  ], held);
  test("they follow the specification, what the item has beside it comes last", () => {
    expect(fields.map((field) => [field.characteristic, field.mandatory, field.options?.length ?? 0])).toEqual([["Speed", true, 2], ["Size", false, 0], ["Old", false, 0]]);
  });
  test("only what differs is sent, what is emptied is taken away, what does not fit is told", () => {
    expect(changedValues(fields, { Speed: "b", Size: "3", Old: "" })).toEqual({ values: { Speed: "b", Old: undefined }, faults: {} });
    expect(Object.keys(changedValues(fields, { Speed: "", Size: "9", Old: "x" }).faults)).toEqual(["Size"]);
  });
});

describe("header of an order", () => {
  const before = { externalId: "X", description: null, priority: 3, requestedStartDate: null, requestedCompletionDate: "2026-12-21T17:00:00Z", committedDueDate: null } as ServiceOrder;
  const texts = { externalId: "X", description: "", priority: "3", requestedStartDate: "", requestedCompletionDate: dayOf("2026-12-21T17:00:00Z"), committedDueDate: "" };
  test("what stays is not sent", () => expect(headerPatch(before, texts)).toEqual({}));
  test("a day keeps its time, an emptied field becomes null", () => {
    const patch = headerPatch(before, { ...texts, externalId: "", priority: "1", requestedCompletionDate: "2027-01-04" });
    expect(patch).toMatchObject({ externalId: null, priority: "1" });
    expect(dayOf(String(patch.requestedCompletionDate))).toBe("2027-01-04");
  });
});

const entry = (kind: string, by = "olivia", data: HistoryEntry["data"] = {}): HistoryEntry => ({ kind, by, at: "", data });

describe("activity (UIF-66)", () => {
  test("it is filtered by what it is about, by people and by words", () => {
    expect(isShown(entry("ServiceOrderApproved"), "order", "")).toBe(true);
    expect(isShown(entry("ServiceOrderItemStateChanged"), "order", "")).toBe(false);
    expect(isShown(entry("TaskStarted", "system"), "people", "")).toBe(false);
    expect(isShown(entry("ServiceOrderChanged", "x", { changes: [] }), "changes", "")).toBe(true);
    expect(isShown(entry("NoteAdded", "x", { text: "Call back" }), "all", "call")).toBe(true);
    expect(isShown(entry("NoteAdded"), "all", "call")).toBe(false);
  });
});
