import { describe, expect, it } from "vitest";
import { compareValues } from "./values";

const held = (value: unknown) => ({ value, origin: "order" });

describe("compareValues", () => {
  it("marks what is planned otherwise than ordered, and delivered otherwise than planned (UIF-31)", () => {
    const rows = compareValues({ Speed: 100, Site: "A" }, { Speed: held(50), Site: held("A"), Port: held("1") }, { Speed: held(50), Site: held("A"), Port: held("2") });
    expect(rows.map((row) => [row.name, row.replanned, row.deviates])).toEqual([
      ["Speed", true, false], ["Site", false, false], ["Port", false, true],
    ]);
  });
  it("has no deviation before anything is delivered, and shows what only the inventory holds", () => {
    expect(compareValues({}, { Port: held("1") }, null)[0]).toMatchObject({ deviates: false, delivered: undefined });
    expect(compareValues({}, {}, { Serial: held("SN-1") })).toMatchObject([{ name: "Serial", deviates: true, planned: undefined }]);
  });
});
