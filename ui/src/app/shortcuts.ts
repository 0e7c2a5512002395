// Keyboard shortcuts: single keys and `g` followed by a letter. None fires while somebody types; all can be turned off.
import { useEffect, useRef } from "react";
import { choose, chosen } from "./preferences";

export const singleKeys = (): boolean => chosen().singleKeys ?? true;

export function chooseSingleKeys(on: boolean): void {
  choose({ singleKeys: on });
}

/** Whether the key press belongs to a field, a dialog or a menu. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement | null;
  if (!target) return false;
  if (target.isContentEditable || target.closest("dialog,[role=dialog],[role=menu],[role=listbox]")) return true;
  return /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** Whether the key presses the button or follows the link that has the focus: then it is no shortcut. */
export function isPressing(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement | null;
  if (event.key === "Enter") return target?.closest("button, a[href], summary, [role=button], [role=tab]") instanceof Element;
  return event.key === " " && target?.closest("button, summary, [role=button], [role=tab]") instanceof Element;
}

/** The press as text: `ctrl+k`, `g o`, `?`, `j`. */
export function keyText(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return event.ctrlKey || event.metaKey ? `ctrl+${key}` : event.altKey ? `alt+${key}` : key;
}

export type Shortcuts = Record<string, () => void>;

/** Listens on the window; the newest page's shortcuts win because they are registered last and stop there. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const current = useRef(shortcuts);
  useEffect(() => {
    current.current = shortcuts;
  });
  useEffect(() => {
    let prefix = "";
    let timer = 0;
    const press = (event: KeyboardEvent) => {
      const text = keyText(event);
      const plain = !text.startsWith("ctrl+");
      if (event.defaultPrevented || (plain && (isTyping(event) || isPressing(event) || !singleKeys() || event.altKey))) return;
      const wanted = prefix ? `${prefix} ${text}` : text;
      prefix = "";
      clearTimeout(timer);
      const action = current.current[wanted];
      if (action) {
        event.preventDefault();
        action();
      } else if (Object.keys(current.current).some((key) => key.startsWith(`${wanted} `))) {
        prefix = wanted;
        timer = window.setTimeout(() => (prefix = ""), 1200);
      }
    };
    window.addEventListener("keydown", press);
    return () => {
      window.removeEventListener("keydown", press);
      clearTimeout(timer);
    };
  }, []);
}
