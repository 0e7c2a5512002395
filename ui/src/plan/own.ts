// What of an order is no part of its plan and is shown in it all the same: milestones, and tasks of the order itself.
import { durationMs } from "@/i18n/instants";
import { milestoneAsOf, milestoneInstant, type Milestone } from "@/milestones/data";
import { orderTaskAsOf, type OrderTask } from "@/orderTasks/data";
import { BROKEN } from "@/states";
import type { Builder } from "./tree";

export interface Own {
  milestones: Map<string, Milestone>;
  orderTasks: Map<string, OrderTask>;
  /** The same by the number of the item that they are of; those of the order as a whole by the empty text. */
  milestonesOf: Map<string, Milestone[]>;
  orderTasksOf: Map<string, OrderTask[]>;
}

/** By number; as they stood at an instant, ms, when one is given. */
export function ownOf(milestones: Milestone[], orderTasks: OrderTask[], instant: number | null): Own {
  const points = instant === null ? milestones : milestones.map((one) => milestoneAsOf(one, instant));
  const tasks = instant === null ? orderTasks : orderTasks.flatMap((task) => orderTaskAsOf(task, instant) ?? []);
  return {
    milestones: new Map(points.map((one) => [one.number, one])), orderTasks: new Map(tasks.map((task) => [task.number, task])),
    milestonesOf: byItem(points), orderTasksOf: byItem(tasks),
  };
}

function byItem<Thing extends { itemNumber: string | null }>(things: Thing[]): Map<string, Thing[]> {
  const found = new Map<string, Thing[]>();
  for (const thing of things) found.set(thing.itemNumber ?? "", [...(found.get(thing.itemNumber ?? "") ?? []), thing]);
  return found;
}

const NOT_YET = Number.POSITIVE_INFINITY;
const instantOr = (text: string | null, otherwise: number) => (text === null ? otherwise : Date.parse(text));

/** Tasks of the order itself first, then milestones by their date: both stand before the domain orders. */
export function addOwn(builder: Builder, parent: number, owner: string, site: string, own: Own): void {
  for (const task of own.orderTasksOf.get(owner) ?? []) {
    const node = builder.add(parent, {
      id: task.number, kind: "orderTask", mark: "orderTask", name: task.name, number: task.number, family: "orderTask", state: task.state,
      reason: task.stateReason, site, group: task.assignmentGroup ?? "", assignee: task.assignee ?? "",
    });
    node.broken = BROKEN.has(task.state) ? 1 : 0;
    node.start = instantOr(task.startedAt, instantOr(task.dueAt, Date.parse(task.createdAt) + durationMs(task.duration)) - durationMs(task.duration));
    node.end = Math.max(node.start, instantOr(task.endedAt, instantOr(task.dueAt, node.start + durationMs(task.duration))));
    node.plannedEnd = instantOr(task.dueAt, -NOT_YET);
  }
  for (const one of own.milestonesOf.get(owner) ?? []) {
    const node = builder.add(parent, {
      id: one.number, kind: "milestone", mark: "point", name: one.name, number: one.number, family: "milestone", state: one.state, reason: one.note, site,
    });
    node.start = milestoneInstant(one) ?? NOT_YET;
    node.end = milestoneInstant(one) ?? -NOT_YET;
    node.plannedStart = instantOr(one.dueAt, NOT_YET);
    node.plannedEnd = instantOr(one.dueAt, -NOT_YET);
  }
}
