// What the server says of inventory, and how its lines become a tree.
import type { Schemas } from "@/api/types";

export type InventoryLine = Schemas["InventoryLine"];

export type InventoryBranch = Schemas["InventoryBranch"];

export type Snapshot = Schemas["SnapshotBody"];

export type InventoryDetail = Schemas["InventoryDetail"];

/** Lines as trees; what stands below something that is not among them is a root. */
export function treesOf(lines: InventoryLine[]): InventoryBranch[] {
  const branches = new Map(lines.map((item) => [item.number, { item, children: [] as InventoryBranch[] }]));
  const roots: InventoryBranch[] = [];
  for (const branch of [...branches.values()].sort((a, b) => a.item.number.localeCompare(b.item.number))) {
    const above = branch.item.parent === null ? undefined : branches.get(branch.item.parent);
    (above ? above.children : roots).push(branch);
  }
  return roots;
}

/** Names whose value differs between two snapshots, or that only one of them has. */
export function changedNames(before: Snapshot | undefined, now: Snapshot): string[] {
  const names = new Set([...Object.keys(before?.characteristics ?? {}), ...Object.keys(now.characteristics)]);
  return [...names].filter(
    (name) => JSON.stringify(before?.characteristics[name]?.value) !== JSON.stringify(now.characteristics[name]?.value),
  );
}
