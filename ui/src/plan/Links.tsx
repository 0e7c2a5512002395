// Dependency lines of the selected node between the bars of visible rows.
import { memo, type CSSProperties } from "react";
import { ROW } from "./TreeGrid";
import { percent, type Window } from "./timeline";
import { tasksBelow, type PlanTree } from "./tree";

interface Props {
  tree: PlanTree;
  selected: number;
  rowOf: Int32Array;
  window: Window;
  height: number;
  /** Nodes of the rows that exist, when the lines of all of them are wanted. */
  visible: number[] | null;
  /** The column of the grid that the bars are in. */
  column: number;
}

const MOST = 60;
const MOST_OF_ALL = 240;

export const Links = memo(function Links({ tree, selected, rowOf, window: shown, height, visible, column }: Props) {
  const node = tree.nodes[selected];
  if (!visible && (!node || node.depth === 0)) return null;
  const lines: { key: string; x1: number; x2: number; y1: number; y2: number; kind: "before" | "after" | "all" }[] = [];
  const seen = new Set<string>();
  const add = (from: number, to: number, kind: "before" | "after" | "all") => {
    const key = `${from}-${to}`;
    const [a, b] = [tree.taskNodes[from] ?? -1, tree.taskNodes[to] ?? -1];
    const [rowA, rowB] = [rowOf[a] ?? -1, rowOf[b] ?? -1];
    const [first, second] = [tree.nodes[a], tree.nodes[b]];
    if (rowA < 0 || rowB < 0 || !first || !second || lines.length >= (visible ? MOST_OF_ALL : MOST) || seen.has(key)) return;
    seen.add(key);
    lines.push({
      key, kind,
      x1: percent(shown, first.end), x2: percent(shown, second.start), y1: rowA * ROW + ROW / 2, y2: rowB * ROW + ROW / 2,
    });
  };
  const tasks = !node || node.depth === 0 ? [] : node.task ? [selected] : node.total <= 30 ? tasksBelow(tree.nodes, selected) : [];
  for (const index of tasks) {
    const task = tree.nodes[index]?.taskIndex ?? -1;
    for (const p of tree.before[task] ?? []) add(p, task, "before");
    for (const s of tree.after[task] ?? []) add(task, s, "after");
  }
  for (const index of visible ?? []) {
    const task = tree.nodes[index]?.taskIndex ?? -1;
    for (const p of tree.before[task] ?? []) add(p, task, "all");
    for (const s of tree.after[task] ?? []) add(task, s, "all");
  }
  if (lines.length === 0) return null;
  return (
    <div className="tree__grid" aria-hidden="true" style={{ "--time": column, blockSize: height } as CSSProperties}>
      <svg className="links" width="100%" height={height} viewBox={`0 0 100 ${height}`} preserveAspectRatio="none">
        {lines.map((line) => (
          <path key={line.key} className={`links__${line.kind}`} vectorEffect="non-scaling-stroke"
            d={`M${line.x1} ${line.y1} C${line.x1 + 2} ${line.y1} ${line.x2 - 2} ${line.y2} ${line.x2} ${line.y2}`} />
        ))}
      </svg>
    </div>
  );
});
