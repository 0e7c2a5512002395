// What the bell holds: the newest first, more on demand; each line leads to what it is about.
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "react-router";
import { api } from "@/api/fetching";
import type { Schemas } from "@/api/types";
import { t } from "@/i18n/t";
import { ErrorNotice, Pausing } from "@/parts/Notices";
import { When } from "@/parts/When";
import { tellError } from "./toasts";

type Inbox = Schemas["InboxBody"];
type Entry = Schemas["InboxEntryBody"];

export default function BellPanel({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const inbox = useInfiniteQuery({
    queryKey: ["inbox", "pages"], initialPageParam: "",
    queryFn: ({ pageParam, signal }) => api.get<Inbox>("/api/inbox", pageParam ? { after: pageParam } : undefined, signal),
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const unread = inbox.data?.pages[0]?.unread ?? 0;
  const entries = inbox.data?.pages.flatMap((page) => page.items) ?? [];
  function mark(body: { entry?: number; upTo?: number }) {
    api.post<Inbox>("/api/inbox/read", body).then(() => client.invalidateQueries({ queryKey: ["inbox"] })).catch(tellError);
  }
  return (
    <>
      <div className="bell__head">
        <h2>{t("bell.title")}</h2>
        {unread > 0 && entries[0] && <button type="button" className="linkish" onClick={() => mark({ upTo: entries[0]!.id })}>{t("bell.allRead")}</button>}
      </div>
      {inbox.isPending ? <Pausing label={t("loading")} /> : inbox.error ? <ErrorNotice error={inbox.error} retry={() => void inbox.refetch()} />
      : entries.length === 0 ? <p className="muted">{t("bell.empty")}</p> : (
        <ul>{entries.map((entry) => <Line key={entry.id} entry={entry} onRead={() => { if (!entry.readAt) mark({ entry: entry.id }); onClose(); }} />)}</ul>
      )}
      {inbox.hasNextPage && <button type="button" className="linkish" disabled={inbox.isFetchingNextPage} onClick={() => void inbox.fetchNextPage()}>{t("bell.more")}</button>}
      <p className="bell__foot"><Link to="/profile">{t("bell.settings")}</Link></p>
    </>
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
