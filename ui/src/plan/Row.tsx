// One row of the tree-grid: name, state, progress, who, and its bar in time.
import { ChevronRight } from "@carbon/icons-react";
import { memo } from "react";
import { dayText, durationText, momentText } from "@/i18n/instants";
import { number, t, tn } from "@/i18n/t";
import { Progress } from "@/parts/Progress";
import { KindMark, StateTag } from "@/parts/StateTag";
import { ENDED, look } from "@/states";
import { isCritical, type Schedule } from "./schedule";
import { percent, type Window } from "./timeline";
import type { PlanNode } from "./tree";

interface Props {
  node: PlanNode;
  top: number;
  isOpen: boolean;
  isSelected: boolean;
  isHit: boolean;
  position: number;
  siblings: number;
  window: Window;
  now: number;
  schedule: Schedule;
  planned: boolean;
  critical: boolean;
  onSelect: (index: number) => void;
  onToggle: (index: number) => void;
  onOpen: (index: number) => void;
}

export const rowId = (index: number) => `plan-row-${index}`;

export const Row = memo(function Row(props: Props) {
  const { node, top, isOpen, isSelected, isHit, window: shown, now } = props;
  const parent = node.children.length > 0;
  const names = ["row", `row--${node.kind}`, isSelected && "row--selected", isHit && "row--hit"].filter(Boolean).join(" ");
  return (
    // the grid handles the keys
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div id={rowId(node.index)} role="row" className={names} style={{ transform: `translateY(${top}px)` }}
      aria-level={node.depth + 1} aria-posinset={props.position} aria-setsize={props.siblings}
      aria-expanded={parent ? isOpen : undefined} aria-selected={isSelected}
      onClick={() => props.onSelect(node.index)} onDoubleClick={() => props.onOpen(node.index)}>
      <div role="gridcell" className="row__name" style={{ paddingInlineStart: 8 + node.depth * 18 }}>
        {parent ? (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
          <span className={isOpen ? "row__twist row__twist--open" : "row__twist"} aria-hidden="true"
            onClick={(event) => { event.stopPropagation(); props.onToggle(node.index); }}><ChevronRight size={16} /></span>
        ) : <span className="row__twist" aria-hidden="true" />}
        <KindMark kind={node.mark} />
        <span className="row__words">
          <span className="row__label" title={`${node.name} ${node.number}`}>{node.name}</span>
          {node.number && node.number !== node.name && <span className="row__number">{node.number}</span>}
        </span>
        {node.kind !== "task" && node.broken > 0 && (
          <span className="row__badge" title={tn("plan.broken", node.broken)}><span aria-hidden="true">!</span>{number(node.broken)}<span className="hidden"> {tn("plan.broken", node.broken)}</span></span>
        )}
      </div>
      <div role="gridcell" className="row__state"><StateTag family={node.family} state={node.state} reason={node.reason} /></div>
      <div role="gridcell" className="row__progress">{node.task ? <Effort node={node} /> : <Progress done={node.done} total={node.total} />}</div>
      <div role="gridcell" className="row__who">{node.task && (node.assignee || node.group)}</div>
      <div role="gridcell" className="row__time" aria-label={barText(node)}>
        <Bar node={node} window={shown} now={now} schedule={props.schedule} planned={props.planned} critical={props.critical} />
      </div>
    </div>
  );
});

function Effort({ node }: { node: PlanNode }) {
  if (node.mark === "milestone") return null;
  return <span className="muted">{durationText(node.end - node.start)}</span>;
}

function barText(node: PlanNode): string {
  if (!Number.isFinite(node.start)) return t("none");
  return `${momentText(node.start)} – ${momentText(node.end)}`;
}

type BarProps = Pick<Props, "node" | "window" | "now" | "schedule" | "planned" | "critical">;

function Bar({ node, window: shown, now, schedule, planned, critical }: BarProps) {
  if (!Number.isFinite(node.start)) return null;
  const { tag, sign } = look(node.family, node.state);
  const left = percent(shown, node.start);
  const width = Math.max(percent(shown, node.end) - left, 0);
  const i = node.taskIndex;
  const onPath = critical && i >= 0 && isCritical(schedule, i, ENDED.has(node.state));
  const text = `${node.name}: ${dayText(node.start)} – ${dayText(node.end)}`;
  if (left > 101 || left + width < -1) {
    return <span className={left > 101 ? "bar__off bar__off--right" : "bar__off"} aria-hidden="true">{left > 101 ? "›" : "‹"}</span>;
  }
  if (node.mark === "milestone") return <i className={`bar bar--milestone fill--${tag}`} style={{ left: `${left}%` }} title={text} />;
  const done = node.total > 0 ? node.done / node.total : 0;
  return (
    <>
      {planned && i >= 0 && (
        <i className="bar bar--planned" style={{
          left: `${percent(shown, schedule.plannedStart[i] ?? 0)}%`,
          width: `${percent(shown, schedule.plannedEnd[i] ?? 0) - percent(shown, schedule.plannedStart[i] ?? 0)}%`,
        }} />
      )}
      <i className={`bar bar--${node.task ? "task" : "group"} ${node.task ? `fill--${tag}` : ""} ${onPath ? "bar--critical" : ""} ${
        node.task && node.start >= now - 1000 && !ENDED.has(node.state) ? "bar--ahead" : ""}`}
        style={{ left: `${left}%`, width: `${width}%` }} title={text}>
        {!node.task && <b style={{ width: `${done * 100}%` }} />}
      </i>
      {node.task && node.broken > 0 && <span className="bar__flag" style={{ left: `${left + width}%` }} aria-hidden="true">{sign}</span>}
    </>
  );
}
