// What waits for a task, directly or through others.
import type { Plan, Task } from "@/api/types";
import { ENDED } from "@/states";

/** Every task after this one that has not ended, in the order of the plan. */
export function downstream(plan: Pick<Plan, "tasks" | "dependencies">, task: string): Task[] {
  const after = new Map<string, string[]>();
  for (const [before, next] of plan.dependencies) after.set(before, [...(after.get(before) ?? []), next]);
  const found = new Set<string>();
  const waiting = [task];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const next of after.get(at) ?? []) {
      if (found.has(next)) continue;
      found.add(next);
      waiting.push(next);
    }
  }
  return plan.tasks.filter((one) => found.has(one.number) && !ENDED.has(one.state));
}
