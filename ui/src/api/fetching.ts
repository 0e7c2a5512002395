// The only place that talks HTTP. A refusal becomes an ApiError that carries what the server says to do.
import type { ErrorBody, Problem } from "./types";

export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly reason: string;
  readonly details: Problem[];
  /** What to do next, as the contract of the code says. */
  readonly action: string | null;

  constructor(status: number, body: Partial<ErrorBody>) {
    super(body.message || "the server did not say why; try again in a moment");
    this.name = "ApiError";
    this.status = status;
    this.code = body.code ?? "Unknown";
    this.reason = body.reason ?? "Error";
    this.details = body.details ?? [];
    this.action = body.action ?? null;
  }

  /** Somebody else changed the same thing meanwhile, or its state no longer allows this. */
  get isConflict(): boolean {
    return this.status === 409;
  }
}

type Query = Record<string, string | number | boolean | string[] | null | undefined>;

let onSignedOut: () => void = () => undefined;
/** Requests that wait for their sender to sign in again. */
let waiting: ((same: boolean) => void)[] = [];
const returns = new Set<() => void>();

/** Somebody has signed in after a session had ended. What the same person had sent is sent again; what another one had is refused. */
export function signedInAgain(same: boolean): void {
  const held = waiting;
  waiting = [];
  for (const go of held) go(same);
  for (const listener of returns) listener();
}

/** Hears when somebody has signed in again; returns how to stop. */
export function whenSignedInAgain(listener: () => void): () => void {
  returns.add(listener);
  return () => returns.delete(listener);
}

/** Names what happens when the server answers 401. */
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

export function address(path: string, query?: Query): string {
  if (!query) return path;
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === "") continue;
    for (const one of Array.isArray(value) ? value : [value]) params.append(name, String(one));
  }
  const text = params.toString();
  return text ? `${path}?${text}` : path;
}

async function send<Answer>(method: string, url: string, body?: unknown, signal?: AbortSignal, again = false): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      credentials: "same-origin",
      headers: {
        Accept: "application/json",
        // tells the server that a page of ours asks, see api/dependencies.py
        "X-Requested-With": "trunkline",
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal,
    });
  } catch (failure) {
    if (signal?.aborted) throw failure;
    throw new ApiError(0, {
      code: "Unreachable",
      reason: "No connection",
      message: "the server cannot be reached: check the connection, nothing was changed",
    });
  }
  if (response.ok) return (response.status === 204 ? undefined : await response.json().catch(() => undefined)) as Answer;
  const told = (await response.json().catch(() => ({}))) as Partial<ErrorBody>;
  const error = new ApiError(response.status, told);
  if (error.status === 401 && !url.startsWith("/api/session")) {
    onSignedOut();
    // what was asked is asked again by the pages; what was to be done waits, and is done once
    if (method !== "GET" && !again && (await new Promise<boolean>((go) => waiting.push(go)))) return send(method, url, body, signal, true);
  }
  throw error;
}

export const api = {
  get: <Answer>(path: string, query?: Query, signal?: AbortSignal) =>
    send<Answer>("GET", address(path, query), undefined, signal),
  post: <Answer>(path: string, body: unknown = {}) => send<Answer>("POST", path, body),
  put: <Answer>(path: string, body: unknown) => send<Answer>("PUT", path, body),
  patch: <Answer>(path: string, body: unknown, query?: Query) => send<Answer>("PATCH", address(path, query), body),
  delete: <Answer>(path: string, query?: Query) => send<Answer>("DELETE", address(path, query)),
};
