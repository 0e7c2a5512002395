// What a saved view is: a named address of a list, without the place in it.
import type { Schemas } from "@/api/types";

export type SavedView = Schemas["SavedViewBody"];
export type SavedViewPage = Schemas["SavedViewsBody"];

const PLACES = ["after", "offset", "limit"];

/** What of an address belongs to a view, in the form that the server keeps. */
export function viewQuery(search: string): string {
  const params = new URLSearchParams(search);
  for (const place of PLACES) params.delete(place);
  return params.toString();
}

const partsOf = (text: string) => [...new URLSearchParams(text)].map(([name, value]) => `${name}=${value}`).sort().join("\n");

/** Whether the address shows this view, whatever the order of its parts. */
export function isShown(view: { query: string }, search: string): boolean {
  return partsOf(view.query) === partsOf(viewQuery(search));
}

/** The views that this browser kept before there were any on the server; answers them once. */
export function formerViews(list: string): { name: string; query: string }[] {
  const key = `trunkline.views.${list}`;
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "[]") as unknown;
    localStorage.removeItem(key);
    if (!Array.isArray(kept)) return [];
    return (kept as { name?: unknown; search?: unknown }[]).flatMap((view) =>
      typeof view?.name === "string" && typeof view.search === "string" ? [{ name: view.name, query: viewQuery(view.search) }] : []);
  } catch {
    return [];
  }
}
