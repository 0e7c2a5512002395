import { expect, test } from "vitest";
import { moved, routingDocument, routingForm } from "./data";

test("a rule moves by one place and never out of the list", () => {
  expect(moved(["a", "b", "c"], 2, -1)).toEqual(["a", "c", "b"]);
  expect(moved(["a", "b", "c"], 0, -1)).toEqual(["a", "b", "c"]);
  expect(moved(["a", "b", "c"], 2, 1)).toEqual(["a", "b", "c"]);
});

test("a rule goes through the form unchanged, and what is empty is not asked for", () => {
  const rule = {
    name: "billing", assignmentGroup: "desk", assignee: null, falloutType: "billingIssue", specification: null, category: "cfs" as const, falloutCategory: "system", system: null,
    urgency: 2, escalateAfterMinutes: 60, escalateTo: "managers",
  };
  expect(routingDocument(routingForm(rule))).toEqual(rule);
  expect(routingDocument({ name: " x ", assignmentGroup: "desk", urgency: " " })).toMatchObject({ name: "x", urgency: null, system: null });
});
