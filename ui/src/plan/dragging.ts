// A bar of the Gantt is taken with the pointer and put down at another time; keys do the same by the dialog that follows.
import { useEffect, useRef, type PointerEvent } from "react";
import { momentText } from "@/i18n/instants";
import type { Window } from "./timeline";
import type { PlanNode, PlanTree } from "./tree";

const MINUTE = 60_000;
const STILL = 4; // pixels that a click may shake

/** Whether a bar can be taken: a task that somebody or something does and that has not begun. */
export function isMovable(node: PlanNode | undefined): node is PlanNode {
  return node !== undefined && node.task !== null && (node.task.kind === "manual" || node.task.kind === "automated") && (node.state === "waiting" || node.state === "ready");
}

/** The time that bars snap to: about a pixel's worth, in steps that people speak of. */
export function snapped(at: number, perPixel: number): number {
  const step = [5, 15, 60, 240, 1440].map((minutes) => minutes * MINUTE).find((one) => one >= perPixel) ?? 1440 * MINUTE;
  const zone = new Date(at).getTimezoneOffset() * MINUTE;
  return Math.round((at - zone) / step) * step + zone;
}

interface Drag {
  node: PlanNode;
  bar: HTMLElement;
  from: number;
  perPixel: number;
  at: number;
  flag: HTMLElement | null;
  end: () => void;
}

/** The handler for the rows' container. While a bar moves, only that bar is touched: no row is made anew. */
export function useBarDrag(tree: PlanTree, shown: Window, onDrop: ((index: number, at: number) => void) | undefined) {
  const drag = useRef<Drag | null>(null);
  useEffect(() => () => drag.current?.end(), []);
  return (event: PointerEvent<HTMLElement>) => {
    const bar = (event.target as HTMLElement).closest<HTMLElement>(".bar--ahead");
    const row = bar?.closest<HTMLElement>("[role=row]");
    const node = row ? tree.nodes[Number(row.id.replace("plan-row-", ""))] : undefined;
    if (!onDrop || !bar || !row || event.button !== 0 || !isMovable(node)) return;
    const room = bar.parentElement?.clientWidth ?? 0;
    if (room === 0) return;
    // no text is marked on the way; the keys stay with the tree
    event.preventDefault();
    row.closest<HTMLElement>("[role=treegrid]")?.focus({ preventScroll: true });
    const perPixel = (shown.to - shown.from) / room;
    const move = (moved: globalThis.PointerEvent) => {
      const now = drag.current;
      if (!now) return;
      const distance = moved.clientX - now.from;
      if (!now.flag) {
        if (Math.abs(distance) < STILL) return;
        now.flag = document.createElement("span");
        now.flag.className = "bar__drag";
        now.flag.setAttribute("aria-hidden", "true");
        now.bar.after(now.flag);
        now.bar.classList.add("bar--dragged");
      }
      now.at = snapped(now.node.start + distance * now.perPixel, now.perPixel);
      const shift = (now.at - now.node.start) / now.perPixel;
      now.bar.style.transform = `translateX(${shift}px)`;
      now.flag.textContent = momentText(now.at);
      now.flag.style.left = `${Math.max(0, Math.min(room - 110, now.bar.offsetLeft + shift))}px`;
    };
    const end = () => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", drop);
      removeEventListener("pointercancel", end);
      removeEventListener("keydown", press, true);
      const was = drag.current;
      drag.current = null;
      was?.flag?.remove();
      was?.bar.classList.remove("bar--dragged");
      was?.bar.style.removeProperty("transform");
    };
    const drop = () => {
      const was = drag.current;
      end();
      if (was?.flag && Math.abs(was.at - was.node.start) >= MINUTE) onDrop(was.node.index, was.at);
    };
    const press = (key: globalThis.KeyboardEvent) => {
      if (key.key !== "Escape") return;
      key.stopPropagation();
      end();
    };
    drag.current?.end();
    drag.current = { node, bar, from: event.clientX, perPixel, at: node.start, flag: null, end };
    addEventListener("pointermove", move);
    addEventListener("pointerup", drop);
    addEventListener("pointercancel", end);
    addEventListener("keydown", press, true);
  };
}
