// Plans for the tests: small ones spelled out, large ones made by rule.
import type { Plan, PlanOrder, Task } from "@/api/types";

export const CREATED = "2026-11-23T08:00:00Z";

export function task(n: number, part: Partial<Task> = {}): Task {
  return {
    number: `TASK-000001-${n}`, serviceOrder: "ORD-000001", domainOrder: "SO-000001-1", key: `t${n}`, name: `Task ${n}`, kind: "manual",
    state: "waiting", stateReason: null, version: 1, openPredecessors: 0, priority: 3, executor: "person", assignmentGroup: null, assignee: null,
    duration: "PT1H", attempts: 0, readyAt: null, startedAt: null, endedAt: null, ...part,
  };
}

export function domainOrder(n: number, part: Partial<PlanOrder> = {}): PlanOrder {
  return {
    number: `SO-000001-${n}`, serviceOrder: "ORD-000001", item: "ORDL-000001-1", parent: null, kind: "cfs", action: "add", state: "inProgress",
    stateReason: null, name: `Domain order ${n}`, specification: "spec", specificationVersion: 1, place: null, planSpecification: null, startedAt: null, endedAt: null, totalTasks: 0, doneTasks: 0, ...part,
  };
}

export function plan(domainOrders: PlanOrder[], tasks: Task[], dependencies: [number, number][]): Plan {
  return {
    serviceOrder: "ORD-000001", version: 1, catalogRevision: 1, createdAt: CREATED, cursor: "1-0", fallouts: [], domainOrders, tasks,
    dependencies: dependencies.map(([a, b]) => [`TASK-000001-${a}`, `TASK-000001-${b}`]),
  };
}

/** `items` items on `sites` sites, each with 5 domain orders in a row of 5 tasks each. */
export function largePlan(items: number, sites: number): Plan {
  const [orders, tasks, dependencies]: [PlanOrder[], Task[], [number, number][]] = [[], [], []];
  for (let item = 1; item <= items; item++) {
    for (let part = 0; part < 5; part++) {
      const n = orders.length + 1;
      const top = `SO-000001-${n - part}`;
      orders.push(domainOrder(n, {
        item: `ORDL-000001-${item}`, parent: part === 0 ? null : top, place: { name: `Site ${item % sites}` }, name: `Part ${part} of ${item}`,
      }));
      for (let step = 0; step < 5; step++) {
        const t = tasks.length + 1;
        const state = ["completed", "ready", "held", "waiting"][(item + step) % 4];
        tasks.push(task(t, { domainOrder: `SO-000001-${n}`, state, assignmentGroup: `group ${step}` }));
        if (step > 0) dependencies.push([t - 1, t]);
        else if (part > 0) dependencies.push([t - 5 * part, t]);
      }
    }
  }
  return plan(orders, tasks, dependencies);
}
