// The plan on paper: every row that is open, its bar, a legend, page numbers.
import { durationText, momentText } from "@/i18n/instants";
import { number, t } from "@/i18n/t";
import { KINDS, look } from "@/states";
import { isOpen, rows } from "./flatten";
import type { Kept } from "./filters";
import { marks, percent, windowOf } from "./timeline";
import type { PlanNode, PlanTree } from "./tree";
import type { PlanView } from "./view";

interface Props {
  tree: PlanTree;
  view: PlanView;
  kept: Kept | null;
  now: number;
  title: string;
  lead: string;
}

export function PlanPrint({ tree, view, kept, now, title, lead }: Props) {
  const visible = rows(tree, view.expansion, kept);
  const root = tree.nodes[0];
  const shown = windowOf("fit", root?.start ?? now, root?.end ?? now, now);
  const states = Object.entries(tree.counts).sort(([a], [b]) => look("task", a).rank - look("task", b).rank);
  return (
    <article className="planprint">
      <h1>{title}</h1>
      <p>{lead}</p>
      <p>{t("plan.printLead", { shown: number(visible.length), total: number(tree.nodes.length), when: momentText(now) })}</p>
      <p className="planprint__legend"><strong>{t("plan.legend")}:</strong>
        {states.map(([state, n]) => <span key={state}><i className={`fill--${look("task", state).tag}`}>{look("task", state).sign}</i> {look("task", state).label} {number(n)}</span>)}
      </p>
      <table>
        <thead><tr>
          <th scope="col">{t("plan.name")}</th><th scope="col">{t("state")}</th><th scope="col">{t("plan.progress")}</th><th scope="col">{t("plan.who")}</th>
          <th scope="col" className="planprint__time">{marks(shown, 6).map((mark) => <span key={mark.at} style={{ left: `${percent(shown, mark.at)}%` }}>{mark.label}</span>)}</th>
        </tr></thead>
        <tbody>{Array.from(visible, (index) => <Line key={tree.nodes[index]!.id} node={tree.nodes[index]!} left={(at) => percent(shown, at)}
          more={tree.nodes[index]!.children.length > 0 && !isOpen(tree.nodes[index]!, view.expansion, kept !== null)} />)}</tbody>
      </table>
    </article>
  );
}

function Line({ node, left, more }: { node: PlanNode; left: (at: number) => number; more: boolean }) {
  const { label, sign, tag } = look(node.family, node.state);
  const from = Number.isFinite(node.start) ? left(node.start) : 0;
  return (
    <tr>
      <th scope="row" style={{ paddingInlineStart: `${2 + node.depth * 8}pt` }}>
        <small>{KINDS[node.mark]?.short ?? node.mark}</small> {node.name}{node.members && ` × ${node.children.length}`}{more && " …"} <small>{node.number}</small>
      </th>
      <td>{sign} {label}</td>
      <td>{node.kind === "milestone" || node.kind === "orderTask" ? null : node.task ? (node.end - node.start < 60_000 ? t("duration.short") : durationText(node.end - node.start)) : t("plan.of", { n: number(node.done), total: number(node.total) })}</td>
      <td>{node.assignee || node.group}</td>
      <td className="planprint__time">{Number.isFinite(node.start) && (
        <i className={node.task || node.total === 0 ? `fill--${tag}` : "planprint__group"} style={{ left: `${from}%`, width: `${Math.max(0.4, left(node.end) - from)}%` }} />)}</td>
    </tr>
  );
}
