import { describe, expect, it } from "vitest";
import type { Field, TaskDetail, WorklistLine } from "@/api/types";
import { downstream } from "@/fallouts/downstream";
import { chosenOf, matchingBody, runStretches, type Named, type TaskResult } from "./bulk";
import { faultOf, faultsByField } from "./check";
import { differences } from "./conflict";
import { nextFor } from "./next";
import { correctable, described, fieldOf } from "./specification";
import { changedFields, readValues, textsOf } from "./values";

const field = (more: Partial<Field>): Field =>
  ({ characteristic: "Port", mandatory: false, readOnly: false, value: null, origin: null, ...more });

describe("values are checked as the specification says (UIF-51)", () => {
  it.each<[Partial<Field>, unknown, boolean]>([
    [{ valueType: "integer", minimum: 1, maximum: 4094 }, 4094, true],
    [{ valueType: "integer", minimum: 1, maximum: 4094 }, 4095, false],
    [{ valueType: "integer" }, 1.5, false],
    [{ valueType: "decimal", minimum: 0 }, -0.1, false],
    [{ valueType: "boolean" }, "true", false],
    [{ valueType: "date" }, "2026-02-28", true],
    [{ valueType: "date" }, "2026-02-30", false],
    [{ valueType: "dateTime" }, "2026-12-31T08:00:00Z", true],
    [{ valueType: "dateTime" }, "2026-12-31T08:00:00", false],
    [{ valueType: "duration" }, "P2DT6H", true],
    [{ valueType: "duration" }, "P", false],
    [{ valueType: "email" }, "name@example.com", true],
    [{ valueType: "email" }, "name@example", false],
    [{ valueType: "text", pattern: "[A-Z]{2}\\d+" }, "AB12", true],
    [{ valueType: "text", pattern: "[A-Z]{2}\\d+" }, "xAB12", false],
    [{ valueType: "text", maxLength: 3 }, "abcd", false],
    // a dialect that the browser lacks is left to the server
    [{ valueType: "text", pattern: "(?P<a>x" }, "y", true],
    [{ valueType: "text", options: [{ value: "gold", label: "Gold" }] }, "silver", false],
    [{ valueType: "array", minSize: 1, element: field({ valueType: "integer" }) }, [], false],
    [{ valueType: "array", element: field({ valueType: "integer" }) }, [1, "2"], false],
    [{ valueType: "object", properties: [field({ characteristic: "Site", mandatory: true, valueType: "text" })] }, {}, false],
    [{ valueType: "address" }, { city: " " }, false],
    [{}, { anything: 1 }, true],
  ])("%j takes %j: %j", (more, value, fits) => {
    expect(faultOf(field(more), value) === null).toBe(fits);
  });

  it("reads a form and names every fault", () => {
    const fields = [field({ characteristic: "VLAN", valueType: "integer", maximum: 10 }), field({ mandatory: true, valueType: "text" })];
    const read = readValues(fields, { VLAN: "11", Port: " " });
    expect(Object.keys(read.faults)).toEqual(["VLAN", "Port"]);
    expect(readValues(fields, { VLAN: "5", Port: "a" })).toEqual({ values: { VLAN: 5, Port: "a" }, faults: {} });
  });

  it("sends only what was changed", () => {
    const fields = [field({ value: "agg1" }), field({ characteristic: "Speed", value: 10, valueType: "integer" })];
    expect(changedFields(fields, { ...textsOf(fields), Speed: "20" }).map((one) => one.characteristic)).toEqual(["Speed"]);
  });
});

describe("the server's problems stand at their fields (UIF-51)", () => {
  it("reads both ways in which a field is named", () => {
    const found = faultsByField([
      { item: "TASK-000001-1", field: "Port", what: "is mandatory", action: "give it" },
      { item: "TASK-000001-1", field: "serviceCharacteristic[UNI].VLAN", what: "too large", action: "at most 4094" },
      { item: null, field: "note", what: "no reason", action: "say why" },
    ], ["Port", "UNI"]);
    expect(found.faults).toEqual({ Port: "is mandatory; give it", UNI: "VLAN: too large; at most 4094" });
    expect(found.others).toEqual(["note: no reason; say why"]);
  });
});

describe("fields come from the specification", () => {
  const speed = {
    name: "Speed", valueType: "integer", minCardinality: 1, extensible: true, unitOfMeasure: "Mbit/s",
    serviceSpecCharacteristicValue: [{ valueFrom: 1, valueTo: 100, value: undefined }, { value: 10, isDefault: true }],
  };
  it("knows bounds and unit, and takes suggestions for no limits", () => {
    expect(fieldOf(speed)).toMatchObject({ minimum: 1, maximum: 100, unit: "Mbit/s", options: [], valueType: "integer" });
    expect(fieldOf({ ...speed, extensible: false }).options).toEqual([{ value: 10, label: null }]);
  });
  it("asks as the task asks, described as the specification says", () => {
    const [asked] = described([field({ characteristic: "Speed", mandatory: false, value: 7 })], [fieldOf(speed)]);
    expect(asked).toMatchObject({ mandatory: false, value: 7, maximum: 100 });
  });
  it("offers to correct everything but what the task only shows, what has a value first", () => {
    const order = { characteristics: { Name: { value: "x", origin: "order" } } } as never;
    const fields = correctable([field({ readOnly: true }), field({ characteristic: "Speed" })],
      [field({}), fieldOf(speed), field({ characteristic: "Name", mandatory: true })], order);
    expect(fields.map((one) => [one.characteristic, one.value, one.mandatory])).toEqual([["Name", "x", false], ["Speed", null, false]]);
  });
});

const answer = (one: Named, ok = true) => ({ number: one.number, ok }) as TaskResult;

const failed = (one: Named) => answer(one, false);

describe("bulk actions (TSK-12, UIF-18)", () => {
  const tasks: Named[] = [1, 2, 3, 4, 5].map((n) => ({ number: `T${n}`, name: `Task ${n}`, version: n }));
  it("asks stretch by stretch; one that fails refuses only its own", async () => {
    const told: number[] = [];
    const results = await runStretches(tasks, async (some) => {
      if (some[0]?.number === "T3") throw new Error("no");
      return some.map((one) => answer(one));
    }, (known) => told.push(known.size), { stretch: 2, failed });
    expect([...results.values()].map((one) => [one.number, one.ok])).toEqual([["T1", true], ["T2", true], ["T3", false], ["T4", false], ["T5", true]]);
    expect(told).toEqual([2, 4, 5]);
  });
  it("leaves what it has not begun when it is stopped", async () => {
    let asked = 0;
    const results = await runStretches(tasks, async (some) => { asked += 1; return some.map((one) => answer(one)); }, () => undefined, { stretch: 2, failed, stopped: () => asked === 1 });
    expect([...results.keys()]).toEqual(["T1", "T2"]);
  });
  it("takes all that match without what was left out by hand, in the words of the list's filters", () => {
    const all = { asked: { unassigned: "true", group: "noc", q: "due<3d" }, total: 7, digest: "d", excluded: new Set(["T3"]) };
    expect([chosenOf(all, new Map(), "T3"), chosenOf(all, new Map(), "T4"), chosenOf(null, new Map([["T3", 0]]), "T3")]).toEqual([false, true, true]);
    expect(matchingBody(all)).toEqual({ mine: false, unassigned: true, assignee: null, group: ["noc"], q: "due<3d", total: 7, digest: "d", excluded: ["T3"] });
  });
});

const line = (number: string, priority: number, dueAt: string, state = "ready") => ({ task: { number, priority, state }, dueAt }) as WorklistLine;

describe("the next task (UIF-50)", () => {
  it("is the most urgent, then what is due first, then one's own", () => {
    const free = line("free", 1, "2026-11-24T00:00:00Z");
    expect(nextFor([line("own", 2, "2026-11-23T00:00:00Z")], [free])?.task.number).toBe("free");
    expect(nextFor([line("own", 1, "2026-11-25T00:00:00Z")], [free])?.task.number).toBe("free");
    expect(nextFor([line("own", 1, free.dueAt)], [free])?.task.number).toBe("own");
  });
  it("passes over what cannot be done now", () => {
    expect(nextFor([line("own", 1, "2026-11-25T00:00:00Z", "held")], [])).toBeNull();
  });
});

describe("conflicts (TSK-13)", () => {
  it("names what is different, and nothing else", () => {
    const seen = { task: { state: "ready", assignee: null }, domainOrder: { characteristics: { Port: { value: [1], origin: "" } } } } as unknown as TaskDetail;
    const now = { task: { state: "inProgress", assignee: "felix" }, domainOrder: { characteristics: { Port: { value: [1], origin: "x" }, Cable: { value: 2 } } } } as unknown as TaskDetail;
    expect(differences(seen, now).map((one) => [one.name, one.before, one.after])).toEqual([
      ["State", "ready", "inProgress"], ["Assignee", null, "felix"], ["Cable", undefined, 2],
    ]);
  });
});

const waits = (number: string, state = "waiting") => ({ number, state });

describe("giving up (UIF-61)", () => {
  it("cancels what waits, directly or not, and leaves what has ended", () => {
    const plan = { tasks: [waits("a", "held"), waits("b"), waits("c"), waits("d", "completed"), waits("e")], dependencies: [["a", "b"], ["b", "c"], ["a", "c"], ["a", "d"]] };
    expect(downstream(plan as never, "a").map((one) => one.number)).toEqual(["b", "c"]);
  });
});
