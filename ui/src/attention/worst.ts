// The order in which alerts are told.
import type { Schemas } from "@/api/types";

const RANK = { critical: 0, major: 1, minor: 2 };

/** The worst level first, of the same level the oldest. */
export function worstFirst<One extends Pick<Schemas["AlertBody"], "level" | "raisedAt">>(alerts: readonly One[]): One[] {
  return alerts.toSorted((a, b) => RANK[a.level] - RANK[b.level] || a.raisedAt.localeCompare(b.raisedAt));
}
