// One row of the tree-grid: name, state, progress, who, and its bar in time.
import { ChevronDown, ChevronRight } from "@carbon/icons-react";
import { memo } from "react";
import { dayText, durationMs, durationText, momentText } from "@/i18n/instants";
import { number, t, tn } from "@/i18n/t";
import { Progress } from "@/parts/Progress";
import { KindMark, StateTag } from "@/parts/StateTag";
import { ENDED, look } from "@/states";
import type { Column } from "./display";
import type { JeopardyLevel } from "./jeopardy";
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
  /** How far it is in jeopardy, and why; empty when it is not. */
  jeopardy: JeopardyLevel;
  why: string;
  /** Why it is held on purpose, and who decides; empty when it is not. */
  held: string;
  /** Stands on a stack of like nodes. */
  inStack: boolean;
  columns: readonly Column[];
  /** Whether the name stands at the bar too. */
  label: boolean;
  /** Whether the time that a task has left is drawn behind its bar. */
  slack: boolean;
  onSelect: (index: number) => void;
  onToggle: (index: number) => void;
  onOpen: (index: number) => void;
}

/** Room of the sign that opens a branch, for rows without one. */
const TWIST = 25;

export const rowId = (index: number) => `plan-row-${index}`;

export const Row = memo(function Row(props: Props) {
  const { node, top, isOpen, isSelected, isHit, window: shown, now } = props;
  const parent = node.children.length > 0;
  const member = props.inStack && node.number !== "";
  const names = ["row", `row--${node.kind}`, isSelected && "row--selected", isHit && "row--hit"].filter(Boolean).join(" ");
  return (
    // the grid handles the keys
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div id={rowId(node.index)} role="row" className={names} style={{ insetBlockStart: top }}
      aria-level={node.depth + 1} aria-posinset={props.position} aria-setsize={props.siblings}
      aria-expanded={parent ? isOpen : undefined} aria-selected={isSelected}
      onClick={() => props.onSelect(node.index)} onDoubleClick={() => props.onOpen(node.index)}>
      <div role="gridcell" className="row__name" style={{ paddingInlineStart: `calc(${parent ? 8 : 8 + TWIST}px + ${node.depth} * var(--indent))` }}>
        {parent && (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
          <span className="row__twist" aria-hidden="true" onClick={(event) => { event.stopPropagation(); props.onToggle(node.index); }}>
            {isOpen ? <ChevronDown size={16} /> : <ChevronRight size={16} />}
          </span>
        )}
        <KindMark kind={node.mark} />
        <span className="row__words">
          {/* of the members of a stack the number tells them apart, not the name */}
          <span className="row__label" title={`${node.name} ${node.number}`}>{member ? node.number : node.name}</span>
          {node.number && node.number !== node.name && <span className="row__number">{member ? node.name : node.number}</span>}
        </span>
        {node.members && <span className="row__times">× {number(node.children.length)}</span>}
        {props.held && <span className="row__held" title={props.held}><span aria-hidden="true">‖</span><span className="hidden"> {props.held}</span></span>}
        {(props.jeopardy === "critical" || props.jeopardy === "major") && !props.columns.includes("jeopardy") && (
          <span className={`row__jeopardy row__jeopardy--${props.jeopardy}`} title={jeopardyTitle(props.jeopardy, props.why)}>
            <span aria-hidden="true">{look("jeopardy", props.jeopardy).sign}</span><span className="hidden"> {jeopardyTitle(props.jeopardy, props.why)}</span></span>
        )}
        {node.kind !== "task" && node.broken > 0 && (
          <span className="row__badge" title={tn("plan.broken", node.broken)}><span aria-hidden="true">!</span>{number(node.broken)}<span className="hidden"> {tn("plan.broken", node.broken)}</span></span>
        )}
        {node.task && node.fallouts > 0 && (
          <span className="row__badge" title={tn("plan.fallouts", node.fallouts)}><span aria-hidden="true">⚠</span><span className="hidden"> {tn("plan.fallouts", node.fallouts)}</span></span>
        )}
      </div>
      {props.columns.map((column) => <div key={column} role="gridcell" className={`row__${column}`}>{column === "jeopardy" ? props.jeopardy && <StateTag family="jeopardy" state={props.jeopardy} reason={props.why} /> : <Cell column={column} node={node} schedule={props.schedule} />}</div>)}
      <div role="gridcell" className="row__time" aria-label={barText(node)}>
        <Bar node={node} window={shown} now={now} schedule={props.schedule} planned={props.planned} critical={props.critical} label={props.label} slack={props.slack} />
      </div>
    </div>
  );
});

const jeopardyTitle = (level: JeopardyLevel, why: string) => [t("jeopardy.is", { level: look("jeopardy", level).label }), why].filter(Boolean).join(": ");

function Cell({ column, node, schedule }: { column: Exclude<Column, "jeopardy">; node: PlanNode; schedule: Schedule }) {
  const known = Number.isFinite(node.start);
  switch (column) {
    case "state":
      return node.members ? <Members node={node} /> : <StateTag family={node.family} state={node.state} reason={node.reason} />;
    case "progress":
      if (node.kind === "milestone" || node.kind === "orderTask") return null;
      if (node.task) return node.mark !== "milestone" && (node.end - node.start < 60_000 ? t("duration.short") : durationText(node.end - node.start));
      return <Progress done={node.done} total={node.total} />;
    case "who":
      return (node.task || node.kind === "orderTask") && (node.assignee || node.group);
    case "start":
      return known && momentText(node.start);
    case "end":
      return known && momentText(node.end);
    case "plannedStart":
      return Number.isFinite(node.plannedStart) && momentText(node.plannedStart);
    case "plannedEnd":
      return Number.isFinite(node.plannedEnd) && momentText(node.plannedEnd);
    case "delay": {
      const delay = known && Number.isFinite(node.plannedEnd) ? node.end - node.plannedEnd : 0;
      return Math.abs(delay) < 60_000 ? null : delay > 0 ? <strong>{`+${durationText(delay)}`}</strong> : `−${durationText(-delay)}`;
    }
    case "slack": {
      if (!node.task || ENDED.has(node.state)) return null;
      const slack = schedule.slack[node.taskIndex] ?? 0;
      return slack <= -60_000 ? <strong>{`−${durationText(-slack)}`}</strong> : slack < 60_000 ? <strong>0</strong> : durationText(slack);
    }
    case "work":
      return node.task && durationText(durationMs(node.task.duration));
  }
}

/** How the members of a stack stand: sign and number for each state. */
function Members({ node }: { node: PlanNode }) {
  return (
    <span className="row__members">
      {node.members?.map(([state, n]) => {
        const { label, sign, tag } = look(node.family, state);
        return <span key={state} className={`state state--${tag}`} title={label}><span className="state__sign" aria-hidden="true">{sign}</span>{number(n)}<span className="hidden"> {label}</span></span>;
      })}
    </span>
  );
}

function barText(node: PlanNode): string {
  if (!Number.isFinite(node.start)) return t("none");
  return `${momentText(node.start)} – ${momentText(node.end)}`;
}

/** From one place to another in percent, as far as it is in the window: so no row has to clip its bars. */
function stretch(from: number, to: number) {
  const left = Math.max(0, Math.min(from, 100));
  return { left: `${left}%`, width: `${Math.max(0, Math.min(to, 100) - left)}%` };
}

type BarProps = Pick<Props, "node" | "window" | "now" | "schedule" | "planned" | "critical" | "label" | "slack">;

function Bar({ node, window: shown, now, schedule, planned, critical, label, slack }: BarProps) {
  if (!Number.isFinite(node.start)) return null;
  const { tag, sign } = look(node.family, node.state);
  const left = percent(shown, node.start);
  const right = Math.max(percent(shown, node.end), left);
  const spot = Math.max(0, Math.min(right, 100));
  const i = node.taskIndex;
  const onPath = critical && i >= 0 && isCritical(schedule, i, ENDED.has(node.state));
  const room = schedule.slack[i] ?? 0;
  // what of a task that is being done is still to come
  const going = node.task?.startedAt && !ENDED.has(node.state) && node.end > now && node.start < now;
  const text = `${node.name}: ${dayText(node.start)} – ${dayText(node.end)}`;
  if (left > 101 || right < -1) {
    return <span className={left > 101 ? "bar__off bar__off--right" : "bar__off"} aria-hidden="true">{left > 101 ? "›" : "‹"}</span>;
  }
  if (node.kind === "milestone") {
    const due = percent(shown, node.plannedEnd);
    return (
      <>
        {Number.isFinite(node.plannedEnd) && Math.abs(due - left) > 0.2 && <i className="bar bar--milestone bar--due" style={{ left: `${due}%` }} title={`${t("due")}: ${momentText(node.plannedEnd)}`} />}
        <i className={`bar bar--milestone bar--point fill--${node.state === "open" && node.end > node.plannedEnd ? "red" : tag}`} style={{ left: `${left}%` }} title={text} />
        {label && <span className="bar__label" style={{ left: `${spot}%` }} data-name={node.name} aria-hidden="true" />}
      </>
    );
  }
  if (node.mark === "milestone") return <i className={`bar bar--milestone fill--${tag}`} style={{ left: `${left}%` }} title={text} />;
  const work = node.task !== null || node.kind === "orderTask";
  const done = node.total > 0 ? node.done / node.total : 0;
  return (
    <>
      {planned && Number.isFinite(node.plannedStart) && (
        <i className={node.task ? "bar bar--planned" : "bar bar--planned bar--plannedgroup"} style={stretch(percent(shown, node.plannedStart), percent(shown, node.plannedEnd))} />
      )}
      {slack && i >= 0 && room > 60_000 && !ENDED.has(node.state) && (
        <i className="bar bar--slack" style={stretch(right, percent(shown, node.end + room))} title={`${t("task.slack")}: ${durationText(room)}`} />
      )}
      <i className={`bar bar--${work ? "task" : "group"} ${work ? `fill--${tag}` : ""} ${onPath ? "bar--critical" : ""} ${
        node.task && !node.task.startedAt && !ENDED.has(node.state) ? "bar--ahead" : ""}`}
        style={work ? stretch(left, right) : { ...stretch(left, right), backgroundSize: `${done * 100}% 100%` }} title={text}>
        {going && <b className="bar__ahead" style={{ left: `${(100 * (now - Math.max(node.start, shown.from))) / (Math.min(node.end, shown.to) - Math.max(node.start, shown.from))}%` }} />}
      </i>
      {label && <span className="bar__label" style={{ left: `${spot}%` }} data-name={node.name} aria-hidden="true" />}
      {node.task && node.broken > 0 && !label && <span className="bar__flag" style={{ left: `${spot}%` }} aria-hidden="true">{sign}</span>}
    </>
  );
}
