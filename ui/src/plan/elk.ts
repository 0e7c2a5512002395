// Layered layout of a scope by elkjs, in a worker of its own; unmodified, EPL-2.0.
import ELK from "elkjs/lib/elk-api";
import workerUrl from "elkjs/lib/elk-worker.min.js?url";

export const NODE = { w: 186, h: 78 };

let elk: InstanceType<typeof ELK> | null = null;

export type Places = Map<string, { x: number; y: number }>;

export async function place(nodes: string[], edges: [string, string][], size = NODE): Promise<Places> {
  elk ??= new ELK({ workerFactory: () => new Worker(workerUrl) });
  const graph = await elk.layout({
    id: "root",
    layoutOptions: {
      "elk.algorithm": "layered",
      "elk.direction": "RIGHT",
      "elk.layered.spacing.nodeNodeBetweenLayers": "36",
      "elk.spacing.nodeNode": "16",
      "elk.spacing.componentComponent": "36",
      "elk.layered.nodePlacement.strategy": "BRANDES_KOEPF",
    },
    children: nodes.map((id) => ({ id, width: size.w, height: size.h })),
    edges: edges.map(([from, to]) => ({ id: `${from}>${to}`, sources: [from], targets: [to] })),
  });
  return new Map((graph.children ?? []).map((child) => [child.id, { x: child.x ?? 0, y: child.y ?? 0 }]));
}
