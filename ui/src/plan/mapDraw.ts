// Draws the map: three levels of detail, so that 10,000 tasks stay within a frame.
import { ENDED, fill, look } from "@/states";
import { CELL, type MapLayout } from "./layout";
import { isCritical } from "./schedule";
import type { PlanTree } from "./tree";
import type { ColourBy } from "./view";

export interface Camera {
  x: number;
  y: number;
  zoom: number;
}

export interface Scene {
  tree: PlanTree;
  layout: MapLayout;
  camera: Camera;
  width: number;
  height: number;
  ratio: number;
  dark: boolean;
  colourBy: ColourBy;
  critical: boolean;
  /** Nodes that the filter leaves; the others are drawn faintly. */
  shown: Uint8Array | null;
  selected: number;
}

const GROUP_COLOURS = ["#1192e8", "#8a3ffc", "#009d9a", "#ba4e00", "#9f1853", "#198038", "#b28600", "#6929c4", "#005d5d", "#fa4d56"];

export function groupColour(groups: string[], group: string): string {
  return GROUP_COLOURS[groups.indexOf(group) % GROUP_COLOURS.length] ?? "#8d8d8d";
}

function slackColour(ms: number, ended: boolean, dark: boolean): string {
  if (ended) return fill("gray", dark);
  const hours = ms / 3_600_000;
  return fill(hours < 0.02 ? "red" : hours < 8 ? "orange" : hours < 48 ? "blue" : "green", dark);
}

/** The colour of every task, by task index. */
export function colours(scene: Pick<Scene, "tree" | "colourBy" | "dark">): string[] {
  const { tree, colourBy, dark } = scene;
  return Array.from(tree.taskNodes, (index, task) => {
    const node = tree.nodes[index]!;
    if (colourBy === "group") return groupColour(tree.groups, node.group);
    if (colourBy === "slack") return slackColour(tree.schedule.slack[task] ?? 0, ENDED.has(node.state), dark);
    return fill(look("task", node.state).tag, dark);
  });
}

export function fit(layout: MapLayout, width: number, height: number): Camera {
  const zoom = Math.min(width / (layout.width + 60), height / (layout.height + 60), 1.4);
  return { zoom, x: (width / zoom - layout.width) / 2, y: (height / zoom - layout.height) / 2 };
}

export function draw(context: CanvasRenderingContext2D, scene: Scene, paint: string[]): void {
  const { layout, camera, width, height, dark, tree, shown, ratio } = scene;
  const { zoom } = camera;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = dark ? "#161616" : "#ffffff";
  context.fillRect(0, 0, width, height);
  context.setTransform(ratio * zoom, 0, 0, ratio * zoom, ratio * zoom * camera.x, ratio * zoom * camera.y);
  const seen = { x0: -camera.x, y0: -camera.y, x1: width / zoom - camera.x, y1: height / zoom - camera.y };
  const boxes = layout.boxes.filter((box) => box.x < seen.x1 && box.x + box.w > seen.x0 && box.y < seen.y1 && box.y + box.h > seen.y0);
  drawClusters(context, scene, seen);
  const inset = zoom > 0.3 ? 0 : CELL.gapX / 2;
  for (const box of boxes) {
    context.fillStyle = dark ? "#262626" : "#f4f4f4";
    context.fillRect(box.x, box.y, box.w, box.h);
    if (zoom > 0.12) {
      context.strokeStyle = dark ? "#525252" : "#c6c6c6";
      context.lineWidth = 1 / zoom;
      context.strokeRect(box.x, box.y, box.w, box.h);
    }
  }
  if (zoom > 0.22 && !layout.stacks) drawLinks(context, scene, boxes);
  // one path for each colour: a thousand times fewer calls than a fill for each task
  const bright = new Map<string, number[]>();
  const faint = new Map<string, number[]>();
  for (const box of boxes) {
    for (const task of box.tasks) {
      const kept = shown === null || shown[tree.taskNodes[task] ?? 0] === 1;
      const target = kept ? bright : faint;
      const colour = paint[task] ?? "#8d8d8d";
      const list = target.get(colour);
      if (list) list.push(task);
      else target.set(colour, [task]);
    }
  }
  const grow = zoom < 0.3 ? CELL.gapY / 2 : 0;
  for (const [group, alpha] of [[faint, 0.18], [bright, 1]] as const) {
    context.globalAlpha = alpha;
    for (const [colour, tasks] of group) {
      context.fillStyle = colour;
      context.beginPath();
      for (const task of tasks) {
        context.rect(layout.x[task]! - inset / 2, layout.y[task]!, CELL.w + inset, CELL.h + grow / 2);
      }
      context.fill();
    }
  }
  context.globalAlpha = 1;
  if (zoom > 0.42) drawTexts(context, scene, boxes);
  drawTitles(context, scene, boxes);
  if (scene.critical) drawCritical(context, scene, boxes);
  drawSelected(context, scene);
}

function drawTexts(context: CanvasRenderingContext2D, scene: Scene, boxes: MapLayout["boxes"]): void {
  const { layout, tree } = scene;
  context.font = "500 11px 'IBM Plex Sans Variable', system-ui, sans-serif";
  context.textBaseline = "middle";
  for (const box of boxes) {
    for (const task of box.tasks) {
      const node = tree.nodes[tree.taskNodes[task] ?? 0]!;
      if (scene.shown && scene.shown[node.index] === 0) continue;
      const [x, y] = [layout.x[task]!, layout.y[task]!];
      // the text stands on a plate, so that it is readable on every colour
      context.fillStyle = scene.dark ? "#161616" : "#ffffff";
      context.fillRect(x + 20, y + 2, CELL.w - 22, CELL.h - 4);
      context.fillStyle = scene.dark ? "#161616" : "#ffffff";
      context.textAlign = "center";
      context.fillText(look("task", node.state).sign, x + 10, y + CELL.h / 2 + 1);
      context.fillStyle = scene.dark ? "#f4f4f4" : "#161616";
      context.textAlign = "left";
      context.fillText(shorten(context, node.name, CELL.w - 30), x + 25, y + CELL.h / 2 + 1);
    }
  }
}

function drawClusters(context: CanvasRenderingContext2D, scene: Scene, seen: { x0: number; y0: number; x1: number; y1: number }): void {
  const { zoom } = scene.camera;
  context.textBaseline = "alphabetic";
  context.textAlign = "left";
  for (const one of scene.layout.clusters) {
    if (one.x > seen.x1 || one.x + one.w < seen.x0 || one.y > seen.y1 || one.y + one.h < seen.y0) continue;
    const node = one.title ?? scene.tree.nodes[one.node]!;
    const size = Math.min(one.head * 0.62, 20 / zoom);
    context.font = `600 ${size}px 'IBM Plex Sans Variable', system-ui, sans-serif`;
    context.fillStyle = scene.dark ? "#f4f4f4" : "#161616";
    const count = `${node.done}/${node.total}`;
    const room = one.w - context.measureText(`  ${count}`).width;
    const name = shorten(context, node.name, room);
    const base = one.y + one.head * 0.74;
    context.fillText(name, one.x, base);
    context.fillStyle = scene.dark ? "#a8a8a8" : "#6f6f6f";
    const after = one.x + context.measureText(`${name}  `).width;
    context.fillText(count, after, base);
    if (node.broken > 0) {
      context.fillStyle = fill("red", scene.dark);
      const flag = `! ${node.broken}`;
      const at = after + context.measureText(`${count}  `).width;
      if (at + context.measureText(flag).width < one.x + one.w) context.fillText(flag, at, base);
    }
  }
}

const widths = new Map<string, string>();

function shorten(context: CanvasRenderingContext2D, text: string, room: number): string {
  const key = `${context.font}|${room | 0}|${text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  let short = text;
  if (context.measureText(text).width > room) {
    while (short.length > 1 && context.measureText(`${short}…`).width > room) short = short.slice(0, -1);
    short = `${short.trimEnd()}…`;
  }
  if (widths.size > 5000) widths.clear();
  widths.set(key, short);
  return short;
}

function drawTitles(context: CanvasRenderingContext2D, scene: Scene, boxes: MapLayout["boxes"]): void {
  const { zoom } = scene.camera;
  // titles keep their size on screen until they no longer fit the head of a box
  const size = Math.min(14, 12 / Math.max(zoom, 0.55));
  if (zoom < 0.3) return;
  context.font = `600 ${size}px 'IBM Plex Sans Variable', system-ui, sans-serif`;
  context.textBaseline = "middle";
  context.textAlign = "left";
  for (const box of boxes) {
    const node = scene.tree.nodes[box.node]!;
    context.fillStyle = scene.dark ? "#f4f4f4" : "#161616";
    const text = box.title ?? [node.site && node.site !== node.name ? `${node.name} · ${node.site}` : node.name, `${node.done}/${node.total}`].join("  ");
    context.fillText(shorten(context, text, box.w - 2 * CELL.pad), box.x + CELL.pad, box.y + CELL.head / 2 + 4);
  }
}

function link(context: CanvasRenderingContext2D, layout: MapLayout, from: number, to: number): void {
  const [x1, y1] = [layout.x[from]! + CELL.w, layout.y[from]! + CELL.h / 2];
  const [x2, y2] = [layout.x[to]!, layout.y[to]! + CELL.h / 2];
  const bend = Math.max(CELL.gapX, Math.min(60, Math.abs(x2 - x1) / 2));
  context.moveTo(x1, y1);
  context.bezierCurveTo(x1 + bend, y1, x2 - bend, y2, x2, y2);
}

function drawLinks(context: CanvasRenderingContext2D, scene: Scene, boxes: MapLayout["boxes"]): void {
  context.strokeStyle = scene.dark ? "#6f6f6f" : "#a8a8a8";
  context.lineWidth = Math.max(0.8, 0.7 / scene.camera.zoom);
  context.beginPath();
  for (const box of boxes) for (const task of box.tasks) for (const next of scene.tree.after[task] ?? []) link(context, scene.layout, task, next);
  context.stroke();
}

function drawCritical(context: CanvasRenderingContext2D, scene: Scene, boxes: MapLayout["boxes"]): void {
  const { tree, layout } = scene;
  context.strokeStyle = fill("red", scene.dark);
  context.lineWidth = Math.max(2, 1.5 / scene.camera.zoom);
  context.beginPath();
  for (const box of boxes) {
    for (const task of box.tasks) {
      const ended = ENDED.has(tree.nodes[tree.taskNodes[task] ?? 0]!.state);
      if (isCritical(tree.schedule, task, ended)) context.rect(layout.x[task]! - 2, layout.y[task]! - 2, CELL.w + 4, CELL.h + 4);
    }
  }
  context.stroke();
}

function drawSelected(context: CanvasRenderingContext2D, scene: Scene): void {
  const { tree, layout, selected, camera, dark } = scene;
  const node = tree.nodes[selected];
  if (!node || node.depth === 0) return;
  const width = Math.max(2.5, 2.5 / camera.zoom);
  const tasks: number[] = [];
  for (let i = selected; i < tree.nodes.length; i++) {
    const one = tree.nodes[i]!;
    if (i > selected && one.depth <= node.depth) break;
    if (one.taskIndex >= 0) tasks.push(one.taskIndex);
  }
  if (node.taskIndex >= 0) {
    context.strokeStyle = dark ? "#78a9ff" : "#0043ce";
    context.lineWidth = width * 0.8;
    context.beginPath();
    for (const p of tree.before[node.taskIndex] ?? []) link(context, layout, p, node.taskIndex);
    for (const s of tree.after[node.taskIndex] ?? []) link(context, layout, node.taskIndex, s);
    context.stroke();
  }
  context.strokeStyle = dark ? "#ffffff" : "#161616";
  context.lineWidth = width;
  context.beginPath();
  for (const task of tasks) context.rect(layout.x[task]! - width, layout.y[task]! - width, CELL.w + 2 * width, CELL.h + 2 * width);
  context.stroke();
}

/** The task, or else the box's node, under a point of the sheet; -1 for none. */
export function hit(tree: PlanTree, layout: MapLayout, x: number, y: number): number {
  for (const box of layout.boxes) {
    if (x < box.x || y < box.y || x > box.x + box.w || y > box.y + box.h) continue;
    for (const task of box.tasks) {
      const [left, top] = [layout.x[task]!, layout.y[task]!];
      if (x >= left && x <= left + CELL.w && y >= top && y <= top + CELL.h) return tree.taskNodes[task] ?? -1;
    }
    return box.node;
  }
  for (const one of layout.clusters) {
    if (x >= one.x && x <= one.x + one.w && y >= one.y && y <= one.y + one.head) return one.node;
  }
  return -1;
}
