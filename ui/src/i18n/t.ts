// Texts by key. A key that en.json lacks does not compile; another language may lack some and then shows English.
import en from "./en.json";

export type Key = keyof typeof en;
type Values = Record<string, string | number>;

let texts: Partial<Record<Key, string>> = en;

/** Another language's texts; what they lack stays English. */
export function useTexts(others: Partial<Record<Key, string>>): void {
  texts = { ...en, ...others };
}

/** The text of a key, with `{name}` replaced by the value of that name. */
export function t(key: Key, values?: Values): string {
  const text = texts[key] ?? key;
  return values ? text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole)) : text;
}

/** `key.one` for exactly one, `key.other` otherwise; `{n}` is the number. */
export function tn(key: PluralKey, n: number, values?: Values): string {
  return t(`${key}.${n === 1 ? "one" : "other"}` as Key, { n: number(n), ...values });
}

type PluralKey = Key extends infer K ? (K extends `${infer Stem}.one` ? Stem : never) : never;

const numbers = new Intl.NumberFormat("en");

/** 10,000 */
export function number(n: number): string {
  return numbers.format(n);
}
