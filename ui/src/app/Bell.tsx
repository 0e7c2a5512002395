// The bell: how much of what concerns one is unread, and the newest of it; each line leads to what it is about.
import { Notification } from "@carbon/icons-react";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Link, useLocation } from "react-router";
import { api } from "@/api/fetching";
import { onEvents } from "@/api/live";
import type { Schemas } from "@/api/types";
import { number, t, tn } from "@/i18n/t";
import { ErrorNotice, Pausing } from "@/parts/Notices";
import { When } from "@/parts/When";
import { tellError } from "./toasts";

type Inbox = Schemas["InboxBody"];
type Entry = Schemas["InboxEntryBody"];

const KEY = ["inbox"];
const MOST = 99;

export function Bell() {
  const client = useQueryClient();
  const { pathname } = useLocation();
  const [open, setOpen] = useState(false);
  const whole = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const inbox = useInfiniteQuery({
    queryKey: KEY, staleTime: 60_000, initialPageParam: "",
    queryFn: ({ pageParam, signal }) => api.get<Inbox>("/api/inbox", pageParam ? { after: pageParam } : undefined, signal),
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const unread = inbox.data?.pages[0]?.unread ?? 0;
  const entries = inbox.data?.pages.flatMap((page) => page.items) ?? [];
  useEffect(() => onEvents((events) => {
    if (events.some((event) => event.kind === "InboxFilled")) void client.invalidateQueries({ queryKey: KEY });
  }), [client]);
  useEffect(() => setOpen(false), [pathname]);
  useEffect(() => {
    if (!open) return;
    const outside = (event: PointerEvent) => { if (!whole.current?.contains(event.target as Node)) setOpen(false); };
    addEventListener("pointerdown", outside);
    return () => removeEventListener("pointerdown", outside);
  }, [open]);
  function mark(body: { entry?: number; upTo?: number }) {
    api.post<Inbox>("/api/inbox/read", body).then(() => client.invalidateQueries({ queryKey: KEY })).catch(tellError);
  }
  // what is seen is a part of what is read aloud
  const count = unread > MOST ? `${MOST}+` : number(unread);
  const name = unread === 0 ? t("bell.title") : unread > MOST ? t("bell.unread.other", { n: count }) : tn("bell.unread", unread);
  return (
    // Escape closes it from wherever the focus is inside
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div ref={whole} className="bell" onKeyDown={(event) => {
      if (event.key !== "Escape" || !open) return;
      event.stopPropagation();
      setOpen(false);
      button.current?.focus();
    }}>
      <button ref={button} type="button" className="shell__icon" aria-label={name} title={name} aria-expanded={open} onClick={() => setOpen(!open)}>
        <Notification size={20} />
        {unread > 0 && <span className="bell__count" aria-hidden="true">{count}</span>}
      </button>
      <span className="hidden" role="status">{unread > 0 ? name : ""}</span>
      {open && (
        <section className="bell__panel" aria-label={t("bell.title")}>
          <div className="bell__head">
            <h2>{t("bell.title")}</h2>
            {unread > 0 && entries[0] && <button type="button" className="linkish" onClick={() => mark({ upTo: entries[0]!.id })}>{t("bell.allRead")}</button>}
          </div>
          {inbox.isPending ? <Pausing label={t("loading")} /> : inbox.error ? <ErrorNotice error={inbox.error} retry={() => void inbox.refetch()} />
          : entries.length === 0 ? <p className="muted">{t("bell.empty")}</p> : (
            <ul>{entries.map((entry) => <Line key={entry.id} entry={entry} onRead={() => { if (!entry.readAt) mark({ entry: entry.id }); setOpen(false); }} />)}</ul>
          )}
          {inbox.hasNextPage && <button type="button" className="linkish" disabled={inbox.isFetchingNextPage} onClick={() => void inbox.fetchNextPage()}>{t("bell.more")}</button>}
          <p className="bell__foot"><Link to="/profile">{t("bell.settings")}</Link></p>
        </section>
      )}
    </div>
  );
}

function Line({ entry, onRead }: { entry: Entry; onRead: () => void }) {
  return (
    <li className={entry.readAt ? "bell__line" : "bell__line bell__line--new"}>
      <Link to={entry.link} onClick={onRead}>{!entry.readAt && <span className="hidden">{t("bell.new")} </span>}{entry.subject}</Link>
      <span className="muted"><When at={entry.at} /></span>
    </li>
  );
}
