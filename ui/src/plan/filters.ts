// Which nodes of the plan are kept: matches of every filter, and what is above them.
import { BROKEN, ENDED } from "@/states";
import { isCritical } from "./schedule";
import { within } from "./scope";
import { likeness } from "./stacks";
import { tasksBelow, type PlanNode, type PlanTree } from "./tree";

export type Only = "" | "problems" | "fallouts" | "critical" | "late" | "mine" | "unassigned" | "milestones";

export interface PlanFilter {
  text: string;
  state: string;
  site: string;
  group: string;
  only: Only;
  /** What is alike to a node: see `likeness`. */
  like: string;
  /** Id of a node of which only the neighbourhood is shown, and how many dependencies away. */
  near: string;
  hops: number;
}

export const NO_FILTER: PlanFilter = { text: "", state: "", site: "", group: "", only: "", like: "", near: "", hops: 1 };

export function isFiltering(filter: PlanFilter): boolean {
  return !!(filter.text || filter.state || filter.site || filter.group || filter.only || filter.like || filter.near);
}

/** A task that ends later than it was planned to. */
export function isLate(tree: PlanTree, node: PlanNode): boolean {
  const i = node.taskIndex;
  if (i < 0) return (tree.own.milestones.get(node.id) ?? tree.own.orderTasks.get(node.id))?.late ?? false;
  return (tree.schedule.end[i] ?? 0) > (tree.schedule.plannedEnd[i] ?? 0) + 60_000;
}

function passes(tree: PlanTree, node: PlanNode, filter: PlanFilter, me: string, near: ReadonlySet<number> | null): boolean {
  if (near && !near.has(node.taskIndex)) return false;
  if (filter.site && node.site !== filter.site) return false;
  if (node.kind === "milestone") return passesMilestone(tree, node, filter);
  if (!node.task && node.kind !== "orderTask") return false;
  if (filter.state && node.state !== filter.state) return false;
  if (filter.group && node.group !== filter.group) return false;
  if (filter.like && likeness(tree, node) !== filter.like) return false;
  switch (filter.only) {
    case "problems":
      return BROKEN.has(node.state);
    case "fallouts":
      return node.fallouts > 0;
    case "unassigned":
      return (node.mark === "manual" || node.kind === "orderTask") && !node.assignee && !ENDED.has(node.state);
    case "critical":
      return node.task !== null && isCritical(tree.schedule, node.taskIndex, ENDED.has(node.state));
    case "late":
      return isLate(tree, node);
    case "mine":
      return node.assignee === me;
    case "milestones":
      return false;
    default:
      return true;
  }
}

/** Milestones are no work: only a filter that means them keeps them. */
function passesMilestone(tree: PlanTree, node: PlanNode, filter: PlanFilter): boolean {
  if (filter.state || filter.group || filter.like || filter.near) return false;
  return filter.only === "milestones" || (filter.only === "late" && isLate(tree, node));
}

/** The tasks in a node, and those within some dependencies of them; null when the node is not there any more. */
function nearTo(tree: PlanTree, filter: PlanFilter): ReadonlySet<number> | null {
  const root = tree.byId.get(filter.near);
  if (root === undefined) return null;
  return within(tree, tasksBelow(tree.nodes, root).map((index) => tree.nodes[index]!.taskIndex), filter.hops);
}

export interface Kept {
  /** 1 for a node that is shown. */
  shown: Uint8Array;
  /** Indices of the nodes that match themselves, top to bottom. */
  hits: number[];
}

/** What the filter leaves; null when there is no filter. */
export function keep(tree: PlanTree, filter: PlanFilter, me = ""): Kept | null {
  if (!isFiltering(filter)) return null;
  const { nodes } = tree;
  const wanted = filter.text.trim().toLowerCase();
  const narrow = !!(filter.state || filter.site || filter.group || filter.only || filter.like || filter.near);
  const near = filter.near ? nearTo(tree, filter) : null;
  const shown = new Uint8Array(nodes.length);
  const hits: number[] = [];
  // a text that matches a node above keeps all its tasks
  const textual = new Uint8Array(nodes.length);
  for (const node of nodes) {
    const own = wanted !== "" && node.text.includes(wanted);
    const inherited = node.parent >= 0 && textual[node.parent] === 1;
    textual[node.index] = own || inherited || wanted === "" ? 1 : 0;
    const fits = narrow ? passes(tree, node, filter, me, near) : own || inherited;
    if (!fits || textual[node.index] === 0) continue;
    if (narrow || own) hits.push(node.index);
    for (let i = node.index; i >= 0 && shown[i] === 0; i = nodes[i]?.parent ?? -1) shown[i] = 1;
  }
  return { shown, hits };
}
