// Whether a value fits its characteristic, as the server checks it; the first fault as a sentence, or null.
import type { Field, Problem } from "@/api/types";
import { t } from "@/i18n/t";

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;
const DURATION = /^[+-]?P(\d+W|(?=[\dT])(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+([.,]\d+)?S)?)?)$/;
const EMAIL = /^[^@\s"(),:;<>[\\\]]+@([\w-]+\.)+[\w-]{2,}$/;

export function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === "string" && value.trim() === "");
}

function isDate(text: string): boolean {
  const found = DATE.exec(text);
  if (!found) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** The first fault of a value that is there. */
export function faultOf(field: Field, value: unknown): string | null {
  const options = field.options ?? [];
  if (options.length > 0) {
    return options.some((option) => JSON.stringify(option.value) === JSON.stringify(value)) ? null : t("value.option");
  }
  switch (field.valueType) {
    case "integer":
    case "decimal": return ofNumber(field, value);
    case "boolean": return typeof value === "boolean" ? null : t("value.boolean");
    case "date": return typeof value === "string" && isDate(value) ? null : t("value.date");
    case "dateTime":
      return typeof value === "string" && DATE_TIME.test(value) && !Number.isNaN(Date.parse(value)) ? null : t("value.dateTime");
    case "duration": return typeof value === "string" && DURATION.test(value) ? null : t("value.duration");
    case "email": return typeof value === "string" && value.length <= 254 && EMAIL.test(value) ? null : t("value.email");
    case "array": return ofList(field, value);
    case "address":
    case "object": return ofObject(field, value);
    case "text": return typeof value === "string" ? ofText(field, value) : t("value.text");
    // without a specification nothing is known to be wrong
    default: return null;
  }
}

function ofNumber(field: Field, value: unknown): string | null {
  if (typeof value !== "number" || !Number.isFinite(value)) return t("value.decimal");
  if (field.valueType === "integer" && !Number.isInteger(value)) return t("value.integer");
  if (typeof field.minimum === "number" && value < field.minimum) return t("value.atLeast", { n: field.minimum });
  if (typeof field.maximum === "number" && value > field.maximum) return t("value.atMost", { n: field.maximum });
  return null;
}

function ofText(field: Field, value: string): string | null {
  const length = [...value].length;
  if (typeof field.minLength === "number" && length < field.minLength) return t("value.minLength", { n: field.minLength });
  if (typeof field.maxLength === "number" && length > field.maxLength) return t("value.maxLength", { n: field.maxLength });
  if (field.pattern) {
    let pattern: RegExp;
    try {
      pattern = new RegExp(`^(?:${field.pattern})$`, "u");
    } catch {
      return null; // the server's dialect says more than the browser's: it checks
    }
    if (!pattern.test(value)) return t("value.pattern", { pattern: field.pattern });
  }
  return null;
}

function ofList(field: Field, value: unknown): string | null {
  if (!Array.isArray(value)) return t("value.list");
  if (typeof field.minSize === "number" && value.length < field.minSize) return t("value.minSize", { n: field.minSize });
  if (typeof field.maxSize === "number" && value.length > field.maxSize) return t("value.maxSize", { n: field.maxSize });
  if (!field.element) return null;
  for (const [n, one] of value.entries()) {
    const fault = faultOf(field.element, one);
    if (fault) return t("value.inside", { where: String(n + 1), fault });
  }
  return null;
}

function ofObject(field: Field, value: unknown): string | null {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return t("value.object");
  const members = value as Record<string, unknown>;
  if (field.valueType === "address" && Object.values(members).every(isEmpty)) return t("value.needed");
  const known = field.properties ?? [];
  for (const member of known) {
    const given = members[member.characteristic];
    if (isEmpty(given)) {
      if (member.mandatory) return t("value.inside", { where: member.characteristic, fault: t("value.needed") });
      continue;
    }
    const fault = faultOf(member, given);
    if (fault) return t("value.inside", { where: member.characteristic, fault });
  }
  return null;
}

/** The server's problems by field name: `serviceCharacteristic[Port].Speed` is about `Port`; the rest is of no field. */
export function faultsByField(problems: Problem[], fields: readonly string[]): { faults: Record<string, string>; others: string[] } {
  const faults: Record<string, string> = {};
  const others: string[] = [];
  for (const problem of problems) {
    const text = [problem.what, problem.action].filter(Boolean).join("; ");
    const place = problem.field ?? "";
    const found = /^serviceCharacteristic\[(.*?)\](.*)$/.exec(place);
    const name = found?.[1] ?? place;
    if (fields.includes(name)) {
      const said = found?.[2] ? `${found[2].replace(/^\./, "")}: ${text}` : text;
      faults[name] = faults[name] ? `${faults[name]} ${said}` : said;
    } else others.push([place, text].filter(Boolean).join(": "));
  }
  return { faults, others };
}
