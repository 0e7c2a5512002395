// Conditions, ranges, quantities and mappings in words.
import { t } from "@/i18n/t";
import { valueText } from "@/parts/CharacteristicTable";
import type { Condition, Mapping, SpecCharacteristic, SpecRelationship, ValueSpecification } from "./types";

const given = <Value>(value: Value | null | undefined): value is Value => value !== null && value !== undefined;

/** A condition as a sentence; several inside one another stand in brackets. */
export function conditionText(condition: Condition, inner = false): string {
  const { characteristic: name = "", all, any, negated } = condition;
  const wrap = (text: string, many: boolean) => (inner && many ? `(${text})` : text);
  if (given(all)) return wrap(all.map((one) => conditionText(one, true)).join(` ${t("rule.and")} `), all.length > 1);
  if (given(any)) return wrap(any.map((one) => conditionText(one, true)).join(` ${t("rule.or")} `), any.length > 1);
  if (given(negated)) return `${t("rule.not")} ${conditionText(negated, true)}`;
  if (given(condition.present)) return `${name} ${t(condition.present ? "rule.present" : "rule.absent")}`;
  if (given(condition.oneOf)) return `${name} ${t("rule.oneOf")} ${condition.oneOf.map(valueText).join(", ")}`;
  if (given(condition.atLeast) && given(condition.atMost)) {
    return `${name} ${t("rule.between", { from: condition.atLeast, to: condition.atMost })}`;
  }
  if (given(condition.atLeast)) return `${name} ${t("rule.atLeast", { n: condition.atLeast })}`;
  if (given(condition.atMost)) return `${name} ${t("rule.atMost", { n: condition.atMost })}`;
  return `${name} ${t("rule.is")} ${valueText(condition.equals)}`;
}

export function valuesOf(one: SpecCharacteristic): ValueSpecification[] {
  return one.characteristicValueSpecification ?? one.resourceSpecCharacteristicValue ?? [];
}

/** What a value must be: range, length, size, pattern. */
export function boundsText(one: SpecCharacteristic): string {
  const between = (from: unknown, to: unknown) => (given(from) || given(to) ? `${valueText(from ?? "…")} – ${valueText(to ?? "…")}` : "");
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
  const source = given(mapping.source) ? mapping.source : `“${valueText(mapping.constant)}”`;
  const [from, to] = mapping.direction === "childToParent" ? [t("catalog.child"), t("catalog.parent")] : [t("catalog.parent"), t("catalog.child")];
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
