// One action on many tasks: the server is asked for a stretch at a time, and what became of every single one is kept.
import type { Schemas } from "@/api/types";

export type TaskResult = Schemas["TaskResult"];
export type BulkVerb = Schemas["BulkVerb"];

/** So many named tasks in one request: small enough that one sees how it goes on and can stop it. */
export const STRETCH = 100;

/** A task by name, with the version that was looked at; without it, as it is now. */
export interface Named {
  number: string;
  name: string;
  version?: number;
}

/** All tasks that match filters, as the server counted them, without those that were left out by hand. */
export interface AllMatching {
  /** What the list asked the server for. */
  asked: Record<string, string | string[]>;
  total: number;
  digest: string;
  excluded: ReadonlySet<string>;
}

export interface Action {
  verb: BulkVerb;
  assignmentGroup?: string;
  assignee?: string;
}

/** The filters of the list in the form that an action takes. */
export function matchingBody({ asked, total, digest, excluded }: AllMatching) {
  const group = asked.group;
  return {
    mine: asked.mine === "true", unassigned: asked.unassigned === "true",
    assignee: typeof asked.assignee === "string" ? asked.assignee : null,
    group: group === undefined ? null : Array.isArray(group) ? group : [group],
    q: typeof asked.q === "string" ? asked.q : "", total, digest, excluded: [...excluded],
  };
}

/**
 * Acts on named tasks, stretch by stretch, and tells after each what is known. A request that fails refuses its own
 * stretch with its words and does not stop the others; `stopped` lets those that have not begun stay as they are.
 */
export async function runStretches(
  tasks: readonly Named[], ask: (some: readonly Named[]) => Promise<TaskResult[]>, tell: (results: ReadonlyMap<string, TaskResult>) => void,
  { stretch = STRETCH, stopped = () => false, failed }: { stretch?: number; stopped?: () => boolean; failed: (task: Named, error: unknown) => TaskResult },
): Promise<ReadonlyMap<string, TaskResult>> {
  const results = new Map<string, TaskResult>();
  for (let i = 0; i < tasks.length && !stopped(); i += stretch) {
    const some = tasks.slice(i, i + stretch);
    // one after the other on purpose: the server does each stretch as a whole
    // oxlint-disable-next-line no-await-in-loop
    const answered = await ask(some).catch((error: unknown) => some.map((task) => failed(task, error)));
    for (const result of answered) results.set(result.number, result);
    tell(new Map(results));
  }
  return results;
}

/** What a row of the list means for the choice: with all chosen, a row unticked by hand is left out. */
export function chosenOf(all: AllMatching | null, named: ReadonlyMap<string, unknown>, number: string): boolean {
  return all ? !all.excluded.has(number) : named.has(number);
}
