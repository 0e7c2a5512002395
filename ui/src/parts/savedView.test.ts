// Saved views: what of an address is one.
import { expect, test } from "vitest";
import { isShown, viewQuery } from "./savedView";

test("UIF-15: a view is the address without the place in the list, whatever the order of its parts", () => {
  expect(viewQuery("?state=held&after=abc&sort=-priority")).toBe("state=held&sort=-priority");
  expect(isShown({ query: "sort=-priority&state=held" }, "?state=held&sort=-priority&after=x")).toBe(true);
  expect([isShown({ query: "state=held" }, "?state=held&sort=-priority"), isShown({ query: "state=held" }, "")]).toEqual([false, false]);
});
