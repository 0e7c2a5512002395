// Ten thousand tasks as the few steps they are made of: each a stack that says how many stand in which state.
import { Background, Controls, Handle, MarkerType, Position, ReactFlow, useReactFlow, type Edge, type Node, type NodeProps } from "@xyflow/react";
import { useQuery } from "@tanstack/react-query";
import { memo, useEffect, useMemo } from "react";
import { useDark } from "@/app/theme";
import { number, t } from "@/i18n/t";
import { ErrorNotice, Pausing } from "@/parts/Notices";
import { look } from "@/states";
import { place } from "./elk";
import { NO_FILTER } from "./filters";
import { likeGraph, type LikeTasks } from "./stacks";
import { tasksBelow, type PlanTree } from "./tree";
import type { ChangeView, PlanView } from "./view";

const SIZE = { w: 216, h: 96 };

interface Props {
  tree: PlanTree;
  root: number;
  view: PlanView;
  change: ChangeView;
}

type Stack = Node<{ like: LikeTasks; choose: (like: LikeTasks, state: string) => void }, "stack">;

const StackNode = memo(function StackNode({ data: { like, choose }, selected }: NodeProps<Stack>) {
  return (
    <div className={selected ? "card card--stack card--selected" : "card card--stack"} style={{ width: SIZE.w, height: SIZE.h }}>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <p className="card__name"><span title={like.name}>{like.name}</span><b>× {number(like.tasks.length)}</b></p>
      <p className="card__owner" title={like.owner}>{like.owner}</p>
      <div className="card__bar" aria-hidden="true">{like.states.map(([state, n]) => <i key={state} className={`fill--${look("task", state).tag}`} style={{ flexGrow: n }} />)}</div>
      <p className="card__states">
        {like.states.slice(0, 4).map(([state, n]) => {
          const { label, sign, tag } = look("task", state);
          return (
            <button key={state} type="button" className={`nodrag state state--${tag}`} title={label} aria-label={`${like.name}: ${label} ${n}`}
              onClick={(event) => { event.stopPropagation(); choose(like, state); }}>
              <span className="state__sign" aria-hidden="true">{sign}</span>{number(n)}
            </button>
          );
        })}
      </p>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  );
});

const TYPES = { stack: StackNode };

export function LikesGraph({ tree, root, view, change }: Props) {
  const dark = useDark();
  const flow = useReactFlow();
  const graph = useMemo(() => likeGraph(tree, tasksBelow(tree.nodes, root).map((index) => tree.nodes[index]!.taskIndex)), [tree, root]);
  const shape = graph.likes.map((like) => like.id).join("\n") + graph.edges.length;
  const layout = useQuery({
    queryKey: ["layout", "likes", shape],
    queryFn: () => place(graph.likes.map((like) => like.id), graph.edges.map(([from, to]) => [from, to]), SIZE),
    staleTime: Infinity, gcTime: 60_000,
  });
  const chosen = tree.nodes[tree.byId.get(view.selected) ?? -1]?.taskIndex ?? -1;
  const cards = useMemo<Stack[]>(() => {
    const choose = (like: LikeTasks, state: string) => change({ view: "tree", filter: { ...NO_FILTER, like: like.id, state } }, true);
    return graph.likes.flatMap((like) => {
      const at = layout.data?.get(like.id);
      return at ? [{
        id: like.id, type: "stack" as const, position: at, width: SIZE.w, height: SIZE.h, data: { like, choose },
        selected: chosen >= 0 && like.tasks.includes(chosen), ariaLabel: `${like.name}, ${like.owner}, ${like.tasks.length}`,
      }] : [];
    });
  }, [graph, layout.data, chosen, change]);
  const most = Math.max(1, ...graph.edges.map(([, , n]) => n));
  const sizes = useMemo(() => new Map(graph.likes.map((like) => [like.id, like.tasks.length])), [graph]);
  const lines = useMemo<Edge[]>(() => graph.edges.map(([source, target, n]) => ({
    id: `${source}>${target}`, source, target, focusable: false, className: "line", style: { strokeWidth: 1 + 3 * Math.sqrt(n / most) },
    // one for each task goes without saying
    label: n === (sizes.get(source) ?? 0) ? undefined : number(n), markerEnd: { type: MarkerType.ArrowClosed, color: "var(--cds-border-strong-01)" },
  })), [graph, most, sizes]);
  useEffect(() => {
    if (layout.data) requestAnimationFrame(() => void flow.fitView({ padding: 0.08, maxZoom: 1.1, minZoom: 0.3 }));
  }, [layout.data, flow]);
  if (layout.error) return <ErrorNotice error={layout.error} retry={() => void layout.refetch()} />;
  if (!layout.data) return <Pausing label={t("graph.layout")} />;
  return (
    <>
      <p className="graph__likes muted">{t("graph.likes", { n: number(graph.likes.length), m: number(graph.edges.length) })}</p>
      <div className="graph__flow" data-testid="graph">
        <ReactFlow nodes={cards} edges={lines} nodeTypes={TYPES} colorMode={dark ? "dark" : "light"} minZoom={0.05} maxZoom={2}
          nodesDraggable={false} nodesConnectable={false} elementsSelectable onlyRenderVisibleElements={cards.length > 120}
          onNodesChange={(changes) => {
            for (const one of changes) {
              if (one.type !== "select" || !one.selected) continue;
              // the one that needs a person first stands for the stack
              const like = graph.likes.find((known) => known.id === one.id);
              const task = like && !like.tasks.includes(chosen) ? like.tasks[0] : undefined;
              if (task !== undefined) change({ selected: tree.nodes[tree.taskNodes[task]!]!.id, panel: true });
            }
          }}
          onNodeDoubleClick={(_, card) => change({ view: "tree", filter: { ...NO_FILTER, like: card.id } }, true)}
          proOptions={{ hideAttribution: false }}>
          <Background gap={24} />
          <Controls showInteractive={false} />
        </ReactFlow>
      </div>
    </>
  );
}
