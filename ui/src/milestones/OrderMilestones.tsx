// The milestones of an order, item by item: what is reached, what is expected when, what is late, and what each waits for.
import { Link } from "react-router";
import { t } from "@/i18n/t";
import { StateTag } from "@/parts/StateTag";
import { When } from "@/parts/When";
import { reachedText } from "@/catalog/words";
import type { Milestone } from "./data";
import { MilestoneVerbs } from "./MilestoneVerbs";

/** What brings it about, in words. */
export function reachedBy(one: Milestone): string {
  const { task, specification, orderState, targets, openTargets } = one.reachedBy;
  const what = reachedText({ task, specification, orderState });
  return targets === 0 || one.state !== "open" ? what : `${what}: ${t("milestone.left", { n: openTargets, all: targets })}`;
}

export function MilestoneTag({ milestone }: { milestone: Milestone }) {
  return (
    <>
      <StateTag family="milestone" state={milestone.state} reason={milestone.note} />
      {milestone.late && <strong className="late"> {t("task.late")}</strong>}
    </>
  );
}

export function OrderMilestones({ order, milestones }: { order: string; milestones: Milestone[] }) {
  const items = new Map<string, Milestone[]>();
  for (const one of milestones) items.set(one.itemNumber, [...(items.get(one.itemNumber) ?? []), one]);
  return (
    <div className="scroller">
      <table className="table">
        <caption className="hidden">{t("milestones")}</caption>
        <thead><tr>
          <th scope="col">{t("milestone")}</th><th scope="col">{t("state")}</th><th scope="col">{t("due")}</th><th scope="col">{t("milestone.expected")}</th>
          <th scope="col" className="wide">{t("milestone.reachedBy")}</th><th scope="col">{t("jeopardy.do")}</th>
        </tr></thead>
        {[...items].map(([item, members]) => (
          <tbody key={item}>
            <tr className="table__group"><th scope="rowgroup" colSpan={6}><Link to={`/orders/${order}?tab=items&item=${item.split("-").at(-1)}`}>{t("item")} {members[0]?.item}</Link></th></tr>
            {members.map((one) => (
              <tr key={one.number}>
                <td><Link to={`/orders/${order}/plan?sel=${one.number}&panel=1`}>{one.name}</Link>{one.description && <><br /><span className="muted small">{one.description}</span></>}</td>
                <td><MilestoneTag milestone={one} /></td>
                <td><When at={one.dueAt} /></td>
                <td>{one.reachedAt ? <><When at={one.reachedAt} /> {one.note && <span className="muted small">{one.note} ({one.reachedByUser})</span>}</> : <When at={one.expectedAt} />}</td>
                <td className="wide">{reachedBy(one)}</td>
                <td><MilestoneVerbs milestone={one} small /></td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}
