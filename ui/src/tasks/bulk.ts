// Many records, one request each: a few at a time, and what became of every single one.

export type Outcome =
  | { state: "waiting" | "running" | "done" }
  | { state: "refused"; error: unknown };

/** At most so many requests at the same time. */
export const AT_ONCE = 4;

/**
 * Does `one` for every item and tells after each step how all of them stand. What fails is refused with the server's
 * words and does not stop the others; `stopped` lets those that have not begun stay as they are.
 */
export async function runEach<Item>(
  items: readonly Item[], one: (item: Item) => Promise<unknown>, tell: (outcomes: Outcome[]) => void,
  { atOnce = AT_ONCE, stopped = () => false }: { atOnce?: number; stopped?: () => boolean } = {},
): Promise<Outcome[]> {
  const outcomes: Outcome[] = items.map(() => ({ state: "waiting" }));
  let next = 0;
  const set = (n: number, outcome: Outcome) => {
    outcomes[n] = outcome;
    tell([...outcomes]);
  };
  const worker = async () => {
    while (next < items.length && !stopped()) {
      const n = next++;
      set(n, { state: "running" });
      try {
        // one after the other on purpose: the workers beside this one are the limit
        // oxlint-disable-next-line no-await-in-loop
        await one(items[n] as Item);
        set(n, { state: "done" });
      } catch (error) {
        set(n, { state: "refused", error });
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return outcomes;
}

export interface Count {
  done: number;
  refused: number;
  left: number;
}

export function countOf(outcomes: readonly Outcome[]): Count {
  const of = (state: Outcome["state"]) => outcomes.filter((one) => one.state === state).length;
  return { done: of("done"), refused: of("refused"), left: of("waiting") + of("running") };
}
