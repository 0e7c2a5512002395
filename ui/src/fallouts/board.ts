// Where a fallout can be moved on the board: what the server offers for it, as columns.
import type { FalloutDetail } from "@/api/types";

export const COLUMNS = ["open", "inProgress", "awaitingInformation", "resolving", "resolved"] as const;

export interface Move {
  to: (typeof COLUMNS)[number];
  verb: "take" | "askInformation" | "resume" | "resolve";
}

export function movesOf({ fallout, verbs }: { fallout: Pick<FalloutDetail["fallout"], "state">; verbs: readonly string[] }): Move[] {
  const moves: Move[] = [];
  // somebody who takes an open one is on it; one that waits goes on with the answer
  if (verbs.includes("take") && fallout.state === "open") moves.push({ to: "inProgress", verb: "take" });
  if (verbs.includes("resume")) moves.push({ to: "inProgress", verb: "resume" });
  if (verbs.includes("askInformation")) moves.push({ to: "awaitingInformation", verb: "askInformation" });
  if (verbs.includes("resolve")) moves.push({ to: "resolved", verb: "resolve" });
  return moves;
}
