// What holds something up, in the server's words: predecessors, people, timers, failures, systems; each a step away.
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { api } from "@/api/fetching";
import type { Schemas } from "@/api/types";
import { t } from "@/i18n/t";
import { When } from "@/parts/When";
import "./attention.scss";

type Blocker = Schemas["Blocker"];

/** The page of what a blocker names; null when it is no record with a page. */
export function blockerPlace(subject: string): string | null {
  const pages: Record<string, string> = { TASK: "tasks", FO: "fallouts", SO: "domainOrders", RO: "domainOrders", ORD: "orders", ENR: "enrichment" };
  const page = pages[/^([A-Z]+)-\d/.exec(subject)?.[1] ?? ""];
  return page ? `/${page}/${subject}` : null;
}

export function Standstill({ of, number }: { of: "tasks" | "domainOrders" | "serviceOrders"; number: string }) {
  const why = useQuery({
    queryKey: ["why", number],
    queryFn: ({ signal }) => api.get<Schemas["Standstill"]>(`/api/${of}/${number}/why`, undefined, signal),
    retry: false,
  });
  if (!why.data || why.data.ended || why.data.blockers.length === 0) return null;
  return (
    <section className="jeopardy" aria-label={t("why.title")}>
      <h2>{t("why.title")}</h2>
      <ul>{why.data.blockers.map((one, at) => <BlockerLine key={`${one.kind} ${one.subject} ${at}`} blocker={one} of={number} />)}</ul>
      {why.data.more && <p className="muted">{t("why.moreThere")}</p>}
    </section>
  );
}

function BlockerLine({ blocker, of }: { blocker: Blocker; of: string }) {
  const place = blocker.subject === of ? null : blockerPlace(blocker.subject);
  const who = blocker.owner ?? blocker.group;
  return (
    <li>
      <p>
        {place && <><Link to={place}>{blocker.name || blocker.subject}</Link>: </>}{blocker.what}
        {who && !blocker.what.includes(who) && ` (${who})`}
        {blocker.until && <> {t("why.until")} <When at={blocker.until} /></>}
        {blocker.action && <span className="muted"> · {blocker.action}</span>}
      </p>
    </li>
  );
}
