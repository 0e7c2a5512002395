// What the home page asks, and the tiles that it makes of the answer.
import { queryOptions } from "@tanstack/react-query";
import { api } from "@/api/fetching";
import type { Schemas } from "@/api/types";
import type { Key } from "@/i18n/t";

export type CompletedDay = Schemas["CompletedDayBody"];

export type HomeNumbers = Schemas["HomeBody"];

export const homeQuery = (days: number) =>
  queryOptions({
    queryKey: ["home", days],
    queryFn: ({ signal }) => api.get<HomeNumbers>("/api/home", { days }, signal),
    refetchInterval: 30_000,
  });

export interface Tile {
  text: Key;
  number: number;
  /** The list whose length the number is. */
  to: string;
  /** Somebody has to do something while it is not 0. */
  urgent?: boolean;
}

/** The tiles for who is in groups or not; what may not be read has no tile. */
export function tilesOf(numbers: HomeNumbers, inGroups: boolean): Tile[] {
  const tiles: Tile[] = [];
  const add = (text: Key, number: number | null | undefined, to: string, urgent = false) => {
    if (number !== null && number !== undefined) tiles.push({ text, number, to, urgent });
  };
  add("home.mine", numbers.myTasks, "/tasks?who=mine");
  add(inGroups ? "home.groups" : "home.unassigned", numbers.unassignedTasks, "/tasks?who=groups");
  add("home.approval", numbers.ordersByState?.acknowledged, "/orders?state=acknowledged");
  add("home.fallouts", numbers.openFallouts, "/fallouts?open=true", true);
  add("home.attention", numbers.needsAttention, "/attention", true);
  add("home.jeopardy", numbers.inJeopardy, "/jeopardy", true);
  add("home.held", numbers.ordersByState?.held, "/orders?state=held", true);
  return tiles;
}

/** States that have orders, in the lifecycle's order, each with its share of the most frequent one. */
export function bars(byState: Record<string, number>): { state: string; orders: number; share: number }[] {
  const most = Math.max(1, ...Object.values(byState));
  return Object.entries(byState).filter(([, orders]) => orders > 0).map(([state, orders]) => ({ state, orders, share: orders / most }));
}

/** The list of the orders that were completed on a day (UTC). */
export const dayList = (day: string) => `/orders?state=completed&completed=${day}`;

/** The top of the axis: 1, 2 or 5 times a power of ten, not below the largest number. */
export function roundUp(largest: number): number {
  if (largest <= 2) return 2;
  const size = 10 ** Math.floor(Math.log10(largest));
  return ([1, 2, 5, 10].find((times) => times * size >= largest) ?? 10) * size;
}
