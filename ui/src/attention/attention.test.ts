import { describe, expect, it } from "vitest";
import { placeOf, reasonText, subjectPlace, type Alert, type FlagReason } from "./data";
import { blockerPlace } from "./Standstill";
import { worstFirst } from "./worst";

const reason = (more: Partial<FlagReason>): FlagReason =>
  ({ flag: "held", record: null, message: null, level: null, characteristics: [], add: 0, cancel: 0, since: null, ...more });
const line = { domainOrder: "SO-000001-4", serviceOrder: "ORD-000001" };

describe("UI-02: each flag says what is the matter and leads to where it is dealt with", () => {
  it("leads to the fallout, the alerts of the order, or the place in the plan", () => {
    expect(placeOf(line, reason({ flag: "fallout", record: "FO-000001-2" }))).toBe("/fallouts/FO-000001-2");
    expect(placeOf(line, reason({ flag: "jeopardy", record: "JEO-000001-2" }))).toBe("/jeopardy?order=ORD-000001");
    expect(placeOf(line, reason({ flag: "proposal" }))).toBe("/orders/ORD-000001/plan?sel=SO-000001-4&panel=1");
  });
  it("names the values that lack and what a proposal would make and cancel", () => {
    expect(reasonText(reason({ flag: "waitingForValue", message: "cpe", characteristics: ["Bandwidth", "VLAN"] }))).toContain("Bandwidth, VLAN");
    const both = reasonText(reason({ flag: "proposal", message: "cpe", add: 2, cancel: 1 }));
    expect(both).toMatch(/2 more .*, cancel one/);
    expect(reasonText(reason({ flag: "proposal", message: "cpe", cancel: 3 }))).toBe("cancel 3 domain orders");
    expect(reasonText(reason({ flag: "fallout", message: "torn" }))).toBe("torn");
  });
});

const alert = (level: Alert["level"], raisedAt: string) => ({ level, raisedAt, subject: "TASK-000001-7" }) as Alert;

describe("JEO-09: alerts of an order, the worst first and the oldest of these", () => {
  it("sorts by level and then by age, and knows what an alert is about", () => {
    const sorted = worstFirst([alert("minor", "2026-01-01"), alert("critical", "2026-01-03"), alert("critical", "2026-01-02")]);
    expect(sorted.map((one) => one.raisedAt)).toEqual(["2026-01-02", "2026-01-03", "2026-01-01"]);
    expect(subjectPlace({ subject: "TASK-000001-7" })).toBe("/tasks/TASK-000001-7");
    expect(subjectPlace({ subject: "ORD-000001" })).toBe("/orders/ORD-000001");
    expect(subjectPlace({ subject: "ORDL-000001-2" })).toBe("/orders/ORD-000001");
  });
});

describe("UIF-42: what holds something up", () => {
  it("leads to the record that is named, when it has a page", () => {
    expect(["TASK-000001-2", "FO-000001-3", "RO-000001-4", "ORD-000001", "billing", ""].map(blockerPlace)).toEqual(
      ["/tasks/TASK-000001-2", "/fallouts/FO-000001-3", "/domainOrders/RO-000001-4", "/orders/ORD-000001", null, null]);
  });
});
