// The widths of a list's columns: dragged or set by arrow keys at a column's edge; the first ones may stay at the left.
import { useLayoutEffect, useRef, useState, type CSSProperties } from "react";
import { t } from "@/i18n/t";
import { fitting } from "./columnChoice";

const STEP = 16;

const now = (handle: HTMLElement) => handle.closest("th")?.getBoundingClientRect().width ?? 0;

/** The edge of a column's head. Double click gives the usual width back. */
export function WidthHandle({ header, width, onWidth }: { header: string; width?: number; onWidth: (width: number | null) => void }) {
  const drag = useRef<{ from: number; width: number } | null>(null);
  return (
    // a separator that can be moved is a control, as ARIA has it
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <span className="table__width" role="separator" aria-orientation="vertical" aria-label={t("columns.width", { column: header })}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0} aria-valuenow={width ?? 0} aria-valuetext={width ? t("columns.pixels", { n: width }) : t("columns.usual")}
      onDoubleClick={() => onWidth(null)}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { from: event.clientX, width: now(event.currentTarget) };
      }}
      onPointerMove={(event) => {
        const head = event.currentTarget.closest("th");
        if (drag.current && head) head.style.inlineSize = head.style.minInlineSize = head.style.maxInlineSize = `${fitting(drag.current.width + event.clientX - drag.current.from)}px`;
      }}
      onPointerUp={(event) => {
        if (drag.current && event.clientX !== drag.current.from) onWidth(fitting(drag.current.width + event.clientX - drag.current.from));
        drag.current = null;
      }}
      onKeyDown={(event) => {
        const by = event.key === "ArrowRight" ? STEP : event.key === "ArrowLeft" ? -STEP : 0;
        if (!by) return;
        event.preventDefault();
        onWidth(fitting(now(event.currentTarget) + by));
      }} />
  );
}

export function sized(width?: number): CSSProperties | undefined {
  return width ? { inlineSize: width, minInlineSize: width, maxInlineSize: width, overflow: "hidden", textOverflow: "ellipsis" } : undefined;
}

/** Where each of the first columns stays when the rest is scrolled away below it, in pixels from the left. */
export function usePins(count: number, shape: string) {
  const head = useRef<HTMLTableRowElement>(null);
  const [lefts, setLefts] = useState<number[]>([]);
  useLayoutEffect(() => {
    const row = head.current;
    if (!row || count === 0) {
      setLefts((was) => (was.length ? [] : was));
      return;
    }
    const measure = () => {
      let left = 0;
      const next: number[] = [];
      // a box to tick before the first column stays too
      const cells = [...row.cells];
      const pinned = count + cells.filter((cell) => cell.classList.contains("table__tick")).length;
      for (const cell of cells.slice(0, pinned)) {
        next.push(left);
        left += cell.getBoundingClientRect().width;
      }
      setLefts((was) => (String(was) === String(next) ? was : next));
    };
    measure();
    const watch = new ResizeObserver(measure);
    for (const cell of row.cells) watch.observe(cell);
    return () => watch.disconnect();
    // the shape says that there are other cells to watch
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [count, shape]);
  return { head, pin: (place: number): CSSProperties | undefined => (lefts[place] === undefined ? undefined : { position: "sticky", insetInlineStart: lefts[place], zIndex: 1 }) };
}
