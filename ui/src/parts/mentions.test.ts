import { expect, test } from "vitest";
import { sureText } from "@/fallouts/TypeSuggestions";
import { mentionAt, mentionPieces, withMention } from "./mentions";

test("a name is typed after an @ that begins a word, and never in an address", () => {
  expect(mentionAt("ask @ro", 7)).toEqual({ from: 4, to: 7, name: "ro" });
  expect(mentionAt("ask @", 5)).toEqual({ from: 4, to: 5, name: "" });
  expect(mentionAt("mail a@example", 14)).toBeNull();
  expect(mentionAt("ask @ro now", 11)).toBeNull();
});

test("the name that is chosen takes the place of what was typed, in the middle of a text too", () => {
  const typed = mentionAt("ask @ro about it", 7);
  expect(typed && withMention("ask @ro about it", typed, "rosa")).toEqual(["ask @rosa about it", 10]);
});

test("the pieces of a text are the text, and names are those that the server reads", () => {
  const pieces = mentionPieces("@rosa, see a@b.de and @felix.");
  expect(pieces.map((one) => one.text).join("")).toBe("@rosa, see a@b.de and @felix.");
  expect(pieces.filter((one) => one.name).map((one) => one.text)).toEqual(["@rosa", "@felix"]);
});

test("no suggestion is shown as certain that is not, and none as nothing", () => {
  expect([sureText(0.9999), sureText(0.0001), sureText(1), sureText(0.5)]).toEqual(["99 %", "1 %", "100 %", "50 %"]);
});
