// Typed queries: what is suggested where.
import { describe, expect, it } from "vitest";
import { complete, put, type QueryWord } from "./typedQuery";

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
});
