// A part of the plan as a plan of its own: one item, one site or one domain order with everything in it.
import { effortOf, type PlanNode, type PlanTree } from "./tree";

/** The tree below a node. Dependencies that lead outside are left out; the whole tree still knows them. */
export function within(tree: PlanTree, root: number): PlanTree {
  const top = tree.nodes[root];
  if (!top || root === 0) return tree;
  let end = root + 1;
  while (end < tree.nodes.length && tree.nodes[end]!.depth > top.depth) end += 1;
  const nodes = tree.nodes.slice(root, end).map((node): PlanNode => ({
    ...node, index: node.index - root, parent: node.index === root ? -1 : node.parent - root, depth: node.depth - top.depth,
    children: node.children.map((child) => child - root),
  }));
  const tasks = nodes.filter((node) => node.taskIndex >= 0).map((node) => node.taskIndex).sort((a, b) => a - b);
  const place = new Map(tasks.map((task, i) => [task, i]));
  const inside = (list: number[] | undefined) => (list ?? []).flatMap((task) => place.get(task) ?? []);
  const taskNodes = new Int32Array(tasks.length).fill(-1);
  const counts: Record<string, number> = {};
  for (const node of nodes) {
    if (node.taskIndex < 0) continue;
    node.taskIndex = place.get(node.taskIndex)!;
    taskNodes[node.taskIndex] = node.index;
    counts[node.state] = (counts[node.state] ?? 0) + 1;
  }
  const pick = (column: Float64Array) => Float64Array.from(tasks, (task) => column[task]!);
  const { schedule } = tree;
  const [plannedEnd, finish] = [pick(schedule.plannedEnd), pick(schedule.end)];
  const before = tasks.map((task) => inside(tree.before[task]));
  const names = (of: (node: PlanNode) => string) => new Set(nodes.map(of));
  const [sites, groups] = [names((node) => node.site), names((node) => node.group)];
  return {
    nodes, byId: new Map(nodes.map((node) => [node.id, node.index])), taskNodes, before, after: tasks.map((task) => inside(tree.after[task])),
    schedule: {
      plannedStart: pick(schedule.plannedStart), plannedEnd, start: pick(schedule.start), end: finish, slack: pick(schedule.slack),
      ...(schedule.critical ? { critical: Uint8Array.from(pick(Float64Array.from(schedule.critical))) } : {}),
      plannedFinish: plannedEnd.reduce((a, b) => Math.max(a, b), 0), finish: finish.reduce((a, b) => Math.max(a, b), 0),
    },
    sites: tree.sites.filter((site) => sites.has(site)), groups: tree.groups.filter((group) => groups.has(group)),
    counts, fallouts: tree.fallouts, own: tree.own, promised: tree.promised, effort: effortOf(nodes.flatMap((node) => node.task ?? [])), dependencies: before.reduce((sum, list) => sum + list.length, 0),
  };
}
