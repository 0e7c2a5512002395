// Why a node is not going on: one sentence, and where to look.
import { ENDED } from "@/states";
import { number, t, tn } from "@/i18n/t";
import { tasksBelow, type PlanNode, type PlanTree } from "./tree";

export interface Why {
  text: string;
  /** Node to go to, or -1. */
  node: number;
}

/** The open predecessors of a task, as node indices. */
export function openBefore(tree: PlanTree, node: PlanNode): number[] {
  return (tree.before[node.taskIndex] ?? [])
    .map((p) => tree.taskNodes[p] ?? -1)
    .filter((index) => !ENDED.has(tree.nodes[index]?.state ?? "completed"));
}

export function why(tree: PlanTree, node: PlanNode): Why[] {
  if (!node.task) {
    const below = tasksBelow(tree.nodes, node.index).map((i) => tree.nodes[i]!);
    const found: Why[] = [];
    const broken = below.find((task) => task.broken > 0);
    if (broken) found.push({ text: t("why.broken", { n: number(node.broken), name: broken.name }), node: broken.index });
    const asking = below.find((task) => task.state === "awaitingInformation");
    if (asking) found.push({ text: t("why.asking", { name: asking.name }), node: asking.index });
    const nobody = below.find((task) => task.state === "ready" && task.mark === "manual" && !task.assignee);
    if (nobody) found.push({ text: t("why.nobody", { name: nobody.name }), node: nobody.index });
    return found;
  }
  const { state } = node;
  if (state === "waiting") {
    const open = openBefore(tree, node);
    return open.slice(0, 5).map((index) => ({ text: t("why.before", { name: tree.nodes[index]!.name }), node: index }))
      .concat(open.length > 5 ? [{ text: tn("why.more", open.length - 5), node: -1 }] : []);
  }
  if (state === "held") return [{ text: node.reason ?? t("why.held"), node: -1 }];
  if (state === "unknown") return [{ text: node.reason ?? t("why.unknown"), node: -1 }];
  if (state === "awaitingInformation") return [{ text: node.reason ?? t("why.information"), node: -1 }];
  if (state === "ready" && node.mark === "manual") {
    return [{ text: node.assignee ? t("why.person", { name: node.assignee }) : t("why.unassigned", { name: node.group || t("none") }), node: -1 }];
  }
  if (state === "ready" && node.mark === "wait") return [{ text: t("why.timer"), node: -1 }];
  return [];
}
