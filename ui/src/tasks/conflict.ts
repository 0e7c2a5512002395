// What is different between a task as somebody saw it and as it is now.
import type { TaskDetail } from "@/api/types";
import { t } from "@/i18n/t";

export interface Difference {
  name: string;
  before: unknown;
  after: unknown;
}

const same = (one: unknown, other: unknown) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

export function differences(seen: TaskDetail, now: TaskDetail): Difference[] {
  const found: Difference[] = [
    { name: t("state"), before: seen.task.state, after: now.task.state },
    { name: t("task.group"), before: seen.task.assignmentGroup, after: now.task.assignmentGroup },
    { name: t("task.assignee"), before: seen.task.assignee, after: now.task.assignee },
    { name: t("task.reason"), before: seen.task.stateReason, after: now.task.stateReason },
  ];
  const names = new Set([...Object.keys(seen.domainOrder.characteristics), ...Object.keys(now.domainOrder.characteristics)]);
  for (const name of names) {
    found.push({ name, before: seen.domainOrder.characteristics[name]?.value, after: now.domainOrder.characteristics[name]?.value });
  }
  return found.filter(({ before, after }) => !same(before, after));
}
