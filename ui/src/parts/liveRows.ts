// A list that changes while somebody reads it: rows take their new content where they stand, nothing moves under the pointer.
import { useEffect, useState } from "react";

/** What a list shows, and what is known beyond it. */
export interface Settled<Line> {
  /** What was asked for; another question begins anew. */
  subject: string;
  /** The answer that was looked at last. */
  source: readonly Line[];
  /** The rows, in the order in which they are shown. */
  lines: readonly Line[];
  /** Rows whose content is another than before. */
  changed: ReadonlySet<string>;
  /** Rows that are shown although the list has them no more. */
  gone: ReadonlySet<string>;
  /** How many rows the list has that are not shown. */
  waiting: number;
}

const NONE: ReadonlySet<string> = new Set();

export function begin<Line>(subject: string, source: readonly Line[]): Settled<Line> {
  return { subject, source, lines: source, changed: NONE, gone: NONE, waiting: 0 };
}

/** What is shown after a new answer: held, rows keep their places; else the answer as it came. Both mark what changed. */
export function settle<Line>(
  was: Settled<Line>, subject: string, source: readonly Line[], held: boolean, keyOf: (line: Line) => string,
): Settled<Line> {
  if (subject !== was.subject) return begin(subject, source);
  const fresh = new Map(source.map((line) => [keyOf(line), line]));
  const before = new Map(was.lines.map((line) => [keyOf(line), line]));
  const changed = new Set(
    [...fresh].filter(([key, line]) => before.has(key) && JSON.stringify(before.get(key)) !== JSON.stringify(line)).map(([key]) => key),
  );
  // a row that stood there dimmed and is back again has changed too
  for (const key of was.gone) if (fresh.has(key)) changed.add(key);
  if (!held || was.lines.length === 0) return { ...begin(subject, source), changed };
  return {
    subject, source, changed,
    lines: was.lines.map((line) => fresh.get(keyOf(line)) ?? line),
    gone: new Set([...before.keys()].filter((key) => !fresh.has(key))),
    waiting: [...fresh.keys()].filter((key) => !before.has(key)).length,
  };
}

/** Nothing is held back any more: the last answer as it came. */
export function release<Line>(was: Settled<Line>): Settled<Line> {
  return was.lines === was.source ? was : { ...begin(was.subject, was.source), changed: was.changed };
}

const MARKED = 2_000;

/** The rows of a list; while `held`, they stay where they are. */
export function useLiveRows<Line>(subject: string, source: readonly Line[], held: boolean, keyOf: (line: Line) => string) {
  const [state, setState] = useState(() => begin(subject, source));
  let now = state;
  if (source !== state.source || subject !== state.subject) now = settle(state, subject, source, held, keyOf);
  else if (!held) now = release(state);
  if (now !== state) setState(now);
  const { changed } = now;
  useEffect(() => {
    if (changed.size === 0) return;
    const timer = setTimeout(() => setState((it) => (it.changed === changed ? { ...it, changed: NONE } : it)), MARKED);
    return () => clearTimeout(timer);
  }, [changed]);
  return { ...now, show: () => setState(release) };
}
