// The whole plan on one sheet: a box for each item, a lane for each domain order, time from left to right.
import type { PlanTree } from "./tree";

export const CELL = { w: 132, h: 26, gapX: 14, gapY: 6, pad: 10, head: 24, boxGap: 18 };

export interface Box {
  node: number;
  x: number;
  y: number;
  w: number;
  h: number;
  tasks: number[];
}

export interface MapLayout {
  boxes: Box[];
  /** Left upper corner of each task, by task index. */
  x: Float32Array;
  y: Float32Array;
  width: number;
  height: number;
}

/** Longest distance from a task without predecessors, counted inside each box only. */
export function layers(before: number[][], order: Int32Array, box: Int32Array): Int32Array {
  const layer = new Int32Array(before.length);
  for (const i of order) {
    let most = 0;
    for (const p of before[i] ?? []) if (box[p] === box[i]) most = Math.max(most, (layer[p] ?? 0) + 1);
    layer[i] = most;
  }
  return layer;
}

/** The node that boxes a task: its item, or whatever stands right below the order. */
function boxNode(tree: PlanTree, nodeIndex: number): number {
  let found = nodeIndex;
  for (let i = nodeIndex; i > 0; i = tree.nodes[i]?.parent ?? -1) {
    found = i;
    if (tree.nodes[i]?.kind === "item") break;
  }
  return found;
}

export function layOut(tree: PlanTree, order: Int32Array, aspect: number): MapLayout {
  const n = tree.taskNodes.length;
  const box = new Int32Array(n);
  const members = new Map<number, number[]>();
  for (const node of tree.nodes) {
    if (node.taskIndex < 0) continue;
    const owner = boxNode(tree, node.index);
    box[node.taskIndex] = owner;
    const list = members.get(owner);
    if (list) list.push(node.taskIndex);
    else members.set(owner, [node.taskIndex]);
  }
  const layer = layers(tree.before, order, box);
  const x = new Float32Array(n);
  const y = new Float32Array(n);
  const boxes: Box[] = [];
  for (const [node, tasks] of members) boxes.push(layOutBox(tree, node, tasks, layer, x, y));
  return pack(boxes, x, y, aspect);
}

function layOutBox(tree: PlanTree, node: number, tasks: number[], layer: Int32Array, x: Float32Array, y: Float32Array): Box {
  // a lane is a domain order; tasks of one lane in the same layer stand below each other
  const lanes = new Map<number, Map<number, number>>();
  const laneHeight = new Map<number, number>();
  const rowOf = new Map<number, number>();
  for (const task of tasks) {
    const lane = tree.nodes[tree.taskNodes[task] ?? 0]?.parent ?? 0;
    const used = lanes.get(lane) ?? new Map<number, number>();
    lanes.set(lane, used);
    const row = used.get(layer[task] ?? 0) ?? 0;
    used.set(layer[task] ?? 0, row + 1);
    rowOf.set(task, row);
    laneHeight.set(lane, Math.max(laneHeight.get(lane) ?? 0, row + 1));
  }
  const laneTop = new Map<number, number>();
  let rows = 0;
  for (const lane of lanes.keys()) {
    laneTop.set(lane, rows);
    rows += laneHeight.get(lane) ?? 1;
  }
  let columns = 1;
  for (const task of tasks) {
    const column = layer[task] ?? 0;
    const lane = tree.nodes[tree.taskNodes[task] ?? 0]?.parent ?? 0;
    x[task] = CELL.pad + column * (CELL.w + CELL.gapX);
    y[task] = CELL.head + CELL.pad + ((laneTop.get(lane) ?? 0) + (rowOf.get(task) ?? 0)) * (CELL.h + CELL.gapY);
    columns = Math.max(columns, column + 1);
  }
  const w = 2 * CELL.pad + columns * (CELL.w + CELL.gapX) - CELL.gapX;
  const h = CELL.head + 2 * CELL.pad + rows * (CELL.h + CELL.gapY) - CELL.gapY;
  return { node, x: 0, y: 0, w, h, tasks };
}

/** Boxes one below the other in columns, read like a newspaper; as many columns as fit the sheet's shape best. */
function pack(boxes: Box[], x: Float32Array, y: Float32Array, aspect: number): MapLayout {
  const total = boxes.reduce((sum, box) => sum + box.h + CELL.boxGap, 0);
  const widest = Math.max(1, ...boxes.map((box) => box.w));
  let best = { width: 0, height: 0, columns: 1, fit: -1 };
  for (let columns = 1; columns <= Math.min(boxes.length, 80); columns++) {
    const height = total / columns;
    const width = columns * (widest + CELL.boxGap);
    const fit = Math.min(aspect / (width / height), width / height / aspect);
    if (fit > best.fit) best = { width, height, columns, fit };
  }
  const limit = Math.max(best.height, ...boxes.map((box) => box.h));
  let [left, top, columnWidth, height] = [0, 0, 0, 0];
  for (const box of boxes) {
    if (top > 0 && top + box.h > limit * 1.02) {
      left += columnWidth + CELL.boxGap;
      top = 0;
      columnWidth = 0;
    }
    box.x = left;
    box.y = top;
    for (const task of box.tasks) {
      x[task] = (x[task] ?? 0) + left;
      y[task] = (y[task] ?? 0) + top;
    }
    top += box.h + CELL.boxGap;
    columnWidth = Math.max(columnWidth, box.w);
    height = Math.max(height, top - CELL.boxGap);
  }
  return { boxes, x, y, width: left + columnWidth, height };
}
