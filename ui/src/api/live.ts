// Live updates: one event stream; each event makes the queries stale that show what it is about.
import type { QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { whenSignedInAgain } from "./fetching";
import { listen } from "./stream";

export interface LiveEvent {
  id?: number | string;
  kind?: string;
  serviceOrder?: string | null;
  /** What it is about: a task, a domain order, a fallout ... */
  number?: string | null;
}

export type Connection = "connecting" | "open" | "lost";
let connection: Connection = "connecting";
const watchers = new Set<() => void>();
const listeners = new Set<(events: LiveEvent[]) => void>();

function becomes(next: Connection): void {
  if (next === connection) return;
  connection = next;
  for (const watcher of watchers) watcher();
}

export function useConnection(): Connection {
  return useSyncExternalStore((watcher) => {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  }, () => connection);
}

/** Hears every batch of events; returns how to stop. */
export function onEvents(listener: (events: LiveEvent[]) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The order an event is about, as its number. */
export function orderOf(event: LiveEvent): string | null {
  return event.serviceOrder ?? null;
}

const EVERY_ORDER = ["serviceOrders", "tasks", "fallouts", "home", "needsAttention", "jeopardyAlerts", "inventory", "enrichmentTasks", "orderTasks"];
const CALM = 120;

const NONE: ReadonlySet<string> = new Set();
/** What changes nothing in an order and its items: when their states follow, events of their own say so. */
const OF_TASKS_ALONE = new Set(["TaskReady", "TaskStarted", "TaskCompleted", "TaskReleased", "TaskRetried", "TaskAssigned", "TaskNoted", "TaskAttemptFailed"]);

/** The orders of which nothing but their tasks changed; the document of a large one is not asked for anew then. */
export function onlyTasksMoved(events: readonly LiveEvent[]): Set<string> {
  const loud = new Set(events.filter((event) => !OF_TASKS_ALONE.has(event.kind ?? "")).map(orderOf));
  return new Set(events.map(orderOf).filter((order) => order !== null && !loud.has(order)) as string[]);
}

/** Query keys start with a noun; those of one order have its number second: ["plan", "ORD-000123"]. */
export function isAffected(queryKey: readonly unknown[], orders: ReadonlySet<string>, quiet: ReadonlySet<string> = NONE): boolean {
  const [noun, number] = queryKey;
  if (typeof noun !== "string" || noun === "session" || noun === "catalog") return false;
  if (typeof number === "string") {
    const order = /^[A-Z]+-(\d+)/.exec(number);
    if (order && noun === "serviceOrder" && quiet.has(`ORD-${order[1]}`)) return false;
    if (order) return orders.has(`ORD-${order[1]}`);
  }
  return EVERY_ORDER.includes(noun);
}

/** What is asked for first after an event, and alone: what somebody looks at while it changes. */
const SEEN_CHANGING = new Set(["plan"]);
const isSeen = (queryKey: readonly unknown[]) => SEEN_CHANGING.has(String(queryKey[0]));
/** After a pause the first change is shown at once; what follows closely comes together. */
const FIRST = 10;
/** How long after a refresh the next one may begin, as a multiple of what it took: a busy order keeps nobody busy all the time. */
const REST = 1;

interface Lane {
  take: (event: LiveEvent) => void;
  /** Resolves when nothing is being asked for. */
  settled: () => Promise<void>;
  stop: () => void;
}

/** One refresh at a time: what arrives meanwhile starts the next, so no answer is older than the last event. */
function lane(refresh: (events: LiveEvent[]) => Promise<void>, first: number): Lane {
  let waiting: LiveEvent[] = [];
  let timer = 0;
  let running: Promise<void> | null = null;
  let calmUntil = 0;
  const plan = () => {
    if (!timer && !running && waiting.length > 0) timer = window.setTimeout(flush, Math.max(first, calmUntil - performance.now()));
  };
  const flush = () => {
    timer = 0;
    const events = waiting;
    waiting = [];
    const began = performance.now();
    running = refresh(events).catch(() => undefined).then(() => {
      running = null;
      calmUntil = performance.now() + Math.max(CALM, Math.min(1_000, REST * (performance.now() - began)));
      plan();
    });
  };
  return {
    take: (event) => {
      waiting.push(event);
      plan();
    },
    settled: () => running ?? Promise.resolve(),
    stop: () => clearTimeout(timer),
  };
}

export function startLive(client: QueryClient): () => void {
  let was: "never" | "open" | "lost" = "never";
  const refresh = (events: LiveEvent[], wanted: (queryKey: readonly unknown[]) => boolean) => {
    const orders = new Set(events.map(orderOf).filter((one) => one !== null));
    const quiet = onlyTasksMoved(events);
    return client.invalidateQueries({ predicate: ({ queryKey }) => wanted(queryKey) && isAffected(queryKey, orders, quiet) });
  };
  const seen = lane((events) => refresh(events, isSeen), FIRST);
  const others = lane(async (events) => {
    for (const listener of listeners) listener(events);
    await seen.settled();
    await refresh(events, (queryKey) => !isSeen(queryKey));
  }, CALM);
  let open = false;
  const follow = () => listen("/api/events/stream", {
    onOpen: () => {
      if (was === "lost") void client.invalidateQueries();
      was = "open";
      open = true;
      becomes("open");
    },
    onMessage: ({ data }) => {
      let event: LiveEvent;
      try {
        event = JSON.parse(data) as LiveEvent;
      } catch {
        return;
      }
      seen.take(event);
      others.take(event);
    },
    onLost: (status) => {
      open = false;
      // without the right to listen, or with the session over, nothing is lost: pages ask now and then
      if (status === 401 || status === 403) return;
      was = "lost";
      becomes("lost");
    },
  });
  let stop = follow();
  // a stream that ended with the session is not asked for again by itself
  const stopReturns = whenSignedInAgain(() => {
    stop();
    was = "lost";
    stop = follow();
  });
  // the way without a stream (a proxy that swallows it): ask now and then
  const poll = window.setInterval(() => {
    if (!open && document.visibilityState === "visible") {
      void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "session" });
    }
  }, 10_000);
  return () => {
    stop();
    stopReturns();
    clearInterval(poll);
    seen.stop();
    others.stop();
  };
}
