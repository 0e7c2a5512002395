// The plan as rows: an ARIA tree-grid of which only the visible rows exist, with the Gantt drawn in them.
import { useVirtualizer, type Range } from "@tanstack/react-virtual";
import { memo, useCallback, useEffect, useMemo, useRef, useState, type CSSProperties, type KeyboardEvent } from "react";
import { t, tn } from "@/i18n/t";
import { momentText } from "@/i18n/instants";
import { singleKeys } from "@/app/shortcuts";
import type { Hold } from "@/holds/data";
import type { Deadline } from "./dates";
import { useBarDrag } from "./dragging";
import { columnText } from "./DisplayMenu";
import { COLUMNS, gridColumns, type Column, type Display } from "./display";
import type { Kept } from "./filters";
import { ALL_LEVELS, isOpen, revealed, rows, toggled, typeAhead, type Expansion } from "./flatten";
import { jeopardyText, levelOf } from "./jeopardy";
import { Links } from "./Links";
import { Row, rowId } from "./Row";
import { marks, percent, type Mark, type Window } from "./timeline";
import type { PlanTree } from "./tree";
import type { ChangeView, PlanView } from "./view";

export const ROW = 32;
const estimateSize = () => ROW;
const AHEAD = 12;
const BEHIND = 3;

/** The rows that exist: those in sight, and more of them where it is scrolled to than where it comes from. */
function ahead({ startIndex, endIndex, count }: Range, down: boolean): number[] {
  const first = Math.max(0, startIndex - (down ? BEHIND : AHEAD));
  const last = Math.min(count - 1, endIndex + (down ? AHEAD : BEHIND));
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** The place of a child among its siblings, which stand in the order of the nodes; from 0. */
function placeOf(child: number, siblings: readonly number[]): number {
  let [low, high] = [0, siblings.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (siblings[middle]! < child) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface Props {
  tree: PlanTree;
  view: PlanView;
  change: ChangeView;
  kept: Kept | null;
  window: Window;
  now: number;
  /** What the order has to keep. */
  deadlines: readonly Deadline[];
  /** Open holds by the number of what they are on. */
  holds: ReadonlyMap<string, Hold[]>;
  display: Display;
  /** A single key that acts on the selected node: s, c, a, f ... */
  onVerbKey: (key: string) => boolean;
  onOpen: (index: number) => void;
  /** A bar was put down at another time, ms; without it none can be taken. */
  onMove?: ((index: number, at: number) => void) | undefined;
}

export function TreeGrid({ tree, view, change, kept, window: shown, now, deadlines, holds, display, onVerbKey, onOpen, onMove }: Props) {
  const take = useBarDrag(tree, shown, onMove);
  const scroller = useRef<HTMLDivElement>(null);
  const typed = useRef({ text: "", at: 0 });
  const wheel = useRef("");
  const { expansion } = view;
  const visible = useMemo(() => rows(tree, expansion, kept), [tree, expansion, kept]);
  const rowOf = useMemo(() => {
    const places = new Int32Array(tree.nodes.length).fill(-1);
    visible.forEach((node, row) => (places[node] = row));
    return places;
  }, [visible, tree]);
  const hits = useMemo(() => new Set(kept?.hits), [kept]);
  const selected = tree.byId.get(view.selected) ?? -1;
  const at = selected < 0 ? -1 : (rowOf[selected] ?? -1);
  const offset = useRef({ top: 0, down: true });
  const rangeExtractor = useCallback((range: Range) => {
    const top = scroller.current?.scrollTop ?? 0;
    if (top !== offset.current.top) offset.current = { top, down: top > offset.current.top };
    return ahead(range, offset.current.down);
  }, []);
  const virtual = useVirtualizer({
    count: visible.length, estimateSize, getScrollElement: () => scroller.current, rangeExtractor, useFlushSync: false,
    // the head stands over the scroller, and the rows begin below it
    scrollPaddingStart: 8, scrollPaddingEnd: ROW + 8,
  });
  const reveal = useRef({ tree, rowOf, virtual, expansion, kept });
  useEffect(() => {
    reveal.current = { tree, rowOf, virtual, expansion, kept };
  });
  // what another view selected comes into sight, with everything above it opened
  useEffect(() => {
    const now = reveal.current;
    const index = now.tree.byId.get(view.selected);
    if (index === undefined || wheel.current === view.selected) return;
    const row = now.rowOf[index] ?? -1;
    if (row >= 0) now.virtual.scrollToIndex(row, { align: "auto" });
    else if (now.kept === null) {
      const next = revealed(now.tree, now.expansion, index);
      change({ expansion: next });
      const to = rows(now.tree, next, null).indexOf(index);
      requestAnimationFrame(() => reveal.current.virtual.scrollToIndex(to, { align: "center" }));
    }
  }, [view.selected, change]);
  // the same functions for as long as the rows are the same, or every row would be made anew on each step of a scroll
  const select = useCallback((index: number) => {
    wheel.current = "";
    change({ selected: tree.nodes[index]?.id ?? "" });
  }, [tree, change]);
  const goTo = (row: number) => {
    const index = visible[Math.max(0, Math.min(visible.length - 1, row))];
    if (index === undefined) return;
    select(index);
    virtual.scrollToIndex(rowOf[index] ?? 0, { align: "auto" });
  };
  // who came from another view by a key goes on by keys
  const entered = useRef(view.selected);
  useEffect(() => {
    if (entered.current && document.activeElement === document.body) scroller.current?.focus({ preventScroll: true });
  }, []);
  const filtered = kept !== null;
  const set = useCallback((index: number, open: boolean) =>
    change((now) => ({ expansion: toggled(now.expansion, tree.nodes[index]!, open) })), [tree, change]);
  const toggle = useCallback((index: number) =>
    set(index, !isOpen(tree.nodes[index]!, expansion, filtered)), [tree, expansion, filtered, set]);
  function press(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const node = tree.nodes[selected];
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / ROW) - 3);
    const open = node && node.children.length > 0 && isOpen(node, expansion, kept !== null);
    const moves: Record<string, () => void> = {
      ArrowDown: () => goTo(at + 1),
      ArrowUp: () => goTo(at < 0 ? 0 : at - 1),
      Home: () => goTo(0),
      End: () => goTo(visible.length - 1),
      PageDown: () => goTo(at + page),
      PageUp: () => goTo(at - page),
      ArrowRight: () => {
        if (!node || node.children.length === 0) return;
        if (open) goTo(at + 1);
        else set(selected, true);
      },
      ArrowLeft: () => {
        if (!node) return;
        if (open) set(selected, false);
        else if (node.parent >= 0) goTo(rowOf[node.parent] ?? 0);
      },
      Enter: () => node && onOpen(selected),
      " ": () => node && toggle(selected),
      "*": () => node && openSiblings(node.parent),
    };
    const move = moves[event.key];
    if (move) {
      // a key that moves or acts ends what was typed
      typed.current = { text: "", at: -Infinity };
      event.preventDefault();
      move();
      return;
    }
    if (event.key.length !== 1) return;
    // a second key within a second is type-ahead, also when the first was a verb's
    const fresh = event.timeStamp - typed.current.at > 1000;
    if (fresh && singleKeys() && onVerbKey(event.key)) {
      event.preventDefault();
      return;
    }
    if (/[\d?/gnp]/i.test(event.key) && fresh) return;
    typed.current = { text: (fresh ? "" : typed.current.text) + event.key, at: event.timeStamp };
    event.preventDefault();
    event.stopPropagation();
    goTo(typeAhead(tree, visible, Math.max(0, at), typed.current.text));
  }
  function openSiblings(parent: number) {
    change((now) => {
      let next: Expansion = now.expansion;
      for (const child of tree.nodes[parent]?.children ?? [0]) {
        const node = tree.nodes[child]!;
        if (node.children.length > 0) next = toggled(next, node, true);
      }
      return { expansion: next };
    });
  }
  const [room, setRoom] = useState(500);
  useEffect(() => {
    const head = scroller.current?.querySelector<HTMLElement>(".tree__head");
    if (!head) return;
    const watch = new ResizeObserver(() => {
      setRoom(head.lastElementChild?.clientWidth ?? 500);
      // rows take over what the head's columns came to: no row has to share out its width by itself
      scroller.current?.style.setProperty("--columns", getComputedStyle(head).gridTemplateColumns);
    });
    for (const cell of [head, ...head.children]) watch.observe(cell);
    return () => watch.disconnect();
  }, [display.columns]);
  const ticks = useMemo(() => marks(shown, Math.max(1, Math.floor(room / 62))), [shown, room]);
  const nowAt = percent(shown, now);
  const columns = useMemo(() => COLUMNS.filter((column) => display.columns.has(column)), [display.columns]);
  const grid = gridColumns(display.columns);
  const usual = columns.join() === "state,progress,who";
  const items = virtual.getVirtualItems();
  return (
    <div ref={scroller} className={["tree", usual && "tree--usual", onMove && "tree--movable"].filter(Boolean).join(" ")} role="treegrid" style={usual ? undefined : { "--cols": grid.cols, "--least": `${grid.least}px` } as CSSProperties} aria-label={t("plan.tree")} tabIndex={0} aria-rowcount={visible.length + 1}
      aria-activedescendant={at >= 0 ? rowId(selected) : undefined} onKeyDown={press} aria-multiselectable={false}
      onFocus={() => { if (at < 0 && selected < 0) select(visible[0] ?? 0); }}>
      <Head columns={columns} ticks={ticks} window={shown} nowAt={nowAt} deadlines={deadlines} />
      <HitMarks hits={kept?.hits ?? NONE} rowOf={rowOf} rows={visible.length} />
      <div role="rowgroup" className="tree__rows" style={{ height: virtual.getTotalSize() }} onPointerDown={take}>
        {blocks(items[0]?.index ?? 0, items.at(-1)?.index ?? 0).map((block) => (
          <Lines key={block} top={block * BLOCK * ROW} height={Math.min(BLOCK, visible.length - block * BLOCK) * ROW} columns={columns} ticks={ticks} window={shown} nowAt={nowAt} deadlines={deadlines} />
        ))}
        <Links tree={tree} selected={selected} rowOf={rowOf} window={shown} height={virtual.getTotalSize()} column={columns.length + 2}
          visible={display.elements.has("links") ? items.flatMap((item) => visible[item.index] ?? []) : null} />
        {items.map((item) => {
          const index = visible[item.index];
          const node = index === undefined ? undefined : tree.nodes[index];
          if (index === undefined || !node) return null;
          const siblings = tree.nodes[node.parent]?.children;
          return (
            <Row key={node.id} node={node} top={item.start} isOpen={isOpen(node, expansion, filtered)}
              isSelected={index === selected} isHit={hits.has(index)} position={siblings ? placeOf(index, siblings) + 1 : 1}
              siblings={siblings?.length ?? 1} window={shown} now={now} schedule={tree.schedule} planned={view.planned}
              critical={view.critical} jeopardy={levelOf(tree, node)} why={node.task ? jeopardyText(tree, node) : ""} held={heldText(holds.get(node.number))} inStack={tree.nodes[node.parent]?.kind === "stack"} columns={columns} label={display.elements.has("labels")} slack={display.elements.has("slack")} onSelect={select} onToggle={toggle} onOpen={onOpen} />
          );
        })}
      </div>
    </div>
  );
}

interface Scaled {
  columns: readonly Column[];
  ticks: Mark[];
  window: Window;
  nowAt: number;
  deadlines: readonly Deadline[];
}

const Head = memo(function Head({ columns, ticks, window: shown, nowAt, deadlines }: Scaled) {
  return (
    <div role="row" className="tree__head">
      <div role="columnheader">{t("plan.name")}</div>
      {columns.map((column) => <div key={column} role="columnheader" className={`row__${column}`}>{columnText(column)}</div>)}
      <div role="columnheader" className="tree__scale" aria-label={t("plan.timeline")}>
        {ticks.map((mark) => <span key={mark.at} style={{ left: `${percent(shown, mark.at)}%` }}>{mark.label}</span>)}
        {nowAt >= 0 && nowAt <= 100 && <b className="tree__now" style={{ left: `clamp(15px, ${nowAt}%, 100% - 15px)` }}>{t("now")}</b>}
        {deadlines.map((one) => <DeadlineMark key={one.kind} deadline={one} place={percent(shown, one.at)} />)}
      </div>
    </div>
  );
});

const BLOCK = 16;

/** The stretches of rows that some rows are in. */
function blocks(first: number, last: number): number[] {
  const begin = Math.floor(first / BLOCK);
  return Array.from({ length: Math.floor(last / BLOCK) - begin + 1 }, (_, i) => begin + i);
}

/** The lines of the scale behind a stretch of rows; where no rows are, there is nothing that has to be painted ahead. */
const Lines = memo(function Lines({ top, height, columns, ticks, window: shown, nowAt, deadlines }: Scaled & { top: number; height: number }) {
  return (
    <div className="tree__grid" aria-hidden="true" style={{ "--time": columns.length + 2, insetBlockStart: top, blockSize: height } as CSSProperties}>
      {ticks.map((mark) => <i key={mark.at} style={{ left: `${percent(shown, mark.at)}%` }} />)}
      {nowAt >= 0 && nowAt <= 100 && <i className="tree__nowline" style={{ left: `${nowAt}%` }} />}
      {deadlines.filter((one) => one.at >= shown.from && one.at <= shown.to).map((one) => (
        <i key={one.kind} className={`tree__due tree__due--${one.kind}`} style={{ left: `${percent(shown, one.at)}%` }} />
      ))}
    </div>
  );
});

function heldText(holds: Hold[] | undefined): string {
  return holds ? tn("hold.badge", holds.length, { why: holds.map((hold) => `${hold.note} (${hold.owner})`).join("; ") }) : "";
}

/** The name of a date to keep, at its line or at the edge behind which it lies. */
function DeadlineMark({ deadline, place }: { deadline: Deadline; place: number }) {
  const name = t(deadline.kind === "requested" ? "plan.requested" : "plan.committed");
  const text = place > 100 ? `${name} ›` : place < 0 ? `‹ ${name}` : name;
  return (
    <b className={`tree__duemark tree__duemark--${deadline.kind}`} style={{ left: `clamp(0px, ${place}%, 100%)`, "--at": place > 85 ? "100%" : "0%" } as CSSProperties}
      title={`${name}: ${momentText(deadline.at)}`}>{text}<span className="hidden"> {momentText(deadline.at)}</span></b>
  );
}

const MARKS = 400;
const NONE: number[] = [];

/** Where the hits are in the whole, beside the scrollbar. */
const HitMarks = memo(function HitMarks({ hits, rowOf, rows: count }: { hits: number[]; rowOf: Int32Array; rows: number }) {
  const places = useMemo(() => {
    const found = new Set<number>();
    for (const hit of hits) if ((rowOf[hit] ?? -1) >= 0) found.add(Math.round((MARKS * rowOf[hit]!) / Math.max(1, count)));
    return [...found];
  }, [hits, rowOf, count]);
  if (places.length === 0 || count < 20) return null;
  return <div className="tree__marks" aria-hidden="true"><div>{places.map((place) => <i key={place} style={{ insetBlockStart: `${(100 * place) / MARKS}%` }} />)}</div></div>;
});

/** Whether all is open: what the button offers next. */
export function allOpen(expansion: Expansion): boolean {
  return expansion.level === ALL_LEVELS && expansion.closed.size === 0;
}
