// Values that a form collects, turned into what the specification asks for; faults are found before anything is sent.
import type { Field } from "@/api/types";
import { t } from "@/i18n/t";
import { faultOf } from "./check";

/** A value as the text of a form field. */
export function asText(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value, null, 2) : String(value);
}

const NUMBER = new Set(["integer", "decimal"]);
const NESTED = new Set(["object", "array", "address"]);

/** The value behind a text. Raises a sentence (Error) when it is none of its type. */
export function readValue(field: Field, text: string): unknown {
  const type = field.valueType ?? guess(field);
  if (field.options && field.options.length > 0) {
    const chosen = field.options.find((option) => asText(option.value) === text);
    if (chosen) return chosen.value;
  }
  if (type === "boolean") return text === "true";
  if (NUMBER.has(type)) {
    const value = Number(text.replace(",", "."));
    if (!Number.isFinite(value) || (type === "integer" && !Number.isInteger(value))) {
      throw new Error(type === "integer" ? t("value.integer") : t("value.decimal"));
    }
    return value;
  }
  if (NESTED.has(type)) {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      throw new Error(t("value.json"));
    }
  }
  return text;
}

function guess(field: Field): string {
  if (typeof field.value === "boolean") return "boolean";
  if (typeof field.value === "number") return "decimal";
  return field.value !== null && typeof field.value === "object" ? "object" : "text";
}

export interface Read {
  values: Record<string, unknown>;
  faults: Record<string, string>;
}

/** The values as texts of a form. */
export function textsOf(fields: Field[]): Record<string, string> {
  return Object.fromEntries(fields.map((field) => [field.characteristic, asText(field.value)]));
}

/** The fields whose text is another than at the start. */
export function changedFields(fields: Field[], texts: Record<string, string>): Field[] {
  return fields.filter((field) => !field.readOnly && (texts[field.characteristic] ?? "").trim() !== asText(field.value).trim());
}

/** Reads all fields; only what was given is sent, and what is mandatory must be. */
export function readValues(fields: Field[], texts: Record<string, string>): Read {
  const read: Read = { values: {}, faults: {} };
  for (const field of fields) {
    if (field.readOnly) continue;
    const name = field.characteristic;
    const text = (texts[name] ?? "").trim();
    if (!text) {
      if (field.mandatory) read.faults[name] = t("value.needed");
      continue;
    }
    try {
      const value = readValue(field, text);
      const fault = faultOf(field, value);
      if (fault) read.faults[name] = fault;
      else read.values[name] = value;
    } catch (fault) {
      read.faults[name] = fault instanceof Error ? fault.message : String(fault);
    }
  }
  return read;
}
