import { describe, expect, it } from "vitest";
import { begin, release, settle } from "./liveRows";

interface Line { id: string; state: string }
const line = (id: string, state = "ready"): Line => ({ id, state });
const keyOf = (each: Line) => each.id;
const ids = (lines: readonly Line[]) => lines.map(keyOf).join("");

describe("live rows of a list (UIF-21)", () => {
  const was = begin("q", [line("a"), line("b"), line("c")]);

  it("keeps every row in its place while held, with its new content, and counts what is new", () => {
    const now = settle(was, "q", [line("n"), line("c", "done"), line("a"), line("m")], true, keyOf);
    expect(ids(now.lines)).toBe("abc");
    expect(now.lines[2]?.state).toBe("done");
    expect([...now.changed]).toEqual(["c"]);
    expect([...now.gone]).toEqual(["b"]);
    expect(now.waiting).toBe(2);
    expect(ids(release(now).lines)).toBe("ncam");
    expect(release(now).gone.size + release(now).waiting).toBe(0);
  });

  it("takes the answer as it comes when nobody points at it, and still marks what changed", () => {
    const now = settle(was, "q", [line("b", "done"), line("a")], false, keyOf);
    expect(ids(now.lines)).toBe("ba");
    expect([...now.changed]).toEqual(["b"]);
  });

  it("begins anew with another question, held or not", () => {
    const now = settle(was, "other", [line("x")], true, keyOf);
    expect([ids(now.lines), now.changed.size, now.waiting]).toEqual(["x", 0, 0]);
  });

  it("shows what comes into an empty list at once", () => {
    expect(ids(settle(begin<Line>("q", []), "q", [line("x")], true, keyOf).lines)).toBe("x");
  });

  it("does not forget what waits when another answer comes before it is shown", () => {
    const first = settle(was, "q", [line("n"), line("a"), line("b"), line("c")], true, keyOf);
    const second = settle(first, "q", [line("m"), line("n"), line("a"), line("c")], true, keyOf);
    expect([ids(second.lines), second.waiting, [...second.gone]]).toEqual(["abc", 2, ["b"]]);
    const back = settle(second, "q", [line("m"), line("n"), line("a"), line("b"), line("c")], true, keyOf);
    expect([[...back.gone], [...back.changed]]).toEqual([[], ["b"]]);
  });
});
