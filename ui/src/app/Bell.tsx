// The bell: how much of what concerns one is unread, and behind it what that is.
import { Notification } from "@carbon/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useLocation } from "react-router";
import { api } from "@/api/fetching";
import { onEvents } from "@/api/live";
import type { Schemas } from "@/api/types";
import { number, t, tn } from "@/i18n/t";
import { Pausing } from "@/parts/Notices";

const BellPanel = lazy(() => import("./BellPanel"));

const KEY = ["inbox"];
const MOST = 99;

export function Bell() {
  const client = useQueryClient();
  const { pathname } = useLocation();
  const [open, setOpen] = useState(false);
  const whole = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  // the count alone: what it counts is asked for when the panel is opened
  const inbox = useQuery({
    queryKey: ["inbox", "count"], staleTime: 60_000, queryFn: ({ signal }) => api.get<Schemas["InboxBody"]>("/api/inbox", { limit: 1 }, signal),
  });
  const unread = inbox.data?.unread ?? 0;
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
          <Suspense fallback={<Pausing label={t("loading")} />}><BellPanel onClose={() => setOpen(false)} /></Suspense>
        </section>
      )}
    </div>
  );
}
