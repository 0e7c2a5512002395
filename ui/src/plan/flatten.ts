// The rows of the tree-grid: what is open, what the filter leaves.
import type { Kept } from "./filters";
import type { PlanNode, PlanTree } from "./tree";

export interface Expansion {
  /** Nodes above this depth are open; 99 opens all. */
  level: number;
  /** What was opened or closed by hand since. */
  opened: ReadonlySet<string>;
  closed: ReadonlySet<string>;
}

export const ALL_LEVELS = 99;

export function isOpen(node: PlanNode, expansion: Expansion, filtered: boolean): boolean {
  if (expansion.closed.has(node.id)) return false;
  // a filter opens the way to what it found
  return filtered || node.depth < expansion.level || expansion.opened.has(node.id);
}

/** Indices of the visible nodes, top to bottom. Nodes are stored depth first, so a closed branch is skipped in one go. */
export function rows(tree: PlanTree, expansion: Expansion, kept: Kept | null): Int32Array {
  const { nodes } = tree;
  const found = new Int32Array(nodes.length);
  let count = 0;
  let hiddenBelow = Number.POSITIVE_INFINITY;
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]!;
    if (node.depth > hiddenBelow) continue;
    hiddenBelow = Number.POSITIVE_INFINITY;
    if (kept && kept.shown[i] === 0) {
      hiddenBelow = node.depth;
      continue;
    }
    found[count++] = i;
    if (node.children.length > 0 && !isOpen(node, expansion, kept !== null)) hiddenBelow = node.depth;
  }
  return found.slice(0, count);
}

/** Opens or closes one node. */
export function toggled(expansion: Expansion, node: PlanNode, open: boolean): Expansion {
  const opened = new Set(expansion.opened);
  const closed = new Set(expansion.closed);
  opened.delete(node.id);
  closed.delete(node.id);
  if (open && node.depth >= expansion.level) opened.add(node.id);
  if (!open) closed.add(node.id);
  return { ...expansion, opened, closed };
}

/** Opens everything above a node, so that its row exists. */
export function revealed(tree: PlanTree, expansion: Expansion, index: number): Expansion {
  let result = expansion;
  for (let i = tree.nodes[index]?.parent ?? -1; i >= 0; i = tree.nodes[i]?.parent ?? -1) {
    const node = tree.nodes[i]!;
    if (!isOpen(node, result, false)) result = toggled(result, node, true);
  }
  return result;
}

/** The next row whose name starts with what was typed, after the current one and around. */
export function typeAhead(tree: PlanTree, visible: Int32Array, current: number, typed: string): number {
  const wanted = typed.toLowerCase();
  for (let step = typed.length > 1 ? 0 : 1; step <= visible.length; step++) {
    const at = (current + step) % visible.length;
    if (tree.nodes[visible[at] ?? 0]?.name.toLowerCase().startsWith(wanted)) return at;
  }
  return current;
}
