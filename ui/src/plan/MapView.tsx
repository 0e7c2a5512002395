// The whole plan on a canvas: drag and wheel, keys, one selection with the other views.
import { Add, CenterToFit, Download, Subtract } from "@carbon/icons-react";
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { useDark } from "@/app/theme";
import { t } from "@/i18n/t";
import { save } from "@/parts/exporting";
import { look } from "@/states";
import type { Kept } from "./filters";
import { CELL, layOut, layOutStacks, type MapLayout } from "./layout";
import { MapLegend } from "./MapLegend";
import { colours, draw, fit, hit, type Camera } from "./mapDraw";
import { topological } from "./schedule";
import type { PlanTree } from "./tree";
import type { ChangeView, PlanView } from "./view";

interface Props {
  tree: PlanTree;
  view: PlanView;
  change: ChangeView;
  kept: Kept | null;
  onOpen: (index: number) => void;
}

const clamp = (zoom: number) => Math.max(0.01, Math.min(4, zoom));

export function MapView({ tree, view, change, kept, onOpen }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const dark = useDark();
  const [size, setSize] = useState({ width: 0, height: 0 });
  const camera = useRef<Camera | null>(null);
  const fitted = useRef<MapLayout | null>(null);
  const asked = useRef(0);
  const drag = useRef<{ x: number; y: number; moved: boolean } | null>(null);
  // the shape of the plan decides the layout, not its states: live updates move nothing
  // of stacks the states are the order; there they do
  const shape = [tree.taskNodes.length, tree.dependencies, tree.nodes[0]?.id, view.stacks, ...(view.stacks ? Object.values(tree.counts) : [tree.nodes.length])].join("/");
  const aspect = size.height > 0 ? Math.round((4 * size.width) / size.height) / 4 : 0;
  const layout = useMemo(
    () => {
      if (aspect === 0) return null;
      return view.stacks ? layOutStacks(tree, aspect) : layOut(tree, topological(tree.before, tree.after), aspect);
    },
    // oxlint-disable-next-line react/exhaustive-deps -- `shape` stands for the tree
    [shape, aspect],
  );
  const selected = tree.byId.get(view.selected) ?? -1;
  const paint = useMemo(() => colours({ tree, colourBy: view.colourBy, dark }), [tree, view.colourBy, dark]);
  const render = useCallback(() => {
    asked.current = 0;
    const context = canvas.current?.getContext("2d", { alpha: false });
    if (!context || !layout || !camera.current) return;
    draw(context, {
      tree, layout, camera: camera.current, ...size, ratio: devicePixelRatio || 1, dark, colourBy: view.colourBy,
      critical: view.critical, shown: kept?.shown ?? null, selected,
    }, paint);
  }, [tree, layout, size, dark, view.colourBy, view.critical, kept, selected, paint]);
  const latest = useRef(render);
  const redraw = useCallback(() => {
    if (!asked.current) asked.current = requestAnimationFrame(() => latest.current());
  }, []);
  useEffect(() => {
    latest.current = render;
    redraw();
  }, [render, redraw]);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    // the canvas lies over its frame and takes no part in its size: it cannot grow what it measures
    const watch = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }));
    watch.observe(element);
    void document.fonts.ready.then(redraw);
    return () => watch.disconnect();
  }, [redraw]);
  useEffect(() => {
    const before = fitted.current;
    fitted.current = layout;
    // a state that changed moves cells of stacks, not the camera
    const same = before && layout && before.stacks && layout.stacks && Math.abs(before.width - layout.width) < 1 && Math.abs(before.height - layout.height) < 1;
    if (layout && size.width > 0 && !same) camera.current = fit(layout, size.width, size.height);
    redraw();
    // oxlint-disable-next-line react/exhaustive-deps -- a change of size alone keeps the place
  }, [layout, redraw]);
  useEffect(() => {
    if (!canvas.current || size.width === 0) return;
    canvas.current.width = Math.round(size.width * (devicePixelRatio || 1));
    canvas.current.height = Math.round(size.height * (devicePixelRatio || 1));
    latest.current();
  }, [size]);
  const zoomAt = useCallback((factor: number, px: number, py: number) => {
    const now = camera.current;
    if (!now) return;
    const zoom = clamp(now.zoom * factor);
    camera.current = { zoom, x: now.x + px / zoom - px / now.zoom, y: now.y + py / zoom - py / now.zoom };
    redraw();
  }, [redraw]);
  const pan = (dx: number, dy: number) => {
    const now = camera.current;
    if (!now) return;
    camera.current = { ...now, x: now.x + dx / now.zoom, y: now.y + dy / now.zoom };
    redraw();
  };
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const turn = (event: WheelEvent) => {
      event.preventDefault();
      const box = element.getBoundingClientRect();
      zoomAt(Math.exp(-event.deltaY * 0.0016), event.clientX - box.left, event.clientY - box.top);
    };
    element.addEventListener("wheel", turn, { passive: false });
    return () => element.removeEventListener("wheel", turn);
  }, [zoomAt]);
  const center = useCallback((task: number) => {
    const now = camera.current;
    if (!now || !layout) return;
    const zoom = Math.max(now.zoom, 0.85);
    const [x, y] = [layout.x[task]! + CELL.w / 2, layout.y[task]! + CELL.h / 2];
    camera.current = { zoom, x: size.width / 2 / zoom - x, y: size.height / 2 / zoom - y };
    redraw();
  }, [layout, size, redraw]);
  const came = useRef(false);
  useEffect(() => {
    // what was selected in another view is brought into sight, once
    const node = tree.nodes[selected];
    if (came.current || !layout || !node?.task) return;
    came.current = true;
    center(node.taskIndex);
  }, [layout, selected, tree, center]);
  const at = (event: PointerEvent) => {
    const box = canvas.current!.getBoundingClientRect();
    const now = camera.current!;
    return hit(tree, layout!, (event.clientX - box.left) / now.zoom - now.x, (event.clientY - box.top) / now.zoom - now.y);
  };
  function press(event: KeyboardEvent) {
    const node = tree.nodes[selected];
    const step = 60;
    const next = (list: number[] | undefined) => {
      const [first] = list ?? [];
      if (first === undefined) return;
      change({ selected: tree.nodes[tree.taskNodes[first] ?? 0]?.id ?? "" });
      center(first);
    };
    const beside = (by: number) => {
      const task = Math.max(0, Math.min(tree.taskNodes.length - 1, (node?.taskIndex ?? -1) + by));
      next([task]);
    };
    const keys: Record<string, () => void> = {
      "+": () => zoomAt(1.3, size.width / 2, size.height / 2),
      "=": () => zoomAt(1.3, size.width / 2, size.height / 2),
      "-": () => zoomAt(1 / 1.3, size.width / 2, size.height / 2),
      "0": () => { if (layout) camera.current = fit(layout, size.width, size.height); redraw(); },
      ArrowLeft: () => (event.shiftKey ? pan(step, 0) : next(tree.before[node?.taskIndex ?? -1])),
      ArrowRight: () => (event.shiftKey ? pan(-step, 0) : next(tree.after[node?.taskIndex ?? -1])),
      ArrowUp: () => (event.shiftKey ? pan(0, step) : beside(-1)),
      ArrowDown: () => (event.shiftKey ? pan(0, -step) : beside(1)),
      Enter: () => selected >= 0 && onOpen(selected),
    };
    const action = keys[event.key];
    if (!action || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    action();
  }
  const chosen = tree.nodes[selected];
  return (
    <div className="map">
      <div ref={frame} className="map__frame">
        <canvas ref={canvas} className="map__canvas" tabIndex={0} role="application" aria-label={t("plan.mapLabel")} data-testid="map"
          onKeyDown={press}
          onPointerDown={(event) => { drag.current = { x: event.clientX, y: event.clientY, moved: false }; event.currentTarget.setPointerCapture(event.pointerId); }}
          onPointerMove={(event) => {
            const held = drag.current;
            if (!held) return;
            if (!held.moved && Math.hypot(event.clientX - held.x, event.clientY - held.y) < 4) return;
            pan(event.clientX - held.x, event.clientY - held.y);
            drag.current = { x: event.clientX, y: event.clientY, moved: true };
          }}
          onPointerUp={(event) => {
            const moved = drag.current?.moved;
            drag.current = null;
            const index = moved ? -1 : at(event);
            if (index >= 0) change({ selected: tree.nodes[index]?.id ?? "", panel: true });
          }} />
        <div className="map__zoom">
          <button type="button" aria-label={t("plan.download")} title={t("plan.download")}
            onClick={() => canvas.current?.toBlob((picture) => { if (picture) save(`${tree.nodes[0]?.id ?? "plan"}.png`, picture, "image/png"); })}><Download size={16} /></button>
          <button type="button" aria-label={t("map.in")} title={t("map.in")} onClick={() => zoomAt(1.5, size.width / 2, size.height / 2)}><Add size={16} /></button>
          <button type="button" aria-label={t("map.out")} title={t("map.out")} onClick={() => zoomAt(1 / 1.5, size.width / 2, size.height / 2)}><Subtract size={16} /></button>
          <button type="button" aria-label={t("map.fit")} title={t("map.fit")}
            onClick={() => { if (layout) camera.current = fit(layout, size.width, size.height); redraw(); }}><CenterToFit size={16} /></button>
        </div>
      </div>
      <MapLegend tree={tree} colourBy={view.colourBy} dark={dark} change={change} />
      <p className="hidden" aria-live="polite">{chosen ? `${chosen.name} ${chosen.number}: ${look(chosen.family, chosen.state).label}` : ""}</p>
    </div>
  );
}
