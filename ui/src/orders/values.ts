// What was ordered, what the plan makes of it and what was delivered, value by value.
import type { Characteristic } from "@/api/types";

export interface Compared {
  name: string;
  ordered: unknown;
  planned: unknown;
  delivered: unknown;
  origin: string | null;
  /** Planned otherwise than ordered; a value that nobody ordered is no difference. */
  replanned: boolean;
  /** Delivered otherwise than planned. */
  deviates: boolean;
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** Rows by name in the order of the plan, then what only the inventory holds; without a delivery yet nothing deviates. */
export function compareValues(
  ordered: Record<string, unknown>, planned: Record<string, Characteristic>, delivered: Record<string, { value?: unknown }> | null,
): Compared[] {
  const names = [...new Set([...Object.keys(planned), ...Object.keys(delivered ?? {})])];
  return names.map((name) => {
    const [asked, plan, given] = [ordered[name], planned[name]?.value, delivered?.[name]?.value];
    return {
      name, ordered: asked, planned: plan, delivered: given, origin: planned[name]?.origin ?? null,
      replanned: asked !== undefined && asked !== null && !same(asked, plan),
      deviates: delivered !== null && !same(plan ?? null, given ?? null),
    };
  });
}
