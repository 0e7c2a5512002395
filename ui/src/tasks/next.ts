// Which task somebody should do next: of a plan, or of an order itself.
const CAN_BE_DONE = new Set(["ready", "inProgress"]);

export interface Candidate {
  task: { number: string; priority: number; state: string };
  dueAt: string;
}

/** The due date of what has none. */
export const LATER = "9999-12-31T00:00:00Z";

/** Before or after: the more urgent first, then what is due first, then what is already one's own. */
function compare(one: Candidate, other: Candidate, mine: ReadonlySet<Candidate>): number {
  return one.task.priority - other.task.priority
    || Date.parse(one.dueAt) - Date.parse(other.dueAt)
    || Number(mine.has(other)) - Number(mine.has(one));
}

/** The first of one's own tasks and the free ones of one's groups; those that wait for an answer or a repair are passed over. */
export function nextFor(own: Candidate[], free: Candidate[]): Candidate | null {
  const mine = new Set(own);
  const [first] = [...own, ...free].filter((line) => CAN_BE_DONE.has(line.task.state)).sort((a, b) => compare(a, b, mine));
  return first ?? null;
}
