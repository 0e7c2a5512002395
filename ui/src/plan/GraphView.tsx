// Dependencies of a scope as a graph: who waits for whom.
import "@xyflow/react/dist/style.css";
import { Background, Controls, Handle, MarkerType, Position, ReactFlow, ReactFlowProvider, useReactFlow, useStore, type Edge, type Node,
  type NodeProps } from "@xyflow/react";
import { Button } from "@carbon/react";
import { useQuery } from "@tanstack/react-query";
import { memo, useEffect, useMemo, useRef, useState } from "react";
import { useDark } from "@/app/theme";
import { t, tn } from "@/i18n/t";
import { save } from "@/parts/exporting";
import { ErrorNotice, Pausing } from "@/parts/Notices";
import { Progress } from "@/parts/Progress";
import { KindMark, StateTag } from "@/parts/StateTag";
import { ENDED, look } from "@/states";
import { NODE, place } from "./elk";
import { graphSvg } from "./graphSvg";
import { isCritical } from "./schedule";
import { LikesGraph } from "./LikesGraph";
import { scopeOf } from "./scope";
import type { PlanNode, PlanTree } from "./tree";
import type { ChangeView, PlanView } from "./view";

interface Props {
  tree: PlanTree;
  view: PlanView;
  change: ChangeView;
  onOpen: (index: number) => void;
}

type Card = Node<{ node: PlanNode; isRoot: boolean; critical: boolean }, "card">;

/** Seen from afar a card has no room for its marks: its state is its colour, and its name is written large. */
const FAR = 0.5;
const isFar = (store: { transform: [number, number, number] }) => store.transform[2] < FAR;

const CardNode = memo(function CardNode({ data, selected }: NodeProps<Card>) {
  const { node } = data;
  const far = useStore(isFar);
  return (
    <div className={`card ${far ? `card--far state--${look(node.family, node.state).tag}` : ""} ${selected ? "card--selected" : ""} ${data.critical ? "card--critical" : ""} ${data.isRoot ? "card--root" : ""} ${node.kind === "milestone" ? "card--point" : ""}`}
      style={{ width: NODE.w, height: NODE.h }}>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <p className="card__name">{!far && <KindMark kind={node.mark} />}<span title={node.name}>{node.name}</span></p>
      <p className="card__state"><StateTag family={node.family} state={node.state} />{node.total > 0 && !node.task && <Progress done={node.done} total={node.total} />}</p>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  );
});

const TYPES = { card: CardNode };

export default function GraphView(props: Props) {
  return <ReactFlowProvider><Graph {...props} /></ReactFlowProvider>;
}

function Graph({ tree, view, change, onOpen }: Props) {
  const dark = useDark();
  const flow = useReactFlow();
  const far = useStore(isFar);
  const [hops, setHops] = useState(2);
  const selected = tree.byId.get(view.selected) ?? -1;
  // without a scope of its own the graph keeps the first selection it was opened with
  const fallback = selected > 0 && tree.nodes[selected]?.kind !== "orderTask" ? startOf(tree, selected) : (tree.nodes.find((node) => node.kind === "item")?.index ?? 0);
  useEffect(() => {
    if (!view.scope || !tree.byId.has(view.scope)) change({ scope: tree.nodes[fallback]?.id ?? "" });
  }, [view.scope, tree, fallback, change]);
  const root = tree.byId.get(view.scope) ?? fallback;
  const scope = useMemo(() => scopeOf(tree, root, hops), [tree, root, hops]);
  const names = useMemo(() => scope.nodes.map((index) => tree.nodes[index]?.id ?? ""), [scope, tree]);
  const pairs = useMemo(
    () => scope.edges.map(([a, b]) => [tree.nodes[a]?.id ?? "", tree.nodes[b]?.id ?? ""] as [string, string]), [scope, tree]);
  const layout = useQuery({
    queryKey: ["layout", names.join(" "), pairs.length],
    queryFn: () => place(names, pairs),
    staleTime: Infinity, gcTime: 60_000, enabled: names.length > 0 && !view.stacks,
  });
  const cards = useMemo<Card[]>(() => {
    const places = layout.data;
    if (!places) return [];
    return scope.nodes.flatMap((index) => {
      const node = tree.nodes[index];
      const at = node && places.get(node.id);
      if (!node || !at) return [];
      return [{
        id: node.id, type: "card" as const, position: at, selected: node.id === view.selected, width: NODE.w, height: NODE.h,
        ariaLabel: `${node.name} ${node.number}`,
        data: { node, isRoot: index === root, critical: view.critical && isCritical(tree.schedule, node.taskIndex, ENDED.has(node.state)) },
      }];
    });
  }, [layout.data, scope, tree, view.selected, view.critical, root]);
  const lines = useMemo<Edge[]>(() => pairs.map(([source, target]) => {
    const near = source === view.selected || target === view.selected;
    return {
      id: `${source}>${target}`, source, target, focusable: false, className: near ? "line line--near" : "line",
      markerEnd: { type: MarkerType.ArrowClosed, color: near ? "var(--cds-link-primary)" : "var(--cds-border-strong-01)" },
    };
  }), [pairs, view.selected]);
  const area = useRef<HTMLDivElement>(null);
  const moved = useRef(false);
  const drawn = cards.length > 0;
  useEffect(() => {
    // a new layout is seen whole, and stays so when the window changes, until somebody moves it; not each change of state
    moved.current = false;
    const shown = area.current;
    if (!drawn || !shown || !layout.data) return;
    const watch = new ResizeObserver(() => {
      if (!moved.current) requestAnimationFrame(() => void flow.fitView({ padding: { left: "64px", right: "24px", top: "24px", bottom: "24px" }, maxZoom: 1.1, minZoom: 0.05 }));
    });
    watch.observe(shown);
    return () => watch.disconnect();
  }, [layout.data, flow, drawn]);
  const top = tree.nodes[root];
  // too many to read one by one: the steps they are made of
  const asLikes = view.stacks || scope.level === "tooMany";
  return (
    <div className={far ? "graph graph--far" : "graph"}>
      <div className="graph__bar">
        <nav aria-label={t("graph.scope")} className="graph__path">
          {pathOf(tree, root).map((node) => (
            <button key={node.id} type="button" className="linkish" aria-current={node.index === root ? "true" : undefined}
              onClick={() => change({ scope: node.id }, true)}>{node.name}</button>
          ))}
        </nav>
        {!asLikes && <span className="muted">{t("graph.count", {
          nodes: tn(scope.level === "domainOrders" ? "count.domainOrders" : "count.tasks", scope.nodes.length), dependencies: tn("count.dependencies", scope.edges.length) })}</span>}
        {(top?.task || top?.kind === "milestone") && (
          <label className="field field--inline"><span className="field__label">{t("graph.hops")}</span>
            <select value={hops} onChange={(event) => setHops(Number(event.target.value))}>
              {[1, 2, 3, 5, 10].map((n) => <option key={n} value={n}>{n}</option>)}
            </select>
          </label>
        )}
        {!asLikes && layout.data && (
          <Button size="sm" kind="ghost" onClick={() => save(`${tree.nodes[root]?.id ?? "graph"}.svg`,
            graphSvg(scope.nodes.map((index) => tree.nodes[index]!), pairs, layout.data, top?.name ?? ""), "image/svg+xml")}>{t("plan.download")}</Button>
        )}
        {selected >= 0 && selected !== root && (
          <Button size="sm" kind="ghost" onClick={() => change({ scope: view.selected }, true)}>{t("graph.selectedScope")}</Button>
        )}
      </div>
      {asLikes && <LikesGraph tree={tree} root={root} view={view} change={change} />}
      {!asLikes && layout.isLoading && <Pausing label={t("graph.layout")} />}
      {!asLikes && layout.error && <ErrorNotice error={layout.error} retry={() => void layout.refetch()} />}
      {!asLikes && cards.length > 0 && (
        <div className="graph__flow" data-testid="graph" ref={area}>
          <ReactFlow nodes={cards} edges={lines} nodeTypes={TYPES} colorMode={dark ? "dark" : "light"} minZoom={0.05} maxZoom={2}
            nodesDraggable={false} nodesConnectable={false} elementsSelectable onlyRenderVisibleElements={cards.length > 120}
            onNodesChange={(changes) => {
              for (const one of changes) if (one.type === "select" && one.selected) change({ selected: one.id, panel: true });
            }}
            onMoveStart={(event) => { if (event) moved.current = true; }}
            onNodeDoubleClick={(_, card) => {
              const index = tree.byId.get(card.id) ?? -1;
              if (tree.nodes[index]?.task || tree.nodes[index]?.kind === "milestone") onOpen(index);
              else change({ scope: card.id, selected: card.id }, true);
            }}
            proOptions={{ hideAttribution: false }}>
            <Background gap={24} />
            <Controls showInteractive={false} />
          </ReactFlow>
        </div>
      )}
    </div>
  );
}

/** A task is shown within its item when that is small enough to read, else with its neighbours. */
function startOf(tree: PlanTree, selected: number): number {
  let index = selected;
  while (index > 0 && tree.nodes[index]?.kind !== "item") index = tree.nodes[index]?.parent ?? -1;
  const item = tree.nodes[index];
  return tree.nodes[selected]?.task && item && item.total <= 60 ? index : selected;
}

function pathOf(tree: PlanTree, index: number): PlanNode[] {
  const path: PlanNode[] = [];
  for (let i = index; i >= 0; i = tree.nodes[i]?.parent ?? -1) path.unshift(tree.nodes[i]!);
  return path;
}
