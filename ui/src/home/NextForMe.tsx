// The task that the person who is signed in would get now, why that one, and a button that takes it.
import { Button } from "@carbon/react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { ApiError, api } from "@/api/fetching";
import type { Schemas } from "@/api/types";
import { tell, tellError } from "@/app/toasts";
import { t } from "@/i18n/t";
import { Pausing } from "@/parts/Notices";

type NextTask = Schemas["NextTaskBody"];

export function NextForMe() {
  const navigate = useNavigate();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const next = useQuery({
    queryKey: ["home", "/api/tasks/next"], queryFn: ({ signal }) => api.get<NextTask>("/api/tasks/next", undefined, signal),
    retry: (count, error) => !(error instanceof ApiError && error.status > 0) && count < 2,
  });
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
      {next.data && !next.data.task && <p className="muted">{t("nextForMe.none")}</p>}
      {next.data?.task && (
        <>
          <p><Link to={`/tasks/${next.data.task}`}>{next.data.name}</Link> <span className="muted nowrap">{next.data.task}</span></p>
          <p className="muted">{t("nextForMe.because", { reason: next.data.reason ?? "" })}</p>
          <Button size="sm" disabled={busy} onClick={take}>{busy ? t("working") : t("nextForMe.take")}</Button>
        </>
      )}
    </section>
  );
}
