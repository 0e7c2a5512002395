// The enrichment of one order, on its page: the tasks, and holding or resuming all of them.
import { Button } from "@carbon/react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { api } from "@/api/fetching";
import type { Page, ServiceOrderDetail } from "@/api/types";
import { tellError } from "@/app/toasts";
import { t } from "@/i18n/t";
import { place } from "@/orders/data";
import { ReasonDialog } from "@/parts/ReasonDialog";
import { StateTag } from "@/parts/StateTag";
import { When } from "@/parts/When";
import type { EnrichmentTask } from "./data";

export const useEnrichmentOf = (number: string) => useQuery({
  queryKey: ["enrichmentOf", number],
  queryFn: ({ signal }) => api.get<Page<EnrichmentTask>>(`/api/serviceOrders/${number}/enrichmentTasks`, undefined, signal),
});

export function OrderEnrichment({ detail }: { detail: ServiceOrderDetail }) {
  const { number } = detail.serviceOrder;
  const client = useQueryClient();
  const found = useEnrichmentOf(number);
  const [holding, setHolding] = useState(false);
  const tasks = found.data?.items ?? [];
  const send = async (verb: "hold" | "resume", body = {}) => {
    place(client, await api.post<ServiceOrderDetail>(`/api/serviceOrders/${number}/enrichment/${verb}`, body));
    void client.invalidateQueries({ queryKey: ["enrichmentOf", number] });
  };
  const open = tasks.filter((task) => task.endedAt === null);
  return (
    <>
      <p className="muted">{t(open.length > 0 ? "enrichment.orderWaits" : "enrichment.orderDone")}</p>
      <div className="verbs">
        {detail.verbs.includes("resumeEnrichment") && open.some((task) => task.state === "held") && (
          <Button size="sm" onClick={() => { send("resume").catch(tellError); }}>{t("verb.resumeEnrichment")}</Button>
        )}
        {detail.verbs.includes("holdEnrichment") && open.some((task) => task.state !== "held") && (
          <Button size="sm" kind="tertiary" onClick={() => setHolding(true)}>{t("verb.holdEnrichment")}</Button>
        )}
      </div>
      <ul className="lines">
        {tasks.map((task) => (
          <li key={task.number}>
            <StateTag family="enrichment" state={task.state} reason={task.stateReason} />
            <span className="lines__main"><Link to={`/enrichment/${task.number}`}>{task.name}</Link>{task.stateReason && <span className="muted"> {task.stateReason}</span>}</span>
            <span className="muted">{t("item")} {task.itemId}</span>
            <span className="muted">{task.assignee ?? task.assignmentGroup ?? t("task.nobody")}</span>
            <When at={task.endedAt ?? task.startedAt ?? task.createdAt} relative />
          </li>
        ))}
      </ul>
      {holding && (
        <ReasonDialog title={t("enrichment.holdAll", { number })} lead={t("enrichment.holdLead")} noteLabel={`${t("enrichment.why")} *`} doText={t("verb.hold")} danger
          onClose={() => setHolding(false)} onDo={({ note }) => send("hold", { reason: note })} />
      )}
    </>
  );
}
