// What the tree-grid and its timeline show: columns and elements, remembered on this machine.
import { useCallback, useState } from "react";

export type Column = "state" | "progress" | "who" | "plannedStart" | "plannedEnd" | "start" | "end" | "delay" | "slack" | "work" | "jeopardy";
export type Element = "labels" | "links" | "slack";

export interface Display {
  columns: ReadonlySet<Column>;
  elements: ReadonlySet<Element>;
}

export const COLUMNS: Column[] = ["state", "progress", "who", "plannedStart", "plannedEnd", "start", "end", "delay", "slack", "work", "jeopardy"];
const KEY = "trunkline.plan.display";
const USUAL: Display = { columns: new Set<Column>(["state", "progress", "who"]), elements: new Set() };

/** What was remembered; words that no column has are left out. */
export function readDisplay(text: string | null): Display {
  if (text === null) return USUAL;
  const [columns = "", elements = ""] = text.split("|");
  const known = columns.split(",");
  const shown = elements.split(",");
  return {
    columns: new Set(COLUMNS.filter((column) => known.includes(column))),
    elements: new Set((["labels", "links", "slack"] as const).filter((element) => shown.includes(element))),
  };
}

export function writeDisplay({ columns, elements }: Display): string {
  return `${[...columns].join(",")}|${[...elements].join(",")}`;
}

/** Widths of the grid: the name, the columns, the timeline. */
const WIDTHS: Record<Column, [css: string, least: number]> = {
  state: ["166px", 166], progress: ["140px", 140], who: ["minmax(90px, 0.6fr)", 90], plannedStart: ["152px", 152], plannedEnd: ["152px", 152], start: ["152px", 152], end: ["152px", 152],
  delay: ["92px", 92],
  slack: ["84px", 84], work: ["84px", 84], jeopardy: ["112px", 112],
};

export function gridColumns(columns: ReadonlySet<Column>): { cols: string; least: number } {
  const shown = COLUMNS.filter((column) => columns.has(column));
  return {
    cols: ["minmax(330px, 2fr)", ...shown.map((column) => WIDTHS[column][0]), "minmax(240px, 2.4fr)"].join(" "),
    least: 570 + shown.reduce((sum, column) => sum + WIDTHS[column][1], 0),
  };
}

function remembered(): Display {
  try {
    return readDisplay(localStorage.getItem(KEY));
  } catch {
    return USUAL;
  }
}

function switched<Word>(words: ReadonlySet<Word>, word: Word): Set<Word> {
  const next = new Set(words);
  if (!next.delete(word)) next.add(word);
  return next;
}

export function useDisplay(): [Display, (word: Column | Element) => void] {
  const [display, setDisplay] = useState(remembered);
  const flip = useCallback((word: Column | Element) => {
    setDisplay((now) => {
      const isColumn = (COLUMNS as string[]).includes(word);
      const next = isColumn ? { ...now, columns: switched(now.columns, word as Column) } : { ...now, elements: switched(now.elements, word as Element) };
      try {
        localStorage.setItem(KEY, writeDisplay(next));
      } catch {
        // storage is off: it holds until the page is left
      }
      return next;
    });
  }, []);
  return [display, flip];
}
