// The four lists of tasks, and what each asks the server for.
import type { Session } from "@/api/types";
import type { Key } from "@/i18n/t";

export interface Worklist {
  /** Its name in the URL. */
  who: string;
  text: Key;
  /** What the server is asked; null: the list is empty for this person. */
  ask: (session: Session) => Record<string, string | string[]> | null;
  empty: { title: Key; text: Key };
}

export const WORKLISTS: Worklist[] = [
  { who: "mine", text: "home.mine", ask: () => ({ mine: "true" }), empty: { title: "tasks.noneMine", text: "tasks.noneMineText" } },
  {
    who: "queue", text: "tasks.queue", ask: ({ groups }) => (groups.length > 0 ? { group: groups } : null),
    empty: { title: "tasks.noneQueue", text: "tasks.noneQueueText" },
  },
  {
    // the name that home links to: what nobody has in one's groups, or anywhere for who is in none
    who: "groups", text: "tasks.unassigned",
    ask: ({ groups }) => ({ unassigned: "true", ...(groups.length > 0 ? { group: groups } : {}) }),
    empty: { title: "tasks.noneFree", text: "tasks.noneFreeText" },
  },
  { who: "all", text: "all", ask: () => ({}), empty: { title: "tasks.none", text: "tasks.noneText" } },
];

export function worklist(who: string | null): Worklist {
  return WORKLISTS.find((one) => one.who === who) ?? (WORKLISTS[0] as Worklist);
}
