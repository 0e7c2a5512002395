// Every state and kind that a page shows: its word, its sign and its colour, once. Never colour alone.
// The words follow the server's lifecycles (`*/state.py`); a test compares them with the OpenAPI enums.

export type Colour = "gray" | "blue" | "cyan" | "teal" | "green" | "red" | "purple" | "magenta" | "warm-gray" | "cool-gray" | "orange";

export interface StateLook {
  label: string;
  /** One character, readable at 12 px; also drawn on the canvas. */
  sign: string;
  tag: Colour;
  /** Where it stands, for progress bars and sorting: what needs a person first. */
  rank: number;
}

export type StateFamily =
  | "serviceOrder"
  | "domainOrder"
  | "task"
  | "fallout"
  | "inventory"
  | "specification"
  | "approval"
  | "investigation"
  | "enrichment"
  | "notification"
  | "jeopardy"
  | "agreementClock"
  | "campaign"
  | "campaignRecord"
  | "flag"
  | "domainSystem"
  | "milestone"
  | "orderTask";

const waiting: Omit<StateLook, "label"> = { sign: "○", tag: "gray", rank: 5 };
const going: Omit<StateLook, "label"> = { sign: "◑", tag: "blue", rank: 3 };
const done: Omit<StateLook, "label"> = { sign: "✓", tag: "green", rank: 8 };
const asking: Omit<StateLook, "label"> = { sign: "?", tag: "purple", rank: 2 };
const blocked: Omit<StateLook, "label"> = { sign: "!", tag: "red", rank: 0 };
const gone: Omit<StateLook, "label"> = { sign: "⊘", tag: "warm-gray", rank: 9 };
const lost: Omit<StateLook, "label"> = { sign: "✕", tag: "magenta", rank: 1 };

const serviceOrder: Record<string, StateLook> = {
  draft: { label: "Draft", sign: "✎", tag: "gray", rank: 6 },
  acknowledged: { label: "Waiting for approval", sign: "◔", tag: "cyan", rank: 2 },
  rejected: { label: "Rejected", sign: "↩", tag: "magenta", rank: 1 },
  pending: { label: "Pending", ...asking },
  held: { label: "Held", ...blocked },
  inProgress: { label: "In progress", ...going },
  assessingCancellation: { label: "Assessing cancellation", sign: "?", tag: "warm-gray", rank: 2 },
  pendingCancellation: { label: "Being cancelled", sign: "↺", tag: "warm-gray", rank: 4 },
  cancelled: { label: "Cancelled", ...gone },
  completed: { label: "Completed", ...done },
  failed: { label: "Failed", ...lost },
  partial: { label: "Partial", sign: "◐", tag: "orange", rank: 1 },
};

export const STATES: Record<StateFamily, Record<string, StateLook>> = {
  serviceOrder,
  domainOrder: {
    acknowledged: { label: "Waiting", ...waiting },
    inProgress: { label: "In progress", ...going },
    pending: { label: "Pending", ...asking },
    held: { label: "Held", ...blocked },
    pendingCancellation: { label: "Being undone", sign: "↺", tag: "warm-gray", rank: 4 },
    cancelled: { label: "Cancelled", ...gone },
    failed: { label: "Failed", ...lost },
    completed: { label: "Completed", ...done },
  },
  task: {
    waiting: { label: "Waiting", ...waiting },
    ready: { label: "Ready", sign: "◔", tag: "cyan", rank: 4 },
    inProgress: { label: "In progress", ...going },
    awaitingInformation: { label: "Awaiting information", ...asking },
    held: { label: "Held", ...blocked },
    unknown: { label: "Outcome unknown", sign: "¿", tag: "orange", rank: 1 },
    completed: { label: "Completed", ...done },
    skipped: { label: "Skipped", sign: "»", tag: "teal", rank: 8 },
    cancelled: { label: "Cancelled", ...gone },
    failed: { label: "Failed", ...lost },
  },
  fallout: {
    open: { label: "Open", ...blocked },
    inProgress: { label: "In progress", ...going },
    awaitingInformation: { label: "Awaiting information", ...asking },
    resolving: { label: "Being verified", sign: "↻", tag: "blue", rank: 5 },
    resolved: { label: "Resolved", ...done },
    closed: { label: "Closed", sign: "■", tag: "gray", rank: 9 },
    cancelled: { label: "Cancelled", ...gone },
  },
  inventory: {
    reserved: { label: "Reserved", sign: "◌", tag: "cyan", rank: 4 },
    active: { label: "Active", sign: "●", tag: "green", rank: 8 },
    changePending: { label: "Change pending", sign: "↻", tag: "blue", rank: 3 },
    terminationPending: { label: "Termination pending", sign: "↺", tag: "orange", rank: 3 },
    suspended: { label: "Suspended", sign: "‖", tag: "purple", rank: 2 },
    terminated: { label: "Terminated", sign: "■", tag: "gray", rank: 9 },
    cancelled: { label: "Cancelled", ...gone },
  },
  specification: {
    draft: { label: "Draft", sign: "✎", tag: "gray", rank: 3 },
    published: { label: "Published", ...done },
    retired: { label: "Retired", sign: "‖", tag: "purple", rank: 8 },
    archived: { label: "Archived", sign: "■", tag: "gray", rank: 9 },
  },
  approval: {
    pending: { label: "Pending", sign: "◔", tag: "cyan", rank: 2 },
    approved: { label: "Approved", ...done },
    rejected: { label: "Rejected", sign: "✕", tag: "magenta", rank: 1 },
    withdrawn: { label: "Withdrawn", ...gone },
  },
  investigation: {
    open: { label: "Open", ...blocked },
    inProgress: { label: "In progress", ...going },
    resolved: { label: "Resolved", ...done },
    abandoned: { label: "Abandoned", ...gone },
  },
  enrichment: {
    waiting: { label: "Waiting", ...waiting },
    ready: { label: "Ready", sign: "◔", tag: "cyan", rank: 4 },
    inProgress: { label: "In progress", ...going },
    held: { label: "Held", ...blocked },
    completed: { label: "Completed", ...done },
    cancelled: { label: "Cancelled", ...gone },
  },
  notification: {
    waiting: { label: "Waiting", ...waiting },
    sent: { label: "Sent", ...done },
    dead: { label: "Given up", ...lost },
  },
  jeopardy: {
    critical: { label: "Critical", sign: "▲", tag: "red", rank: 0 },
    major: { label: "Major", sign: "△", tag: "orange", rank: 1 },
    minor: { label: "Minor", sign: "◁", tag: "warm-gray", rank: 2 },
  },
  agreementClock: {
    late: { label: "Breached", sign: "▲", tag: "red", rank: 0 }, // it still runs
    breached: { label: "Breached", sign: "✕", tag: "red", rank: 1 },
    warned: { label: "At risk", sign: "△", tag: "orange", rank: 2 },
    paused: { label: "Paused", sign: "‖", tag: "purple", rank: 3 },
    running: { label: "On time", sign: "◑", tag: "green", rank: 4 },
    met: { label: "Met", ...done },
    cancelled: { label: "Cancelled", ...gone },
  },
  campaign: {
    draft: { label: "Draft", sign: "✎", tag: "gray", rank: 6 },
    awaitingApproval: { label: "Waiting for approval", sign: "◔", tag: "cyan", rank: 2 },
    running: { label: "Running", ...going },
    paused: { label: "Paused", sign: "‖", tag: "purple", rank: 2 },
    stopped: { label: "Stopped", sign: "■", tag: "red", rank: 0 },
    completed: { label: "Completed", ...done },
    discarded: { label: "Discarded", ...gone },
  },
  campaignRecord: {
    stillFailing: { label: "Still failing", ...blocked },
    failingDifferently: { label: "Failing differently", ...lost },
    refused: { label: "Refused", sign: "↩", tag: "magenta", rank: 1 },
    noAnswer: { label: "No outcome", sign: "¿", tag: "orange", rank: 1 },
    trying: { label: "Trying", ...going },
    waiting: { label: "Waiting", ...waiting },
    listed: { label: "Listed", sign: "◇", tag: "cool-gray", rank: 6 },
    succeeded: { label: "Succeeded", ...done },
    overtaken: { label: "Mended by others", sign: "»", tag: "teal", rank: 8 },
    untouched: { label: "Not touched", ...gone },
    conflict: { label: "Left out", sign: "≠", tag: "warm-gray", rank: 9 },
  },
  flag: {
    held: { label: "Held", ...blocked },
    fallout: { label: "In fallout", sign: "✕", tag: "red", rank: 0 },
    jeopardy: { label: "In jeopardy", sign: "△", tag: "orange", rank: 1 },
    waitingForValue: { label: "Waits for a value", ...asking },
    proposal: { label: "Proposal to decide", sign: "±", tag: "purple", rank: 2 },
    planChanged: { label: "Joined the plan later", sign: "+", tag: "cyan", rank: 3 },
  },
  domainSystem: {
    held: { label: "On hold", ...blocked },
    broken: { label: "Circuit open", sign: "✕", tag: "magenta", rank: 1 },
    releasing: { label: "Being released", ...going },
    open: { label: "Open", ...done },
  },
  milestone: {
    open: { label: "Ahead", sign: "◇", tag: "gray", rank: 5 },
    reached: { label: "Reached", ...done },
    missed: { label: "Missed", ...lost },
  },
  orderTask: {
    waiting: { label: "Waiting", ...waiting },
    ready: { label: "Ready", sign: "◔", tag: "cyan", rank: 4 },
    inProgress: { label: "In progress", ...going },
    held: { label: "Held", ...blocked },
    completed: { label: "Completed", ...done },
    cancelled: { label: "Cancelled", ...gone },
  },
};

/** How a state looks; an unknown one is shown as it is spelled, so that nothing disappears. */
export function look(family: StateFamily, state: string): StateLook {
  return STATES[family][state] ?? { label: state, sign: "·", tag: "gray", rank: 7 };
}

/** Task states that count as done. */
export const DONE = new Set(["completed", "skipped"]);
/** Task states that end a task. */
export const ENDED = new Set(["completed", "skipped", "cancelled", "failed"]);
/** Task states in which somebody has to mend something. */
export const BROKEN = new Set(["held", "failed", "unknown"]);

export const KINDS: Record<string, { label: string; short: string }> = {
  serviceOrder: { label: "Service order", short: "ORD" },
  item: { label: "Item", short: "ITEM" },
  site: { label: "Site", short: "SITE" },
  cfs: { label: "Service order (CFS)", short: "CFS" },
  rfs: { label: "Service order (RFS)", short: "RFS" },
  resource: { label: "Resource order", short: "RES" },
  manual: { label: "Manual task", short: "MAN" },
  automated: { label: "Automated task", short: "AUTO" },
  milestone: { label: "Milestone", short: "◆" },
  wait: { label: "Wait", short: "WAIT" },
  point: { label: "Milestone for the customer", short: "◇" },
  orderTask: { label: "Task of the order itself", short: "OWN" },
  product: { label: "Product", short: "PRD" },
};

export const ACTIONS: Record<string, string> = { add: "Add", modify: "Modify", delete: "Delete", noChange: "No change" };

const LIGHT: Record<Colour, string> = {
  gray: "#8d8d8d", blue: "#0f62fe", cyan: "#1192e8", teal: "#009d9a", green: "#24a148",
  red: "#da1e28", purple: "#8a3ffc", magenta: "#9f1853", "warm-gray": "#726e6e", "cool-gray": "#697077", orange: "#ba4e00",
};
const DARK: Record<Colour, string> = {
  gray: "#6f6f6f", blue: "#4589ff", cyan: "#33b1ff", teal: "#08bdba", green: "#42be65",
  red: "#fa4d56", purple: "#a56eff", magenta: "#ff7eb6", "warm-gray": "#8f8b8b", "cool-gray": "#878d96", orange: "#ff832b",
};

/** The solid colour of a state: Gantt bars, progress strips, canvas. */
export function fill(colour: Colour, dark: boolean): string {
  return (dark ? DARK : LIGHT)[colour];
}
