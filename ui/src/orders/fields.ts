// The characteristics of a specification as form fields, with the values an item has.
import type { Field, ServiceOrderItem } from "@/api/types";
import { faultOf } from "@/tasks/check";
import { asText, readValue } from "@/tasks/values";

interface ValueSpecification {
  value?: unknown;
  isDefault?: boolean;
  valueFrom?: unknown;
  valueTo?: unknown;
  unitOfMeasure?: string;
}

export interface CharacteristicSpecification {
  name: string;
  description?: string;
  valueType?: string;
  configurable?: boolean;
  minCardinality?: number;
  extensible?: boolean;
  regex?: string;
  characteristicValueSpecification?: ValueSpecification[];
}

/** Fields in the specification's order, then what the item has beside it. */
export function fieldsOf(specified: CharacteristicSpecification[], item: Pick<ServiceOrderItem, "characteristics">): Field[] {
  const held = new Map(item.characteristics.map((one) => [one.name, one]));
  const fields = specified.map((one): Field => {
    const values = one.characteristicValueSpecification ?? [];
    const range = values.find((value) => typeof value.valueFrom === "number" || typeof value.valueTo === "number");
    const closed = one.extensible === false ? values.filter((value) => value.value !== undefined) : [];
    const has = held.get(one.name);
    return {
      characteristic: one.name, mandatory: (one.minCardinality ?? 0) > 0, readOnly: one.configurable === false,
      value: has?.value ?? null, origin: has?.origin ?? null, valueType: one.valueType ?? "text",
      options: closed.map((value) => ({ value: value.value, label: null })),
      minimum: numeric(range?.valueFrom), maximum: numeric(range?.valueTo),
      pattern: one.regex ?? null, unit: values.find((value) => value.unitOfMeasure)?.unitOfMeasure ?? null, description: one.description,
    };
  });
  const known = new Set(specified.map((one) => one.name));
  const others = item.characteristics.filter((one) => !known.has(one.name)).map((one): Field => ({
    characteristic: one.name, mandatory: false, readOnly: false, value: one.value, origin: one.origin,
  }));
  return [...fields, ...others];
}

const numeric = (value: unknown): number | null => (typeof value === "number" ? value : null);

export interface Changed {
  values: Record<string, unknown>;
  faults: Record<string, string>;
}

/** What differs from what the item has; an emptied field becomes `undefined`, which takes the value away. */
export function changedValues(fields: Field[], texts: Record<string, string>): Changed {
  const changed: Changed = { values: {}, faults: {} };
  for (const field of fields) {
    const name = field.characteristic;
    const text = (texts[name] ?? "").trim();
    if (field.readOnly || text === asText(field.value).trim()) continue;
    try {
      const value = text ? readValue(field, text) : undefined;
      const fault = value === undefined ? null : faultOf(field, value);
      if (fault === null) changed.values[name] = value;
      else changed.faults[name] = fault;
    } catch (fault) {
      changed.faults[name] = fault instanceof Error ? fault.message : String(fault);
    }
  }
  return changed;
}
