// How far open tasks are in jeopardy: by the server's dates, so that a delay shows at all that comes after it.
import { durationText, momentText } from "@/i18n/instants";
import { t } from "@/i18n/t";
import { ENDED } from "@/states";
import type { PlanNode, PlanTree } from "./tree";

/** Places in the order of urgency; 0: none. */
export const LEVELS = ["", "minor", "major", "critical"] as const;
export type JeopardyLevel = (typeof LEVELS)[number];

const MINUTE = 60_000;
const known = new WeakMap<PlanTree, Uint8Array>();

/** The level of a task: critical when it ends too late for the promised date; major when it is late by more than is left
 * until then, so that one more such delay breaks the promise; minor when it only ends later than it was planned to. */
function ofTask(tree: PlanTree, node: PlanNode): number {
  const i = node.taskIndex;
  const { slack, end, plannedEnd } = tree.schedule;
  if (i < 0 || ENDED.has(node.state)) return 0;
  if (tree.promised && slack[i]! <= -MINUTE) return 3;
  const late = end[i]! - plannedEnd[i]!;
  if (!(late > MINUTE)) return 0;
  return tree.promised && slack[i]! < late ? 2 : 1;
}

/** The level of every node, as its place in `LEVELS`: of a group the worst of what is open in it. */
export function levels(tree: PlanTree): Uint8Array {
  let found = known.get(tree);
  if (found) return found;
  found = new Uint8Array(tree.nodes.length);
  for (let i = tree.nodes.length - 1; i >= 0; i--) {
    const node = tree.nodes[i]!;
    found[i] = Math.max(found[i]!, ofTask(tree, node));
    if (node.parent >= 0) found[node.parent] = Math.max(found[node.parent]!, found[i]!);
  }
  known.set(tree, found);
  return found;
}

export function levelOf(tree: PlanTree, node: PlanNode): JeopardyLevel {
  return LEVELS[levels(tree)[node.index] ?? 0]!;
}

/** The forecast end of a task against the date that it must keep, and what it is late because of. */
export function jeopardyText(tree: PlanTree, node: PlanNode): string {
  const i = node.taskIndex;
  if (i < 0 || !levelOf(tree, node)) return "";
  const { slack, end, plannedEnd } = tree.schedule;
  const must = tree.promised ? t("jeopardy.must", { at: momentText(end[i]! + slack[i]!) }) : "";
  const late = end[i]! - plannedEnd[i]!;
  const [worst] = (tree.before[i] ?? []).filter((p) => !ENDED.has(tree.nodes[tree.taskNodes[p]!]?.state ?? "completed") && end[p]! > plannedEnd[p]! + MINUTE)
    .toSorted((a, b) => end[b]! - end[a]!);
  const reason = worst === undefined ? "" : t("jeopardy.because", { name: tree.nodes[tree.taskNodes[worst]!]!.name, at: momentText(end[worst]!) });
  return [t("jeopardy.forecast", { at: momentText(end[i]!) }), late > MINUTE ? t("jeopardy.lateBy", { by: durationText(late) }) : "", must, reason].filter(Boolean).join("; ");
}
