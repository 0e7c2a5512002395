import { describe, expect, test } from "vitest";
import { addressOf, match } from "@/app/palette";
import { keyText } from "@/app/shortcuts";
import { isAffected, onlyTasksMoved } from "@/api/live";
import { reader, type Message } from "@/api/stream";
import { durationMs, durationText } from "@/i18n/instants";
import { BROKEN, DONE, ENDED, look, STATES } from "@/states";
import { readValues } from "@/tasks/values";
import { kindText } from "./ActivityStream";
import { valueText } from "./CharacteristicTable";
import { csv, csvCell } from "./exporting";
import { nextSort, readList, writeList } from "./listState";
import { xlsx } from "./xlsx";

describe("states", () => {
  test("each has a word, a sign and a colour, and no two of a family look the same", () => {
    for (const family of Object.values(STATES)) {
      const looks = Object.values(family).map((one) => `${one.sign} ${one.tag}`);
      expect(new Set(looks).size).toBe(looks.length);
      expect(Object.values(family).every((one) => one.label && one.sign.length === 1)).toBe(true);
    }
  });

  test("one that nobody knows is shown as it is spelled", () => {
    expect(look("task", "brandNew").label).toBe("brandNew");
  });

  test("the sets hold states that exist", () => {
    for (const state of [...DONE, ...ENDED, ...BROKEN]) expect(STATES.task[state]).toBeDefined();
  });
});

describe("lists", () => {
  test("keep filters, order and place in the address (UIF-02)", () => {
    const params = new URLSearchParams("state=held&sort=id&after=abc");
    expect(writeList(readList(params, ["state"], "-orderDate"), "-orderDate").toString()).toBe(params.toString());
    expect(["", "id", "-id"].map((now) => nextSort(now, "id"))).toEqual(["id", "-id", ""]);
  });

  test("leave no cell that a spreadsheet would run as a formula (UIF-19)", () => {
    expect(["=1+1", "-5", "a,b", 'say "x"', "@SUM"].map(csvCell)).toEqual(["'=1+1", "-5", '"a,b"', '"say ""x"""', "'@SUM"]);
    expect(csv([{ header: "n", text: String }], [1, 2])).toBe("\uFEFFn\r\n1\r\n2\r\n");
  });

  test("become a workbook: a zip of five parts, each with its size and check", () => {
    const book = xlsx([["a<b", "ä"], ["=1", ""]]);
    const view = new DataView(book.buffer);
    expect(view.getUint32(0, true)).toBe(0x04034b50);
    expect(view.getUint16(book.length - 12, true)).toBe(5);
    expect(new TextDecoder().decode(book)).toContain("a&lt;b");
  });
});

describe("words", () => {
  test("a number leads to its page, with or without its zeros (UIF-01)", () => {
    expect(addressOf("task-123-17")).toMatchObject({ label: "TASK-000123-17", to: "/tasks/TASK-000123-17" });
    expect(addressOf("ORD-000123")?.to).toBe("/orders/ORD-000123");
    expect(addressOf("hello")).toBeNull();
  });

  test("findings hold all the words", () => {
    const findings = ["Design site", "Install on site"].map((label) => ({ id: label, label, group: "page" }));
    expect(match(findings, "site inst").map((one) => one.label)).toEqual(["Install on site"]);
  });

  test("durations are read and told", () => {
    expect(durationMs("P1DT2H30M")).toBe(95_400_000);
    expect(durationMs("nonsense")).toBe(0);
    expect(durationText(95_400_000)).toBe("1 d 2 h");
  });

  test("event kinds and values are told in words", () => {
    expect(kindText("ServiceOrderApproved")).toBe("Service order approved");
    expect(valueText({ a: [1, true], b: null })).toBe("a: 1, Yes, b: –");
  });

  test("a key press is told apart from one with Control", () => {
    expect(keyText({ key: "K", ctrlKey: true, metaKey: false, altKey: false })).toBe("ctrl+k");
  });
});

describe("live updates", () => {
  test("make stale what shows the order, and every list", () => {
    const orders = new Set(["ORD-000123"]);
    const affected = (...key: unknown[]) => isAffected(key, orders);
    // the document of an order is not asked for again when nothing but its tasks moved; its plan is
    const [quiet, loud] = [onlyTasksMoved([{ kind: "TaskStarted", serviceOrder: "ORD-000001" }]), onlyTasksMoved(["TaskCompleted", "DomainOrderStateChanged"].map((kind) => ({ kind, serviceOrder: "ORD-000001" })))];
    const one = new Set(["ORD-000001"]);
    expect([isAffected(["serviceOrder", "ORD-000001"], one, quiet), isAffected(["plan", "ORD-000001"], one, quiet), isAffected(["serviceOrder", "ORD-000001"], one, loud)]).toEqual([false, true, true]);
    expect(affected("plan", "ORD-000123")).toBe(true);
    expect(affected("task", "TASK-000123-17")).toBe(true);
    expect(affected("task", "TASK-000124-17")).toBe(false);
    expect(affected("serviceOrders", "list", {})).toBe(true);
    expect(affected("session")).toBe(false);
  });

  test("messages are put together from pieces, whatever their names", () => {
    const heard: Message[] = [];
    const take = reader((message) => heard.push({ ...message }));
    for (const piece of [": open\nid: 5\nretry: 2000\n\n", "event: TaskStar", "ted\r\nid: 7\r\ndata: {\"a\":1}\r", "\n\r\ndata: x\ndata: y\n\n"]) take(piece);
    expect(heard).toEqual([{ id: "7", event: "TaskStarted", data: '{"a":1}' }, { id: "7", event: "message", data: "x\ny" }]);
  });
});

describe("the data a task asks for", () => {
  const field = { mandatory: false, readOnly: false, value: null, origin: null };
  test("is checked before anything is sent (UIF-51)", () => {
    const read = readValues([
      { ...field, characteristic: "serial", mandatory: true }, { ...field, characteristic: "port", valueType: "integer", maximum: 48 },
      { ...field, characteristic: "note" }, { ...field, characteristic: "fixed", readOnly: true },
    ], { port: "49", note: " x " });
    expect(read.values).toEqual({ note: "x" });
    expect(Object.keys(read.faults)).toEqual(["serial", "port"]);
  });

  test("keeps its types", () => {
    const read = readValues([
      { ...field, characteristic: "port", valueType: "integer" }, { ...field, characteristic: "on", valueType: "boolean" },
      { ...field, characteristic: "site", valueType: "object" }, { ...field, characteristic: "speed", options: [{ value: 100, label: "100M" }] },
    ], { port: "7", on: "false", site: '{"a":1}', speed: "100" });
    expect(read).toEqual({ values: { port: 7, on: false, site: { a: 1 }, speed: 100 }, faults: {} });
  });
});
