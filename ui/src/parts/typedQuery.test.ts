// Typed queries: what is suggested where.
import { describe, expect, it } from "vitest";
import { complete, joined, put, readCondition, unitsOf, withUnit, writeCondition, type QueryWord } from "./typedQuery";

const word = (name: string, values: string[] = [], kind = "text", source: string | null = null): QueryWord => ({ name, about: "", kind, signs: [":"], values, source });
const WORDS = [word("state", ["ready", "held"]), word("site"), word("due", [], "instant"), word("group", ["none"], "text", "groups")];
const at = (text: string) => complete(text, text.length, WORDS, { groups: ["Field Operations", "NOC"] });
const texts = (text: string) => at(text).suggestions.map((one) => one.text);
const chosen = (text: string) => put(text, at(text), at(text).suggestions[0]!);

describe("a typed query (UIF-14)", () => {
  it("is completed with fields first, then with the field's values, also after a minus and a comma", () => {
    expect(texts("s")).toEqual(["state:", "site:"]);
    expect(texts("customer:acme -d")).toEqual(["due<"]);
    expect(texts("state:")).toEqual(["ready", "held"]);
    expect(texts("-state:ready,h")).toEqual(["held"]);
    expect(texts("group:op")).toEqual(['"Field Operations"']);
    expect(texts('group:"field o')).toEqual(['"Field Operations"']);
    expect(texts("due<to")).toEqual(["today", "tomorrow"]);
    expect([texts("what:"), texts('site:"new ')]).toEqual([[], []]);
  });
  it("takes a suggestion in place of what was typed and goes on behind it", () => {
    expect(chosen("x st")).toEqual({ text: "x state:", cursor: 8 });
    expect(chosen("state:ready,h")).toEqual({ text: "state:ready,held ", cursor: 17 });
    expect(put("st due<3d", complete("st due<3d", 2, WORDS, {}), { text: "state:", about: "" })).toEqual({ text: "state: due<3d", cursor: 6 });
  });
  it("is shown as its conditions, each of which is changed or taken out alone", () => {
    const text = 'state:ready (customer:"new york" or -site:x) acme';
    expect(unitsOf(text)).toEqual({ join: "and", units: [
      { text: "state:ready", several: false }, { text: '(customer:"new york" or -site:x)', several: true }, { text: "acme", several: false },
    ] });
    expect(withUnit(text, 1, "")).toBe("state:ready acme");
    expect(withUnit(text, 0, "state:held")).toBe('state:held (customer:"new york" or -site:x) acme');
    expect(unitsOf("a b or c OR -(d e)")).toEqual({ join: "or", units: [{ text: "a b", several: true }, { text: "c", several: false }, { text: "-(d e)", several: true }] });
    expect(withUnit("a b or c or d", 1, "")).toBe("a b or d");
    expect(unitsOf('"or" f:"a or b"').units.length).toBe(2);
    expect(unitsOf("  ")).toEqual({ join: "and", units: [] });
  });
  it("gets one more condition that must hold too or may hold instead", () => {
    expect([joined("", "a:1", "or"), joined("a:1", "b:2", "and"), joined("a:1", "b:2", "or")]).toEqual(["a:1", "a:1 b:2", "a:1 or b:2"]);
    expect(joined("a:1 or b:2", "c:3", "and")).toBe("(a:1 or b:2) c:3");
  });
  it("is built by field, comparison and value", () => {
    expect(readCondition('-site:"New York",Oslo')).toEqual({ field: "site", sign: ":", value: "New York,Oslo", negated: true });
    expect(writeCondition({ field: "site", sign: ":", value: "New York, Oslo", negated: true })).toBe('-site:"New York",Oslo');
    expect([readCondition("acme"), readCondition('site:"a,b"')]).toEqual([null, null]);
    expect(texts("(st")).toEqual(["state:"]);
  });
});
