// Conditions, ranges, quantities and mappings in words.
import { t } from "@/i18n/t";
import { valueText } from "@/parts/CharacteristicTable";
import { look } from "@/states";
import type { Sharing, TableNode } from "./parts";
import type { Condition, Mapping, SpecCharacteristic, SpecRelationship, ValueSpecification } from "./types";

const given = <Value>(value: Value | null | undefined): value is Value => value !== null && value !== undefined;

/** A condition as a sentence; several inside one another stand in brackets. */
export function conditionText(condition: Condition, inner = false): string {
  const { characteristic: name = "", all, any, negated } = condition;
  const wrap = (text: string, many: boolean) => (inner && many ? `(${text})` : text);
  if (given(all)) return wrap(all.map((one) => conditionText(one, true)).join(` ${t("rule.and")} `), all.length > 1);
  if (given(any)) return wrap(any.map((one) => conditionText(one, true)).join(` ${t("rule.or")} `), any.length > 1);
  if (given(negated)) return `${t("rule.not")} ${conditionText(negated, true)}`;
  if (given(condition.expression)) return wrap(expressionText(condition.expression), / (and|or) /.test(expressionText(condition.expression)));
  if (given(condition.table)) return t("rule.table", { id: condition.table });
  if (name === null || name === "") return t("rule.always");
  if (given(condition.present)) return `${name} ${t(condition.present ? "rule.present" : "rule.absent")}`;
  if (given(condition.oneOf)) return `${name} ${t("rule.oneOf")} ${condition.oneOf.map(valueText).join(", ")}`;
  if (given(condition.atLeast) && given(condition.atMost)) {
    return `${name} ${t("rule.between", { from: condition.atLeast, to: condition.atMost })}`;
  }
  if (given(condition.atLeast)) return `${name} ${t("rule.atLeast", { n: condition.atLeast })}`;
  if (given(condition.atMost)) return `${name} ${t("rule.atMost", { n: condition.atMost })}`;
  return `${name} ${t("rule.is")} ${valueText(condition.equals)}`;
}

/** What reaches a milestone. */
export function reachedText(by: { task?: string | null; specification?: string | null; orderState?: string | null }): string {
  const { task, specification, orderState } = by;
  if (orderState) return t("milestone.byOrder", { state: look("serviceOrder", orderState).label });
  if (task) return t(specification ? "milestone.byTaskOf" : "milestone.byTask", { task, specification: specification ?? "" });
  return specification ? t("milestone.byWhole", { specification }) : t("milestone.byHand");
}

const SIGNS: [RegExp, string][] = [
  [/\s*&&\s*/g, " and "], [/\s*\|\|\s*/g, " or "], [/\s*==\s*/g, " is "], [/\s*!=\s*/g, " is not "],
  [/\s*>=\s*/g, " ≥ "], [/\s*<=\s*/g, " ≤ "], [/!(?=[\w(])/g, "not "], [/\bvalues\["([^"]+)"\]/g, "“$1”"], [/\bvalues\.(\w+)/g, "$1"],
  [/"([^"]*)" in values\b/g, "“$1” is given"], [/\bsize\((\w+)\)/g, "number of $1"],
];

/** CEL text as people read it; what is inside quotes stays as it is, and what has no words stays CEL. */
export function expressionText(expression: string): string {
  // names and fixed texts first, then the signs between them
  const [words, signs] = [SIGNS.slice(7), SIGNS.slice(0, 7)];
  const named = words.reduce((text, [sign, word]) => text.replace(sign, word), expression);
  return named.split(/("[^"]*"|“[^”]*”)/).map((part, i) => (
    i % 2 === 1 ? part : signs.reduce((text, [sign, word]) => text.replace(sign, word), part)
  )).join("").trim();
}

/** "One for all items of the order, when Model is alike, at the same place" */
export function sharingText({ scope, alike, same_place: samePlace }: Sharing): string {
  const scopes: Record<string, string> = { item: t("sharing.item"), order: t("sharing.order"), customer: t("sharing.customer") };
  return [
    scopes[scope] ?? scope, alike.length > 0 && t("sharing.alike", { names: alike.join(", ") }), samePlace && t("sharing.place"),
  ].filter(Boolean).join(", ");
}

/** What happens to a branch whose rule needs a value that nobody gave. */
export function missingText(missing: string): string {
  const known: Record<string, string> = { wait: t("missing.wait"), report: t("missing.report"), skip: t("missing.skip") };
  return known[missing] ?? missing;
}

export interface TableView {
  name: string;
  first: boolean;
  inputs: string[];
  outputs: string[];
  rows: { id: string; given: string[]; answers: string[] }[];
}

const title = (one: { id: string; name?: string; field?: string }) => one.name ?? one.field ?? one.id;

/** The tables of a decision graph as rows; an input that a row leaves open says so. */
export function tablesOf(nodes: TableNode[]): TableView[] {
  return nodes.filter((node) => node.type === "decisionTableNode").map(({ name, content = {} }) => {
    const { inputs = [], outputs = [], rules = [] } = content;
    return {
      name, first: (content.hitPolicy ?? "first") === "first",
      inputs: inputs.map(title), outputs: outputs.map(title),
      rows: rules.map((rule, i) => ({
        id: rule["_id"] ?? String(i),
        given: inputs.map(({ id }) => rule[id] || t("table.any")),
        answers: outputs.map(({ id }) => rule[id] || t("none")),
      })),
    };
  });
}

export function valuesOf(one: SpecCharacteristic): ValueSpecification[] {
  return one.characteristicValueSpecification ?? one.resourceSpecCharacteristicValue ?? [];
}

const between = (from: unknown, to: unknown) => (given(from) || given(to) ? `${valueText(from ?? "…")} – ${valueText(to ?? "…")}` : "");

/** What a value must be: range, length, size, pattern. */
export function boundsText(one: SpecCharacteristic): string {
  const range = valuesOf(one).find((value) => given(value.valueFrom) || given(value.valueTo));
  const length = between(one.minLength, one.maxLength);
  const size = between(one.minSize, one.maxSize);
  return [
    range ? between(range.valueFrom, range.valueTo) : "",
    length && t("catalog.length", { range: length }), size && t("catalog.size", { range: size }),
    one.regex ? t("value.pattern", { pattern: one.regex }) : "",
  ].filter(Boolean).join("; ");
}

export function quantityText({ minimumQuantity = 0, defaultQuantity = 1, maximumQuantity = 1, quantityCharacteristic }: SpecRelationship): string {
  const range = minimumQuantity === maximumQuantity ? String(maximumQuantity)
    : t("catalog.quantityRange", { from: minimumQuantity, to: maximumQuantity, usual: defaultQuantity });
  return quantityCharacteristic ? `${range}; ${t("catalog.quantityFrom", { name: quantityCharacteristic })}` : range;
}

export function mappingText(mapping: Mapping): string {
  const source = given(mapping.source) ? mapping.source
    : given(mapping.expression) ? expressionText(mapping.expression)
      : given(mapping.table) ? t("catalog.fromTable", { id: mapping.table, output: mapping.output ?? mapping.target })
        : `“${valueText(mapping.constant)}”`;
  const [from, to] = mapping.direction === "siblingToSibling" ? [mapping.sibling ?? "", t("catalog.child")]
    : mapping.direction === "childToParent" ? [t("catalog.child"), t("catalog.parent")] : [t("catalog.parent"), t("catalog.child")];
  const translated = given(mapping.values)
    ? ` (${Object.entries(mapping.values).map(([key, value]) => `${key} → ${valueText(value)}`).join(", ")}${given(mapping.otherwise) ? `, ${t("catalog.otherwise")} ${valueText(mapping.otherwise)}` : ""})`
    : "";
  const when = mapping.when ? `, ${t("catalog.when")} ${conditionText(mapping.when)}` : "";
  return `${given(mapping.source) ? `${from} ` : ""}${source} → ${to} ${mapping.target}${translated}${when}`;
}

/** A characteristic with those nested in it, each with its depth. */
export function flattened(all: SpecCharacteristic[], depth = 0): { one: SpecCharacteristic; depth: number }[] {
  return all.flatMap((one) => [
    { one, depth },
    ...flattened(one.element ? [one.element] : [], depth + 1),
    ...flattened(one.properties ?? [], depth + 1),
  ]);
}
