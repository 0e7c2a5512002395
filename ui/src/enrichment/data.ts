// Enrichment tasks: what must be found out about an order's items before it can be approved.
import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { api } from "@/api/fetching";
import type { Field, Instant } from "@/api/types";

/** A characteristic's specification as the model has it. */
export interface Specified {
  name: string;
  value_type: string;
  description: string;
  unit: string | null;
  options: { value: unknown; label?: string | null }[];
  minimum: number | null;
  maximum: number | null;
  min_length: number | null;
  max_length: number | null;
  min_size: number | null;
  max_size: number | null;
  pattern: string | null;
  element: Specified | null;
  properties: Specified[];
}

export interface EnrichmentData {
  characteristic: string;
  mandatory: boolean;
  readOnly: boolean;
  value: unknown;
  origin: string | null;
  specification: Specified | null;
}

export interface EnrichmentTask {
  number: string;
  serviceOrder: string;
  item: string;
  itemId: string;
  policy: string;
  key: string;
  name: string;
  description: string;
  state: string;
  stateReason: string | null;
  assignmentGroup: string | null;
  assignee: string | null;
  priority: number;
  after: string[];
  version: number;
  createdAt: Instant;
  startedAt: Instant | null;
  endedAt: Instant | null;
  endedBy: string | null;
  characteristics: Record<string, unknown>;
  data: EnrichmentData[];
  verbs: string[];
}

/** What the specification says of a value, as a field of a form. */
function specifiedField(one: Specified): Field {
  return {
    characteristic: one.name, mandatory: false, readOnly: false, value: null, origin: null,
    valueType: one.value_type, description: one.description, unit: one.unit, pattern: one.pattern,
    options: one.options.map(({ value, label }) => ({ value, label: label ?? null })),
    minimum: one.minimum, maximum: one.maximum, minLength: one.min_length, maxLength: one.max_length, minSize: one.min_size, maxSize: one.max_size,
    element: one.element ? specifiedField(one.element) : undefined,
    properties: one.properties.map(specifiedField),
  };
}

/** The data a task asks for as fields; a value without specification is plain text. */
export function fieldsOf(data: EnrichmentData[]): Field[] {
  return data.map(({ characteristic, mandatory, readOnly, value, origin, specification }) => ({
    ...(specification ? specifiedField(specification) : {}), characteristic, mandatory, readOnly, value, origin,
  }));
}

export type EnrichmentVerb = "start" | "complete" | "hold" | "resume" | "assign";

/** Everything that shows a task or its order is asked anew. */
function refreshAll(client: QueryClient, task: EnrichmentTask): void {
  client.setQueryData(["enrichmentTask", task.number], task);
  void client.invalidateQueries({ queryKey: ["enrichmentTasks"] });
  for (const noun of ["serviceOrder", "enrichmentOf", "review", "history"]) void client.invalidateQueries({ queryKey: [noun, task.serviceOrder] });
}

/** Sends a verb with the version that was looked at. */
export function useEnrichmentCall(task: EnrichmentTask) {
  const client = useQueryClient();
  return useCallback(async (verb: EnrichmentVerb, body: Record<string, unknown> = {}) => {
    const answer = await api.post<EnrichmentTask>(`/api/enrichmentTasks/${task.number}/${verb}`, { ...body, version: task.version });
    refreshAll(client, answer);
  }, [client, task]);
}
