// Like branches as stacks: "Install on site × 40, 38 done, 2 held" instead of forty rows that say the same.
import { look } from "@/states";
import { copyNode, type PlanNode, type PlanTree } from "./tree";

/** From how many like nodes under one parent a stack is made. */
export const LEAST = 3;

/** What makes two nodes the same but for the place they are at: specification and task key, not name or number. */
export function likeness(tree: PlanTree, node: PlanNode): string {
  if (node.task) {
    const owner = tree.nodes[node.parent];
    const above = owner?.kind === "stack" ? tree.nodes[owner.parent] : owner;
    return `${above?.domainOrder?.specification ?? above?.mark ?? ""}/${node.task.key}/${node.task.name}`;
  }
  if (node.domainOrder) return `${node.domainOrder.specification}/${node.domainOrder.action}`;
  // each milestone is a point of its own
  if (node.kind === "milestone") return node.id;
  return `${node.kind}/${node.name}`;
}

/** How many nodes stand in which state, what needs a person first. */
export function statesOf(nodes: PlanNode[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const node of nodes) counts.set(node.state, (counts.get(node.state) ?? 0) + 1);
  const family = nodes[0]?.family ?? "task";
  return [...counts].sort(([a], [b]) => look(family, a).rank - look(family, b).rank || a.localeCompare(b));
}

function inOrder(a: PlanNode, b: PlanNode): number {
  return Number(b.broken > 0) - Number(a.broken > 0) || look(a.family, a.state).rank - look(b.family, b.state).rank || a.index - b.index;
}

/** The worst state of the members: what the stack shows in one word. */
function worst(states: [string, number][]): string {
  return states[0]?.[0] ?? "";
}

/** The same tree with a node above every three or more like children. Members are sorted by what needs a person first. */
export function stacked(tree: PlanTree): PlanTree {
  const nodes: PlanNode[] = [];
  const byId = new Map<string, number>();
  const taskNodes = new Int32Array(tree.taskNodes.length).fill(-1);
  const add = (from: PlanNode, parent: number, depth: number): PlanNode => {
    const node = copyNode(from, nodes.length, parent, depth);
    nodes.push(node);
    byId.set(node.id, node.index);
    nodes[parent]?.children.push(node.index);
    if (node.taskIndex >= 0) taskNodes[node.taskIndex] = node.index;
    return node;
  };
  const walk = (from: PlanNode, parent: number, depth: number) => {
    const node = add(from, parent, depth);
    const groups = new Map<string, PlanNode[]>();
    for (const index of from.children) {
      const child = tree.nodes[index]!;
      const key = likeness(tree, child);
      const group = groups.get(key);
      if (group) group.push(child);
      else groups.set(key, [child]);
    }
    for (const [key, members] of groups) {
      if (members.length < LEAST) {
        for (const member of members) walk(member, node.index, depth + 1);
        continue;
      }
      const stack = add(stackOf(`${from.id}*${key}`, members), node.index, depth + 1);
      for (const member of members.toSorted(inOrder)) walk(member, stack.index, depth + 2);
    }
  };
  if (tree.nodes[0]) walk(tree.nodes[0], -1, 0);
  return { ...tree, nodes, byId, taskNodes };
}

function stackOf(id: string, members: PlanNode[]): PlanNode {
  const [first] = members;
  const states = statesOf(members);
  const sum = (part: (node: PlanNode) => number) => members.reduce((total, node) => total + part(node), 0);
  return {
    ...first!, id, kind: "stack", number: "", reason: null, task: null, domainOrder: null, taskIndex: -1, assignee: "", group: "",
    site: members.every((node) => node.site === first!.site) ? first!.site : "", state: worst(states), members: states,
    total: sum((node) => node.total), done: sum((node) => node.done), broken: sum((node) => node.broken), fallouts: sum((node) => node.fallouts),
    start: Math.min(...members.map((node) => node.start)), end: Math.max(...members.map((node) => node.end)),
    plannedStart: Math.min(...members.map((node) => node.plannedStart)), plannedEnd: Math.max(...members.map((node) => node.plannedEnd)),
    text: "",
  };
}

/** Tasks that are the same step in different branches, as one. */
export interface LikeTasks {
  id: string;
  name: string;
  /** What the domain orders they belong to are called. */
  owner: string;
  /** Places of the tasks in the plan, what needs a person first. */
  tasks: number[];
  states: [string, number][];
}

export interface LikeGraph {
  likes: LikeTasks[];
  /** Pairs of ids, and how many dependencies each stands for. */
  edges: [from: string, to: string, n: number][];
}

/** Dependencies between kinds of steps: ten thousand tasks as the few dozen steps they are made of. */
export function likeGraph(tree: PlanTree, tasks: Iterable<number>): LikeGraph {
  const groups = new Map<string, PlanNode[]>();
  const keyOf = new Map<number, string>();
  for (const task of tasks) {
    const node = tree.nodes[tree.taskNodes[task] ?? -1];
    if (!node) continue;
    const key = likeness(tree, node);
    keyOf.set(task, key);
    const group = groups.get(key);
    if (group) group.push(node);
    else groups.set(key, [node]);
  }
  const edges = new Map<string, [string, string, number]>();
  for (const [task, from] of keyOf) {
    for (const next of tree.after[task] ?? []) {
      const to = keyOf.get(next);
      if (to === undefined || to === from) continue;
      const edge = edges.get(`${from}>${to}`);
      if (edge) edge[2] += 1;
      else edges.set(`${from}>${to}`, [from, to, 1]);
    }
  }
  const likes = [...groups].map(([id, nodes]): LikeTasks => {
    const owner = ownerOf(tree, nodes[0]!);
    return { id, name: nodes[0]!.name, owner: owner?.name ?? "", tasks: nodes.toSorted(inOrder).map((node) => node.taskIndex), states: statesOf(nodes) };
  });
  return { likes, edges: [...edges.values()] };
}

function ownerOf(tree: PlanTree, node: PlanNode): PlanNode | undefined {
  let owner = tree.nodes[node.parent];
  if (owner?.kind === "stack") owner = tree.nodes[owner.parent];
  return owner;
}
