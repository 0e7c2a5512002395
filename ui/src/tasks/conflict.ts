// What is different between a task as somebody saw it and as it is now.
import type { Field, TaskDetail } from "@/api/types";
import { t } from "@/i18n/t";
import { asText } from "./values";

export interface Difference {
  name: string;
  before: unknown;
  after: unknown;
}

/** What somebody typed into a field. */
export interface Typed {
  name: string;
  text: string;
}

/** Whether the form of a task still takes what is typed. */
export function takesData({ verbs }: Pick<TaskDetail, "verbs">): boolean {
  return verbs.includes("setValues") || verbs.includes("complete");
}

/** What was typed and is none of the values that the task has. */
export function unwritten(fields: Field[], texts: Record<string, string>): Typed[] {
  return fields
    .map(({ characteristic: name, value }) => ({ name, text: (texts[name] ?? "").trim(), value }))
    .filter(({ text, value }) => text !== "" && text !== asText(value).trim())
    .map(({ name, text }) => ({ name, text }));
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
