// What a specification says of its characteristics, as fields of a form.
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api } from "@/api/fetching";
import type { DomainOrder, Field } from "@/api/types";

/** A characteristic as TM Forum's catalog writes it, with the attributes that the server adds. */
export interface CharacteristicDocument {
  name: string;
  valueType?: string;
  description?: string;
  unitOfMeasure?: string;
  minCardinality?: number;
  regex?: string;
  extensible?: boolean;
  minLength?: number;
  maxLength?: number;
  minSize?: number;
  maxSize?: number;
  element?: CharacteristicDocument;
  properties?: CharacteristicDocument[];
  characteristicValueSpecification?: ValueDocument[];
  resourceSpecCharacteristicValue?: ValueDocument[];
  serviceSpecCharacteristicValue?: ValueDocument[];
}

interface ValueDocument {
  value?: unknown;
  label?: string;
  valueType?: string;
  valueFrom?: number;
  valueTo?: number;
}

export interface SpecificationAnswer {
  specification: {
    id: string;
    name: string;
    specCharacteristic?: CharacteristicDocument[];
    resourceSpecCharacteristic?: CharacteristicDocument[];
  };
  version: number;
}

const ALIASES: Record<string, string> = {
  string: "text", int: "integer", long: "integer", float: "decimal", double: "decimal", number: "decimal", bool: "boolean",
  timestamp: "dateTime", "date-time": "dateTime", datetime: "dateTime", list: "array", set: "array",
};

/** A characteristic as a field without a value. */
export function fieldOf(document: CharacteristicDocument): Field {
  const values = document.characteristicValueSpecification ?? document.resourceSpecCharacteristicValue
    ?? document.serviceSpecCharacteristicValue ?? [];
  const bounds = values.find((one) => one.valueFrom !== undefined || one.valueTo !== undefined);
  const written = document.valueType ?? "text";
  return {
    characteristic: document.name,
    mandatory: (document.minCardinality ?? 0) > 0,
    readOnly: false,
    value: null,
    origin: null,
    valueType: ALIASES[written.toLowerCase()] ?? written,
    // of what can be extended the values only suggest
    options: document.extensible === false
      ? values.filter((one) => one.value !== undefined).map((one) => ({ value: one.value, label: one.label ?? null })) : [],
    minimum: bounds?.valueFrom ?? null,
    maximum: bounds?.valueTo ?? null,
    pattern: document.regex ?? null,
    unit: document.unitOfMeasure ?? null,
    description: document.description,
    minLength: document.minLength ?? null,
    maxLength: document.maxLength ?? null,
    minSize: document.minSize ?? null,
    maxSize: document.maxSize ?? null,
    element: document.element && fieldOf(document.element),
    properties: document.properties?.map(fieldOf),
  };
}

export function fieldsOf(answer: SpecificationAnswer): Field[] {
  const { specCharacteristic, resourceSpecCharacteristic } = answer.specification;
  return (specCharacteristic ?? resourceSpecCharacteristic ?? []).map(fieldOf);
}

/** The fields asked for, each with what the specification says of it. What is asked decides what is needed. */
export function described(asked: Field[], specified: Field[]): Field[] {
  return asked.map((field) => {
    const known = specified.find((one) => one.characteristic === field.characteristic);
    return known
      ? { ...known, mandatory: field.mandatory, readOnly: field.readOnly, value: field.value, origin: field.origin }
      : field;
  });
}

/** Every characteristic of a domain order, to correct it: those that have a value first, what the task only shows not. */
export function correctable(asked: Field[], specified: Field[], order: DomainOrder): Field[] {
  const fixed = new Set(asked.filter((field) => field.readOnly).map((field) => field.characteristic));
  return specified
    .filter((field) => !fixed.has(field.characteristic))
    .map((field) => {
      const held = order.characteristics[field.characteristic];
      // only what is changed is sent, so nothing is needed
      return { ...field, mandatory: false, value: held?.value ?? null, origin: held?.origin ?? null };
    })
    .sort((a, b) => Number(b.value !== null) - Number(a.value !== null));
}

/** The characteristics of a domain order's specification, in the order's own version. */
export function useSpecified(order: DomainOrder | undefined) {
  return useQuery({
    queryKey: ["catalog", "fields", order?.specification, order?.specificationVersion],
    queryFn: async ({ signal }) => fieldsOf(await api.get<SpecificationAnswer>(
      `/api/specifications/${encodeURIComponent(order?.specification ?? "")}`, { version: order?.specificationVersion }, signal)),
    enabled: order !== undefined,
    staleTime: Infinity,
  });
}

/** What the plan specification (`id@version`) says about one of its tasks. */
export function useDescription(planSpecification: string | null, key: string) {
  return useQuery({
    queryKey: ["catalog", "plan", planSpecification],
    queryFn: ({ signal }) => {
      const at = (planSpecification ?? "").lastIndexOf("@");
      return api.get<{ tasks: { key: string; description: string }[] }>(
        `/api/planSpecifications/${encodeURIComponent(planSpecification?.slice(0, at) ?? "")}`, { version: planSpecification?.slice(at + 1) }, signal);
    },
    enabled: planSpecification !== null,
    staleTime: Infinity,
    select: (plan) => plan.tasks.find((task) => task.key === key)?.description ?? "",
  });
}

/** The data a task asks for, described; without the right to read the catalog, as the task says it. */
export function useAsked(asked: Field[], order: DomainOrder | undefined): Field[] {
  const specified = useSpecified(asked.length > 0 ? order : undefined);
  return useMemo(() => described(asked, specified.data ?? []), [asked, specified.data]);
}
