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
export const SPANS = ["today", "tomorrow", "yesterday", "3d", "1w", "-1d", "-1w"];
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

const quoted = (value: string) => (/[\s,()]/.test(value) ? `"${value}"` : value);

/** Those that begin with what was typed before those that only have it inside. */
function matching<Item>(items: readonly Item[], typed: string, text: (item: Item) => string): Item[] {
  const sought = typed.toLowerCase();
  const at = (item: Item) => text(item).toLowerCase().indexOf(sought);
  return [...items.filter((item) => at(item) === 0), ...items.filter((item) => at(item) > 0)].slice(0, MOST);
}

/** What may stand at the cursor. `sources` are values that the server named the list of (groups, people). */
export function complete(text: string, cursor: number, words: readonly QueryWord[], sources: Readonly<Record<string, readonly string[]>>): Completion {
  const begin = wordStart(text, cursor);
  const start = begin + (/^[-(]*/.exec(text.slice(begin, cursor))?.[0].length ?? 0);
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

/** One condition of a query, as it is shown as a chip: a word, or several that hold together. */
export interface Unit {
  text: string;
  /** A bracket, or several words side by side in one alternative: changed as text. */
  several: boolean;
}

export interface Units {
  /** How the units are joined. */
  join: "and" | "or";
  units: Unit[];
}

/** The words of a query outside all brackets; a bracket counts as one word. */
function outerWords(text: string): string[] {
  const found: string[] = [];
  let [word, depth, inQuotes] = ["", 0, false];
  for (const sign of text) {
    if (sign === '"') inQuotes = !inQuotes;
    if (!inQuotes && sign === "(" && (word === "" || word === "-" || depth > 0)) depth += 1;
    if (!inQuotes && sign === ")" && depth > 0) depth -= 1;
    if (!inQuotes && depth === 0 && /\s/.test(sign)) {
      if (word) found.push(word);
      word = "";
    } else word += sign;
  }
  return word ? [...found, word] : found;
}

const isOr = (word: string) => word.toLowerCase() === "or";

/** The conditions that a query is made of. */
export function unitsOf(text: string): Units {
  const words = outerWords(text);
  if (!words.some(isOr)) return { join: "and", units: words.map((word) => ({ text: word, several: /^-?\(/.test(word) })) };
  const units: Unit[] = [];
  let open: string[] = [];
  for (const word of [...words, "or"]) {
    if (!isOr(word)) open.push(word);
    else if (open.length > 0) {
      units.push({ text: open.join(" "), several: open.length > 1 || /^-?\(/.test(open[0] ?? "") });
      open = [];
    }
  }
  return { join: "or", units };
}

/** The query with another text in place of a unit; an empty one takes it out. */
export function withUnit(text: string, at: number, unit: string): string {
  const { join, units } = unitsOf(text);
  const texts = units.map((one, i) => (i === at ? unit.trim() : one.text)).filter(Boolean);
  return texts.join(join === "or" ? " or " : " ");
}

/** The query with one more condition, which must hold too or may hold instead. */
export function joined(text: string, unit: string, join: "and" | "or"): string {
  const { join: now, units } = unitsOf(text);
  if (units.length === 0) return unit;
  if (join === "or") return `${text.trim()} or ${unit}`;
  return now === "or" ? `(${text.trim()}) ${unit}` : `${text.trim()} ${unit}`;
}

export interface Condition {
  field: string;
  sign: string;
  value: string;
  negated: boolean;
}

/** A unit as field, sign and value; null when it is none: a word that is looked for anywhere, or a bracket. */
export function readCondition(unit: string): Condition | null {
  const negated = unit.startsWith("-");
  const body = negated ? unit.slice(1) : unit;
  const found = SIGN.exec(body);
  // a comma inside quotation marks is no alternative: such a word is changed as text
  if (/"[^"]*,[^"]*"/.test(body)) return null;
  return found ? { field: found[1] ?? "", sign: found[2] ?? "", value: body.slice(found[0].length).replaceAll('"', ""), negated } : null;
}

/** The text of a condition; commas part alternatives, each in quotation marks where it has blanks. */
export function writeCondition({ field, sign, value, negated }: Condition): string {
  const values = value.split(",").map((one) => one.trim()).filter(Boolean).map(quoted);
  return `${negated ? "-" : ""}${field}${sign}${values.join(",")}`;
}
