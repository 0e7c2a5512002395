// What a person chose: kept with them on the server, and in this browser for the first frame and for times without it.
import { useSyncExternalStore } from "react";
import { api } from "@/api/fetching";
import type { Schemas } from "@/api/types";

export type Preferences = Schemas["Preferences"];
export type ListLook = Required<Schemas["ListLook"]>;

const KEY = "trunkline.preferences";
export const USUAL: ListLook = { hidden: [], order: [], pinned: 0, widths: {}, density: "normal" };

function read(): Preferences {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "{}") as unknown;
    return kept !== null && typeof kept === "object" ? (kept as Preferences) : {};
  } catch {
    return {};
  }
}

let preferences = read();
const listeners = new Set<() => void>();

function become(next: Preferences): void {
  preferences = next;
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // storage is off: the server keeps it
  }
  for (const listener of listeners) listener();
}

export function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What holds in this browser now. */
export const chosen = (): Preferences => preferences;

/** What the server keeps of whoever has signed in: it replaces what another person left in this browser. */
export function adopt(kept: Preferences): void {
  become(kept);
}

/** Keeps a change here at once, and with the person on the server; without the server it lasts in this browser. */
export function choose(change: Preferences): void {
  become({ ...preferences, ...change, lists: { ...preferences.lists, ...change.lists } });
  api.patch<Preferences>("/api/preferences", change).catch(() => undefined);
}

/** How a list looks, and how to change that. */
export function useListLook(list: string): [ListLook, (next: Partial<ListLook>) => void] {
  const all = useSyncExternalStore(listen, chosen);
  const name = list as keyof NonNullable<Preferences["lists"]>;
  const look: ListLook = { ...USUAL, ...all.lists?.[name] };
  return [look, (next) => choose({ lists: { [name]: { ...look, ...next } } })];
}
