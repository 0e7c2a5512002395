// Server-sent events by fetch: the server names each event after its kind, and EventSource hears only names it knows.

export interface Message {
  id: string;
  event: string;
  data: string;
}

/** Takes pieces of a stream as they come, calls back for each whole message. */
export function reader(hear: (message: Message) => void): (piece: string) => void {
  let rest = "";
  let message: Message = { id: "", event: "message", data: "" };
  let lines = 0;
  return (piece) => {
    const parts = (rest + piece).split(/\r\n|\n|\r(?!$)/);
    rest = parts.pop() ?? "";
    for (const line of parts) {
      if (line === "") {
        if (lines > 0) hear(message);
        message = { id: message.id, event: "message", data: "" };
        lines = 0;
        continue;
      }
      const colon = line.indexOf(":");
      const field = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
      if (field === "data") {
        message.data += lines > 0 ? `\n${value}` : value;
        lines += 1;
      } else if (field === "event") message.event = value;
      else if (field === "id") message.id = value;
    }
  };
}

interface Listener {
  onOpen: () => void;
  onMessage: (message: Message) => void;
  /** The line broke; it is opened again by itself. `status` is 0 when nobody answered. */
  onLost: (status: number) => void;
}

const PAUSE = 1500;
const LONGEST_PAUSE = 15_000;

/** Listens until it is stopped; comes back after a break and goes on after the last message it got. */
export function listen(url: string, listener: Listener): () => void {
  const stop = new AbortController();
  let last = "";
  let pause = PAUSE;
  let timer = 0;
  const follow = async () => {
    let status = 0;
    try {
      const response = await fetch(url, {
        credentials: "same-origin", signal: stop.signal,
        headers: { Accept: "text/event-stream", ...(last ? { "Last-Event-ID": last } : {}) },
      });
      status = response.status;
      if (!response.ok || !response.body) throw new Error(String(status));
      pause = PAUSE;
      listener.onOpen();
      const take = reader((message) => {
        last = message.id || last;
        listener.onMessage(message);
      });
      const text = new TextDecoderStream();
      const pieces = response.body.pipeThrough(text as ReadableWritablePair<string, Uint8Array>).getReader();
      for (;;) {
        // pieces come one after the other
        // oxlint-disable-next-line no-await-in-loop
        const { done, value } = await pieces.read();
        if (done) break;
        take(value);
      }
      // the server ends a stream now and then on purpose
      if (!stop.signal.aborted) timer = window.setTimeout(() => void follow(), 200);
    } catch {
      if (stop.signal.aborted) return;
      listener.onLost(status);
      // an address that the server gave no right to is not asked for again and again
      pause = Math.min(LONGEST_PAUSE, pause * 1.5);
      if (status !== 401 && status !== 403) timer = window.setTimeout(() => void follow(), pause);
    }
  };
  void follow();
  return () => {
    stop.abort();
    clearTimeout(timer);
  };
}
