// Completing a typed query: what may stand where the cursor is. What the words mean is the server's affair.
import type { Schemas } from "@/api/types";

export type QueryWord = Schemas["QueryFieldBody"];

export interface Suggestion {
  /** What is put in place of what was typed from `from` to `to`. */
  text: string;
  about: string;
}

export interface Completion {
  from: number;
  to: number;
  suggestions: Suggestion[];
}

const MOST = 12;
const SPANS = ["today", "tomorrow", "yesterday", "3d", "1w", "-1d", "-1w"];
const SIGN = /^([A-Za-z][A-Za-z.]*)(:|!=|<=|>=|=|<|>)/;

/** Where the word begins that the cursor is in: behind the last blank that no quotation marks hold. */
function wordStart(text: string, cursor: number): number {
  let start = 0;
  let quoted = false;
  for (let i = 0; i < cursor; i++) {
    if (text[i] === '"') quoted = !quoted;
    else if (!quoted && /\s/.test(text[i] ?? "")) start = i + 1;
  }
  return start;
}

const quoted = (value: string) => (/[\s,]/.test(value) ? `"${value}"` : value);

/** Those that begin with what was typed before those that only have it inside. */
function matching<Item>(items: readonly Item[], typed: string, text: (item: Item) => string): Item[] {
  const sought = typed.toLowerCase();
  const at = (item: Item) => text(item).toLowerCase().indexOf(sought);
  return [...items.filter((item) => at(item) === 0), ...items.filter((item) => at(item) > 0)].slice(0, MOST);
}

/** What may stand at the cursor. `sources` are values that the server named the list of (groups, people). */
export function complete(text: string, cursor: number, words: readonly QueryWord[], sources: Readonly<Record<string, readonly string[]>>): Completion {
  const start = wordStart(text, cursor) + (text[wordStart(text, cursor)] === "-" ? 1 : 0);
  const typed = text.slice(start, cursor);
  const sign = SIGN.exec(typed);
  if (!sign) {
    const found = matching(words, typed, (word) => word.name);
    return { from: start, to: cursor, suggestions: found.map((word) => ({ text: `${word.name}${word.kind === "instant" ? "<" : ":"}`, about: word.about })) };
  }
  const word = words.find((one) => one.name.toLowerCase() === sign[1]?.toLowerCase());
  const from = start + Math.max(sign[0].length, typed.lastIndexOf(",") + 1);
  if (!word) return { from, to: cursor, suggestions: [] };
  const values = [...new Set([...word.values, ...(word.source ? sources[word.source] ?? [] : []), ...(word.kind === "instant" ? SPANS : [])])];
  const found = matching(values, text.slice(from, cursor).replace(/^"/, ""), String);
  return { from, to: cursor, suggestions: found.map((value) => ({ text: quoted(value), about: word.about })) };
}

/** The text with a suggestion in its place, and where the cursor goes; a whole value is followed by a blank. */
export function put(text: string, { from, to }: Completion, chosen: Suggestion): { text: string; cursor: number } {
  const open = /[:=<>]$/.test(chosen.text);
  const rest = text.slice(to).replace(/^[^\s,]*/, "");
  const filled = `${chosen.text}${open || rest.startsWith(" ") || rest.startsWith(",") ? "" : " "}`;
  return { text: text.slice(0, from) + filled + rest, cursor: from + filled.length };
}
