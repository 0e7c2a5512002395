// The plan as it travels (columns, repeated words once, differences) and as the pages use it (tasks and domain orders).
import type { Instant, Plan, PlanFallout, PlanOrder, Task } from "./types";

export interface Words<Word = string | null> {
  words: Word[];
  at: number[];
}

export interface PlanColumns {
  serviceOrder: string;
  version: number;
  catalogRevision: number;
  createdAt: Instant;
  cursor: string;
  /** Whether this is the whole plan, or only what changed. */
  whole: boolean;
  domainOrders: {
    n: number[];
    item: number[];
    parent: (number | null)[];
    what: Words<[kind: string, name: string, specification: string, version: number, action: string, plan: string | null]>;
    state: Words;
    reason: Words;
    place: Words<unknown>;
    started: (number | null)[];
    ended: (number | null)[];
    total: number[];
    done: number[];
  };
  tasks: {
    n: number[];
    domainOrder: number[];
    what: Words<[key: string, name: string, kind: string, executor: string, seconds: number, priority: number]>;
    state: Words;
    reason: Words;
    assignmentGroup: Words;
    assignee: Words;
    version: number[];
    openPredecessors: number[];
    attempts: number[];
    ready: (number | null)[];
    started: (number | null)[];
    ended: (number | null)[];
  };
  successors: number[];
  predecessors: number[];
  fallouts: { n: number[]; task: number[]; type: Words; state: Words; priority: number[] };
}

/** The numbers of a column of differences. */
export function sums(differences: number[]): number[] {
  let last = 0;
  return differences.map((difference) => (last += difference));
}

export function word<Word>(column: Words<Word>, row: number): Word {
  return column.words[column.at[row] ?? -1] as Word;
}

/** The sum of durations as the server writes one: ISO 8601, seconds only. */
const duration = (seconds: number) => `PT${seconds}S`;

export function orderNumber(kind: string, digits: string, n: number): string {
  return `${kind === "resource" ? "RO" : "SO"}-${digits}-${n}`;
}

/** Instants of a row, each counted from the last known one before it. */
function instants(begin: number, ...seconds: (number | null | undefined)[]): (Instant | null)[] {
  let last = begin;
  return seconds.map((one) => {
    if (one === null || one === undefined) return null;
    last += one;
    return new Date(last * 1000).toISOString();
  });
}

/** What came as columns, as a plan; when only changes came, laid over the plan known before. */
export function readPlan(columns: PlanColumns, known?: Plan): Plan {
  const digits = columns.serviceOrder.slice("ORD-".length);
  const begin = Math.floor(Date.parse(columns.createdAt) / 1000);
  const base = columns.whole ? undefined : known;
  const orders = readOrders(columns, digits, begin, base);
  const kinds = new Map(orders.map((order) => [order.number.slice(order.number.lastIndexOf("-") + 1), order.number]));
  const tasks = readTasks(columns, digits, begin, kinds);
  const merged = base ? laidOver(base.tasks, tasks) : tasks;
  return {
    serviceOrder: columns.serviceOrder, version: columns.version, catalogRevision: columns.catalogRevision,
    createdAt: columns.createdAt, cursor: columns.cursor,
    domainOrders: orders, tasks: merged,
    dependencies: base ? base.dependencies : readDependencies(columns, digits),
    fallouts: readFallouts(columns, digits),
  };
}

function readOrders({ domainOrders: from, serviceOrder }: PlanColumns, digits: string, begin: number, base?: Plan): PlanOrder[] {
  const ns = sums(from.n);
  const items = sums(from.item);
  const numbers = new Map<number, string>();
  for (const order of base?.domainOrders ?? []) numbers.set(Number(order.number.slice(order.number.lastIndexOf("-") + 1)), order.number);
  for (const [i, n] of ns.entries()) numbers.set(n, orderNumber(word(from.what, i)[0], digits, n));
  const read = ns.map((n, i): PlanOrder => {
    const [kind, name, specification, specificationVersion, action, planSpecification] = word(from.what, i);
    const back = from.parent[i] ?? null;
    const [startedAt = null, endedAt = null] = instants(begin, from.started[i], from.ended[i]);
    return {
      number: numbers.get(n)!, serviceOrder, item: `ORDL-${digits}-${items[i]}`, parent: back === null ? null : numbers.get(n - back) ?? null,
      kind, action, name, specification, specificationVersion, planSpecification, state: word(from.state, i)!,
      stateReason: word(from.reason, i), place: word(from.place, i), startedAt, endedAt, totalTasks: from.total[i]!, doneTasks: from.done[i]!,
    };
  });
  return base ? laidOver(base.domainOrders, read) : read;
}

function readTasks({ tasks: from, serviceOrder }: PlanColumns, digits: string, begin: number, orders: Map<string, string>): Task[] {
  const owners = sums(from.domainOrder);
  return sums(from.n).map((n, i) => {
    const [key, name, kind, executor, seconds, priority] = word(from.what, i);
    const [readyAt = null, startedAt = null, endedAt = null] = instants(begin, from.ready[i], from.started[i], from.ended[i]);
    return {
      number: `TASK-${digits}-${n}`, serviceOrder, domainOrder: orders.get(String(owners[i])) ?? `SO-${digits}-${owners[i]}`,
      key, name, kind, executor, priority, duration: duration(seconds), state: word(from.state, i)!, stateReason: word(from.reason, i),
      assignmentGroup: word(from.assignmentGroup, i), assignee: word(from.assignee, i), version: from.version[i]!,
      openPredecessors: from.openPredecessors[i]!, attempts: from.attempts[i]!, readyAt, startedAt, endedAt,
    };
  });
}

function readDependencies({ successors, predecessors }: PlanColumns, digits: string): [string, string][] {
  return sums(successors).map((after, i) => [`TASK-${digits}-${after - predecessors[i]!}`, `TASK-${digits}-${after}`]);
}

function readFallouts({ fallouts: from }: PlanColumns, digits: string): PlanFallout[] {
  return from.n.map((n, i) => ({
    number: `FO-${digits}-${n}`, task: `TASK-${digits}-${from.task[i]}`, falloutType: word(from.type, i) ?? "", state: word(from.state, i) ?? "",
    priority: from.priority[i]!,
  }));
}

function laidOver<Thing extends { number: string }>(known: Thing[], changed: Thing[]): Thing[] {
  if (changed.length === 0) return known;
  const news = new Map(changed.map((one) => [one.number, one]));
  return known.map((one) => news.get(one.number) ?? one);
}
