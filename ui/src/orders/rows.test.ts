import { describe, expect, it } from "vitest";
import { cells, placesOf, rowOf, seen, TEMPLATE } from "./rows";

describe("CAP-20: rows of a file", () => {
  it("are counted as the server counts them: quoted cells may hold separators, quotes and lines", () => {
    expect(cells('\uFEFFa,b\r\n"1,2","say ""hi""\nthere"\r\n\r\n3,\r\n')).toEqual([["a", "b"], ["1,2", 'say "hi"\nthere'], ["3", ""]]);
    expect(seen("a;b;c\n1;2;3\n4;5;6")).toEqual({ columns: ["a", "b", "c"], rows: 2 });
    expect(seen("")).toEqual({ columns: [], rows: 0 });
    expect(seen(TEMPLATE).rows).toBe(0);
  });
  it("are named in the faults", () => {
    expect([rowOf("row[12].place.city"), rowOf("row[3]"), rowOf("externalId"), rowOf(null)]).toEqual([12, 3, null, null]);
  });
});

describe("CAP-11: places to copy an item to", () => {
  it("are ids, or the parts of an address, a line each", () => {
    expect(placesOf("SITE-7\n\n Branch 1 ; Main St ; 5 ; 10115 ; Berlin \n;;;;Paris;FR")).toEqual([
      { id: "SITE-7" },
      { name: "Branch 1", streetName: "Main St", streetNr: "5", postcode: "10115", city: "Berlin" },
      { city: "Paris", country: "FR" },
    ]);
  });
});
