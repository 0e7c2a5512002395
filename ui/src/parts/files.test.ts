import { describe, expect, test } from "vitest";
import { faultOf, sizeText, without, type Attachments } from "./files";

describe("files", () => {
  test("have sizes that people read", () => {
    expect([0, 999, 1000, 1_234_567, 25_000_000, 123_456_789].map(sizeText)).toEqual(["0 B", "999 B", "1 kB", "1.2 MB", "25 MB", "123 MB"]);
  });

  test("that cannot be taken are refused before they are sent", () => {
    expect(faultOf({ name: "a", size: 100 }, 100)).toBeNull();
    expect(faultOf({ name: "a.pdf", size: 0 }, 100)).toContain("a.pdf");
    expect(faultOf({ name: "a.pdf", size: 25_000_001 }, 25_000_000)).toContain("25 MB");
  });

  test("that are removed are gone at once, the others stay", () => {
    const file = { serviceOrder: "ORD-1", to: "TASK-1-1", name: "a", mediaType: "a/b", size: 1, sha256: "", author: "x", at: "", customerVisible: false, verbs: [] };
    const list: Attachments = { items: ["FILE-1-1", "FILE-1-2"].map((number) => ({ ...file, number })), total: 2, largest: 9, verbs: [] };
    expect(without(list, "FILE-1-1")).toMatchObject({ items: [{ number: "FILE-1-2" }], total: 1, largest: 9 });
  });
});
