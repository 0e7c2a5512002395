import { describe, expect, it } from "vitest";
import { loadText, offered, searchOf, typedOut, type Person } from "./people";

const person = (userName: string): Person => ({ userName, fullName: userName.toUpperCase(), groups: [] });
const me = { name: "me", fullName: "Mia Eve" };
const names = (people: Person[]) => people.map((one) => one.userName);

describe("UIF-55: whom work can be given to", () => {
  it("asks for everybody while the field shows the one who is chosen", () => {
    expect(searchOf("ada", "ada")).toBe("");
    expect(searchOf(" ad ", "ada")).toBe("ad");
    expect(searchOf("", "ada")).toBe("");
  });
  it("offers the one signed in first, the others in the server's order", () => {
    expect(names(offered([person("ada"), person("bert"), person("me")], "", "", me))).toEqual(["me", "ada", "bert"]);
  });
  it("offers the one signed in, who may take it without being found, when the search means them", () => {
    expect(names(offered([person("ada")], "", "", me))).toEqual(["me", "ada"]);
    expect(names(offered([person("ada")], "eve", "", me))).toEqual(["me", "ada"]);
    expect(names(offered([person("ada")], "ad", "", me))).toEqual(["ada"]);
  });
  it("keeps the one who is chosen though the server no longer offers them, unless somebody else is looked for", () => {
    expect(names(offered([person("ada")], "", "gone", me))).toEqual(["gone", "me", "ada"]);
    expect(names(offered([person("ada")], "ad", "gone", me))).toEqual(["ada"]);
  });
  it("takes a name typed out, and a full name that only one person has", () => {
    const two = [person("ada"), { ...person("ben"), fullName: "ADA" }, person("cy")];
    expect(typedOut(two, " Ada ")?.userName).toBe("ada");
    expect(typedOut([{ ...person("x"), fullName: "Ada" }, { ...person("y"), fullName: "Ada" }], "ada")).toBeUndefined();
    expect(typedOut([{ ...person("x"), fullName: "Ada B" }], "ada b")?.userName).toBe("x");
  });
  it("says how much somebody has in hand, of how much, and who is away", () => {
    const load = { userName: "ada", inHand: 3, parallelTasks: 10, absent: false };
    expect(loadText(load)).toBe("3 of 10 in hand");
    expect(loadText({ ...load, absent: true })).toBe("away · 3 of 10 in hand");
    expect(loadText(undefined)).toBe("");
  });
});
