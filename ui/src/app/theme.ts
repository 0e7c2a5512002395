// Light or dark: the system's choice until the user makes one; kept with the user, and here for public/theme.js, which does the first paint.
import { useSyncExternalStore } from "react";
import { choose, chosen, listen } from "./preferences";

export type ThemeWish = "light" | "dark" | "system";
const KEY = "trunkline.theme";
const listeners = new Set<() => void>();
const system = matchMedia("(prefers-color-scheme: dark)");

export function themeWish(): ThemeWish {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === "light" || kept === "dark" ? kept : "system";
  } catch {
    return "system";
  }
}

function apply(): void {
  const wish = themeWish();
  document.documentElement.dataset.theme = wish === "system" ? (system.matches ? "dark" : "light") : wish;
  for (const listener of listeners) listener();
}

export function chooseTheme(wish: ThemeWish): void {
  keepTheme(wish);
  choose({ theme: wish });
}

function keepTheme(wish: ThemeWish): void {
  try {
    if (wish === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, wish);
  } catch {
    document.documentElement.dataset.theme = wish;
  }
  apply();
}

system.addEventListener("change", apply);
// what the user chose in another browser
listen(() => {
  const { theme } = chosen();
  if (theme && theme !== themeWish()) keepTheme(theme);
});

export function useDark(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => document.documentElement.dataset.theme === "dark",
  );
}
