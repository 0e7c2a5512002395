// The task that the person who is signed in would get now, why that one, and a button that takes it.
import { Button } from "@carbon/react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { ApiError, api } from "@/api/fetching";
import type { Page, Schemas, Session } from "@/api/types";
import { useSession } from "@/app/session";
import { tell, tellError } from "@/app/toasts";
import { t } from "@/i18n/t";
import { besideWorklist, clockOf, comesFirst, type OrderTask } from "@/orderTasks/data";
import { Pausing } from "@/parts/Notices";
import { DueClock } from "@/tasks/DueClock";

type NextTask = Schemas["NextTaskBody"];

/** The first task of an order itself that is one's own, or free in one's groups. */
async function firstOwn(session: Session, signal: AbortSignal): Promise<OrderTask | null> {
  const asked = [{ mine: "true" }, ...(session.groups.length > 0 ? [besideWorklist("groups", session)!] : [])];
  const pages = await Promise.all(asked.map((ask) => api.get<Page<OrderTask>>("/api/orderTasks", { ...ask, state: ["ready", "inProgress"], limit: 1 }, signal)));
  const [first] = pages.flatMap((page) => page.items).sort((a, b) => (comesFirst(a, b) ? -1 : 1));
  return first ?? null;
}

export function NextForMe() {
  const navigate = useNavigate();
  const client = useQueryClient();
  const session = useSession();
  const [busy, setBusy] = useState(false);
  const next = useQuery({
    queryKey: ["home", "/api/tasks/next"], queryFn: ({ signal }) => api.get<NextTask>("/api/tasks/next", undefined, signal),
    retry: (count, error) => !(error instanceof ApiError && error.status > 0) && count < 2,
  });
  const own = useQuery({ queryKey: ["home", "/api/orderTasks/next", session.groups], queryFn: ({ signal }) => firstOwn(session, signal), retry: false }).data;
  const before = own && next.data && comesFirst(own, next.data.task ? { priority: next.data.priority, dueAt: next.data.latestStartAt } : null) ? own : null;
  const take = () => {
    setBusy(true);
    api.post<NextTask>("/api/tasks/next")
      .then((taken) => {
        // what the card showed may have gone to somebody else meanwhile: this is what one really got
        if (taken.task) void navigate(`/tasks/${taken.task}`);
        else tell({ kind: "info", title: t("nextForMe.none") });
        return client.invalidateQueries({ queryKey: ["home"] });
      })
      .catch(tellError)
      .finally(() => setBusy(false));
  };
  return (
    <section aria-label={t("nextForMe.title")}>
      <div className="home__head"><h2>{t("nextForMe.title")}</h2></div>
      {next.isPending && <Pausing label={t("loading")} />}
      {next.error && <p className="muted">{next.error.message}</p>}
      {before && (
        <>
          <p><Link to={`/orderTasks/${before.number}`}>{before.name}</Link> <span className="muted nowrap">{before.number}</span></p>
          <p className="muted">{t("orderTask.nextBecause", { order: before.serviceOrder })} <DueClock {...clockOf(before)} /></p>
        </>
      )}
      {!before && next.data && !next.data.task && <p className="muted">{t("nextForMe.none")}</p>}
      {!before && next.data?.task && (
        <>
          <p><Link to={`/tasks/${next.data.task}`}>{next.data.name}</Link> <span className="muted nowrap">{next.data.task}</span></p>
          <p className="muted">{t("nextForMe.because", { reason: next.data.reason ?? "" })}</p>
          <Button size="sm" disabled={busy} onClick={take}>{busy ? t("working") : t("nextForMe.take")}</Button>
        </>
      )}
    </section>
  );
}
