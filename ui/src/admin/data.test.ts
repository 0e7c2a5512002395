import { describe, expect, it } from "vitest";
import { expiryOf, subjectOf, type AuditEvent } from "./data";

const event = (part: Partial<AuditEvent>): AuditEvent => ({ id: "1-1", kind: "X", about: "user", serviceOrder: null, number: null, by: "ada", at: "2026-11-23T08:00:00Z", data: {}, ...part });

describe("the audit", () => {
  it("names what an event is about and leads there", () => {
    expect(subjectOf(event({ about: "task", number: "TASK-000001-2", serviceOrder: "ORD-000001" }))).toEqual({ name: "TASK-000001-2", to: "/tasks/TASK-000001-2" });
    expect(subjectOf(event({ about: "attachment", number: "FILE-000001-2", serviceOrder: "ORD-000001" })).to).toBe("/orders/ORD-000001");
    expect(subjectOf(event({ data: { userName: "o'hara" } })).to).toBe("/admin/users/o'hara");
    expect(subjectOf(event({ about: "specification" }))).toEqual({ name: "specification", to: null });
  });

  it("says when a key ends", () => {
    expect(expiryOf(0, 0)).toBeNull();
    expect(expiryOf(30, 0)).toBe("1970-01-31T00:00:00.000Z");
  });
});
