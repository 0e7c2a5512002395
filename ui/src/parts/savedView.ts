// What a saved view is: a named address of a list, without the place in it.
import type { Schemas } from "@/api/types";
import en from "@/i18n/en.json";
import { t, type Key } from "@/i18n/t";

export type SavedView = Schemas["SavedViewBody"];
export type SavedViewPage = Schemas["SavedViewsBody"];

/** What a view is called: those that come with the product have their name in the language of the page. */
export function viewName(view: Pick<SavedView, "name" | "supplied">): string {
  const key = `views.supplied.${view.supplied ?? ""}`;
  return view.supplied && key in en ? t(key as Key) : view.name;
}

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
