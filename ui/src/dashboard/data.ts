// What the dashboard asks, and the address of the list behind each of its numbers.
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "@/api/fetching";
import type { Schemas } from "@/api/types";

export type Dashboard = Schemas["DashboardBody"];
export type Cell = Schemas["CellBody"];
export type Age = Schemas["AgeBody"];
export type Lengths = Schemas["LengthsBody"];
export type TaskLine = Schemas["TaskLine"];
export type WorkLine = Schemas["WorkLineBody"];

/** Days looked back, today included; one day is looked at by the hour. */
export const SPANS = [1, 7, 30, 90] as const;

/** Where the period begins: on the hour for one day, at midnight (UTC) for more. */
export function sinceOf(days: number, now: Date): string {
  const start = new Date(now);
  if (days === 1) {
    start.setUTCMinutes(0, 0, 0);
    start.setUTCHours(start.getUTCHours() - 23);
  } else {
    start.setUTCHours(0, 0, 0, 0);
    start.setUTCDate(start.getUTCDate() - (days - 1));
  }
  return start.toISOString();
}

export const dashboardQuery = (days: number) =>
  queryOptions({
    queryKey: ["dashboard", days],
    queryFn: ({ signal }) => api.get<Dashboard>("/api/dashboard", { from: sinceOf(days, new Date()) }, signal),
    refetchInterval: 15_000,
    placeholderData: keepPreviousData,
  });

export type What = "orders" | "tasks" | "fallouts";

const LISTS: Record<What, { path: string; began: string; open: Record<string, string> }> = {
  orders: { path: "/orders", began: "ordered", open: {} },
  tasks: { path: "/allTasks", began: "ready", open: { open: "true" } },
  fallouts: { path: "/fallouts", began: "raised", open: { open: "true" } },
};

/** An instant as queries are typed: to the microsecond, as the server said it. */
const stretch = (word: string, since: string | null, until: string | null): string =>
  [since && `${word}>=${since}`, until && `${word}<${until}`].filter(Boolean).join(" ");

const listOf = (path: string, query: Record<string, string>): string => `${path}?${new URLSearchParams(query)}`;

/** The list of what was completed between two instants. */
export function completedList(what: "orders" | "tasks", since: string, until: string): string {
  const typed = `state:completed ${stretch(what === "orders" ? "completed" : "ended", since, until)}`;
  return listOf(LISTS[what].path, { q: typed });
}

export const raisedList = (since: string, until: string): string => listOf("/fallouts", { q: stretch("raised", since, until) });

export const mendedList = (since: string, until: string): string => listOf("/fallouts", { q: `state:resolved,closed ${stretch("resolved", since, until)}` });

/** The list of what is open: in these states, and of an age; `null` is the age of tasks whose turn has not come. */
export function openList(what: What, states: readonly string[], age: Age | null | undefined): string {
  const { path, began, open } = LISTS[what];
  const when = age === undefined ? "" : age === null ? `${began}:none` : stretch(began, age.since, age.until);
  return listOf(path, { ...open, q: [`state:${states.join(",")}`, when].filter(Boolean).join(" ") });
}

export const queueList = (group: string | null): string =>
  group === null ? listOf("/tasks", { who: "all", q: "group:none" }) : listOf("/tasks", { who: "all", group });

export const workList = (query: Record<string, string>): string => listOf("/work", query);

export interface Matrix {
  states: string[];
  ages: (Age | null)[];
  count: (state: string | null, age: Age | null | undefined) => number;
}

/** Cells as a table: states in the lifecycle's order, the ages that occur; `null` and `undefined` sum up. */
export function matrixOf(cells: readonly Cell[], ages: readonly Age[], order: readonly string[]): Matrix {
  const states = [...new Set(cells.map((cell) => cell.state))].sort((a, b) => order.indexOf(a) - order.indexOf(b));
  const found: (Age | null)[] = [...ages];
  if (cells.some((cell) => cell.age === null)) found.unshift(null);
  const count: Matrix["count"] = (state, age) =>
    cells.filter((cell) => (state === null || cell.state === state) && (age === undefined || cell.age === (age?.name ?? null)))
      .reduce((sum, cell) => sum + cell.count, 0);
  return { states, ages: found, count };
}
