// The whole plan on one sheet: a box for each item, a lane for each domain order, time from left to right.
import { likeGraph } from "./stacks";
import type { PlanNode, PlanTree } from "./tree";

export const CELL = { w: 156, h: 26, gapX: 14, gapY: 6, pad: 10, head: 24, boxGap: 18 };

export interface Box {
  node: number;
  x: number;
  y: number;
  w: number;
  h: number;
  tasks: number[];
  /** What stands in its head, when it is not the node's name. */
  title?: string;
}

/** What stands right below the order: a site with its boxes, when sites group the items. */
export interface Cluster {
  node: number;
  x: number;
  y: number;
  w: number;
  h: number;
  /** Height of the heading on top, part of `h`. */
  head: number;
  boxes: Box[];
  /** What the heading says, when it is not the node's name and numbers. */
  title?: { name: string; done: number; total: number; broken: number };
}

export interface MapLayout {
  boxes: Box[];
  clusters: Cluster[];
  /** Left upper corner of each task, by task index. */
  x: Float32Array;
  y: Float32Array;
  width: number;
  height: number;
  /** Boxes are stacks of like tasks: lines between them would say nothing. */
  stacks?: boolean;
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
  const clusters = cluster(tree, boxes);
  if (clusters.length > 1) return packClusters(clusters, boxes, x, y, aspect);
  const size = pack(boxes, aspect, CELL.boxGap);
  settle(boxes, x, y);
  return { boxes, clusters: [], x, y, ...size };
}

/** A box for each kind of step, its tasks as cells in the order of their states: what needs a person comes first. */
export function layOutStacks(tree: PlanTree, aspect: number): MapLayout {
  const n = tree.taskNodes.length;
  const [x, y] = [new Float32Array(n), new Float32Array(n)];
  const clusters = likeGraph(tree, tree.taskNodes.keys()).likes.map((like): Cluster => {
    const [w, h] = [CELL.w + CELL.gapX, CELL.h + CELL.gapY];
    const columns = Math.max(1, Math.round(Math.sqrt((like.tasks.length * h * 2) / w)));
    for (const [i, task] of like.tasks.entries()) {
      // down the columns, so that a state is a stretch
      const inColumn = Math.ceil(like.tasks.length / columns);
      x[task] = CELL.pad + Math.floor(i / inColumn) * w;
      y[task] = CELL.head + CELL.pad + (i % inColumn) * h;
    }
    const rows = Math.ceil(like.tasks.length / columns);
    const nodes = like.tasks.map((task) => tree.nodes[tree.taskNodes[task]!]!);
    const box: Box = {
      node: nodes[0]!.index, x: 0, y: 0, w: 2 * CELL.pad + Math.ceil(like.tasks.length / rows) * w - CELL.gapX,
      h: CELL.head + 2 * CELL.pad + rows * h - CELL.gapY, tasks: like.tasks, title: like.owner,
    };
    const sum = (part: (node: PlanNode) => number) => nodes.reduce((total, node) => total + part(node), 0);
    const title = { name: like.name, done: sum((node) => node.done), total: nodes.length, broken: sum((node) => node.broken) };
    return { node: nodes[0]!.index, x: 0, y: 0, w: 0, h: 0, head: 0, boxes: [box], title };
  });
  return { ...packClusters(clusters, clusters.flatMap((one) => one.boxes), x, y, aspect), stacks: true };
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
  // the order of the tree, a domain order before those below it
  for (const lane of [...lanes.keys()].sort((a, b) => a - b)) {
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

/** Boxes by the site above them; empty when no site is above. */
function cluster(tree: PlanTree, boxes: Box[]): Cluster[] {
  const found = new Map<number, Cluster>();
  for (const box of boxes) {
    const above = tree.nodes[box.node]?.parent ?? -1;
    if (tree.nodes[above]?.kind !== "site") return [];
    const known = found.get(above);
    if (known) known.boxes.push(box);
    else found.set(above, { node: above, x: 0, y: 0, w: 0, h: 0, head: 0, boxes: [box] });
  }
  return [...found.values()];
}

// a heading is to be readable when the whole sheet fills a window of this many pixels
const WINDOW = 560;
const HEADING = 17;

function packClusters(clusters: Cluster[], boxes: Box[], x: Float32Array, y: Float32Array, aspect: number): MapLayout {
  let size = { width: 0, height: 0 };
  let head = 0;
  // twice: how large a heading must be is known once the size of the sheet is
  for (let round = 0; round < 2; round++) {
    for (const one of clusters) {
      const inner = pack(one.boxes, aspect * 0.8, CELL.boxGap);
      one.w = inner.width;
      one.h = inner.height + head;
      one.head = head;
    }
    size = pack(clusters, aspect, 3 * CELL.boxGap);
    head = (HEADING / WINDOW) * Math.max(size.height, size.width / aspect);
  }
  for (const one of clusters) {
    for (const box of one.boxes) {
      box.x += one.x;
      box.y += one.y + one.head;
    }
  }
  settle(boxes, x, y);
  return { boxes, clusters, x, y, ...size };
}

/** Moves the tasks of each box to where the box stands. */
function settle(boxes: Box[], x: Float32Array, y: Float32Array): void {
  for (const box of boxes) {
    for (const task of box.tasks) {
      x[task] = (x[task] ?? 0) + box.x;
      y[task] = (y[task] ?? 0) + box.y;
    }
  }
}

interface Placed {
  x: number;
  y: number;
  w: number;
  h: number;
}

/** One below the other in columns, read like a newspaper; as many columns as fit the sheet's shape best. */
function pack(parts: Placed[], aspect: number, gap: number): { width: number; height: number } {
  const total = parts.reduce((sum, part) => sum + part.h + gap, 0);
  const tallest = Math.max(...parts.map((part) => part.h));
  let best = { width: 0, height: 0, fit: -1 };
  for (let columns = 1; columns <= Math.min(parts.length, 80); columns++) {
    const size = stack(parts, Math.max(total / columns, tallest), gap);
    const shape = size.width / size.height;
    const fit = Math.min(aspect / shape, shape / aspect);
    if (fit > best.fit) best = { ...size, fit };
    if (shape > aspect * 3) break;
  }
  return stack(parts, best.height, gap);
}

function stack(parts: Placed[], limit: number, gap: number): { width: number; height: number } {
  let [left, top, columnWidth, height] = [0, 0, 0, 0];
  for (const part of parts) {
    if (top > 0 && top + part.h > limit * 1.001) {
      left += columnWidth + gap;
      top = 0;
      columnWidth = 0;
    }
    part.x = left;
    part.y = top;
    top += part.h + gap;
    columnWidth = Math.max(columnWidth, part.w);
    height = Math.max(height, top - gap);
  }
  return { width: left + columnWidth, height };
}
