// What the dependency graph shows: the tasks of a scope, or its domain orders when the tasks are too many to read.
import type { Milestone } from "@/milestones/data";
import { tasksBelow, type PlanTree } from "./tree";

export const MOST_NODES = 250;

export interface Scope {
  /** Node whose inside, or whose neighbourhood, is shown. */
  root: number;
  /** Nodes of the graph, as node indices. */
  nodes: number[];
  /** Pairs of node indices. */
  edges: [number, number][];
  /** Tasks, or the domain orders that stand for them. */
  level: "tasks" | "domainOrders" | "tooMany";
}

/** Tasks within `hops` dependencies of some tasks, both ways; no further once there are `most`. */
export function within(tree: PlanTree, tasks: number[], hops: number, most = Number.POSITIVE_INFINITY): Set<number> {
  const found = new Set(tasks);
  let edge = tasks;
  for (let hop = 0; hop < hops && found.size < most; hop++) {
    const next: number[] = [];
    for (const one of edge) {
      for (const other of [...(tree.before[one] ?? []), ...(tree.after[one] ?? [])]) {
        if (found.has(other) || found.size >= most) continue;
        found.add(other);
        next.push(other);
      }
    }
    edge = next;
  }
  return found;
}

/** Tasks within `hops` dependencies of a task, both ways; at most as many as a person can read. */
export function neighbourhood(tree: PlanTree, task: number, hops: number): number[] {
  return [...within(tree, [task], hops, MOST_NODES)];
}

export function scopeOf(tree: PlanTree, root: number, hops: number): Scope {
  const node = tree.nodes[root];
  if (!node) return { root, nodes: [], edges: [], level: "tasks" };
  const own = tree.own.milestones.get(node.id);
  const tasks = node.taskIndex >= 0
    ? neighbourhood(tree, node.taskIndex, hops)
    : own ? [...within(tree, targetsOf(tree, own), hops, MOST_NODES)]
    : tasksBelow(tree.nodes, root).map((index) => tree.nodes[index]?.taskIndex ?? -1);
  if (tasks.length <= MOST_NODES) return { ...withMilestones(tree, inside(tree, tasks, (task) => tree.taskNodes[task] ?? -1), tasks), root, level: "tasks" };
  const owners = inside(tree, tasks, (task) => tree.nodes[tree.taskNodes[task] ?? -1]?.parent ?? -1);
  if (owners.nodes.length <= MOST_NODES) return { ...owners, root, level: "domainOrders" };
  return { root, nodes: [], edges: [], level: "tooMany" };
}

function inside(tree: PlanTree, tasks: number[], standsFor: (task: number) => number): Pick<Scope, "nodes" | "edges"> {
  const within = new Set(tasks);
  const nodes = new Set<number>();
  const pairs = new Set<string>();
  const edges: [number, number][] = [];
  for (const task of tasks) {
    const from = standsFor(task);
    nodes.add(from);
    for (const next of tree.after[task] ?? []) {
      const to = standsFor(next);
      if (!within.has(next) || to === from || pairs.has(`${from} ${to}`)) continue;
      pairs.add(`${from} ${to}`);
      edges.push([from, to]);
    }
  }
  return { nodes: [...nodes], edges };
}

/** The tasks that reach a milestone, as places in the plan: of a domain order those that nothing else of it comes after. */
export function targetsOf(tree: PlanTree, milestone: Milestone): number[] {
  return (milestone.targets ?? []).flatMap((number) => {
    const node = tree.nodes[tree.byId.get(number) ?? -1];
    if (!node) return [];
    if (node.taskIndex >= 0) return [node.taskIndex];
    const inside = new Set(tasksBelow(tree.nodes, node.index).map((index) => tree.nodes[index]!.taskIndex));
    return [...inside].filter((task) => !(tree.after[task] ?? []).some((next) => inside.has(next)));
  });
}

/** The milestones that tasks of a graph reach stand in it too, as long as all can be read. */
function withMilestones(tree: PlanTree, graph: Pick<Scope, "nodes" | "edges">, tasks: number[]): Pick<Scope, "nodes" | "edges"> {
  const shown = new Set(tasks);
  const found: Pick<Scope, "nodes" | "edges"> = { nodes: [...graph.nodes], edges: [...graph.edges] };
  for (const one of tree.own.milestones.values()) {
    const at = tree.byId.get(one.number);
    const from = targetsOf(tree, one).filter((task) => shown.has(task));
    if (at === undefined || from.length === 0) continue;
    found.nodes.push(at);
    for (const task of from) found.edges.push([tree.taskNodes[task]!, at]);
  }
  return found.nodes.length <= MOST_NODES ? found : graph;
}
