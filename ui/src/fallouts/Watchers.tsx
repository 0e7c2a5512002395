// Who watches a fallout: by their own wish, or because a note named them.
import { Button } from "@carbon/react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "@/api/fetching";
import type { Schemas } from "@/api/types";
import { tellError } from "@/app/toasts";
import { t } from "@/i18n/t";

type Body = Schemas["WatchersBody"];

export function Watchers({ fallout }: { fallout: string }) {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const key = ["fallout", fallout, "watchers"];
  const found = useQuery({ queryKey: key, queryFn: ({ signal }) => api.get<Body>(`/api/fallouts/${fallout}/watchers`, undefined, signal) });
  if (!found.data) return null;
  const { watchers, watching } = found.data;
  const toggle = () => {
    setBusy(true);
    api.post<Body>(`/api/fallouts/${fallout}/${watching ? "unwatch" : "watch"}`)
      .then((saved) => client.setQueryData(key, saved)).catch(tellError).finally(() => setBusy(false));
  };
  return (
    <p className="watchers">
      <span>{watchers.length === 0 ? t("watch.nobody") : t("watch.who", { names: watchers.join(", ") })}</span>
      <Button size="sm" kind="ghost" disabled={busy} aria-pressed={watching} onClick={toggle}>{watching ? t("watch.stop") : t("watch.start")}</Button>
    </p>
  );
}
