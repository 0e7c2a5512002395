// One enrichment task: what is asked for, about which item, and what was found out.
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { api } from "@/api/fetching";
import { t } from "@/i18n/t";
import { valueText } from "@/parts/CharacteristicTable";
import { KeyValue } from "@/parts/KeyValue";
import { ErrorNotice, Pausing } from "@/parts/Notices";
import { PageHeader } from "@/parts/PageHeader";
import { StateTag } from "@/parts/StateTag";
import { When } from "@/parts/When";
import type { EnrichmentTask } from "./data";
import { EnrichmentVerbs } from "./EnrichmentVerbs";

export default function EnrichmentTaskPage() {
  const { number = "" } = useParams();
  const found = useQuery({
    queryKey: ["enrichmentTask", number],
    queryFn: ({ signal }) => api.get<EnrichmentTask>(`/api/enrichmentTasks/${number}`, undefined, signal),
  });
  const path = [{ to: "/enrichment", label: t("nav.enrichment") }];
  if (found.error && !found.data) return <><PageHeader title={number} path={path} /><ErrorNotice error={found.error} retry={() => void found.refetch()} /></>;
  if (!found.data) return <Pausing label={t("loading")} />;
  const task = found.data;
  const [policy = "", version] = task.policy.split("@");
  return (
    <>
      <PageHeader title={task.name} number={task.number} path={path} tags={<StateTag family="enrichment" state={task.state} reason={task.stateReason} />}>
        {task.description && <p className="muted">{task.description}</p>}
      </PageHeader>
      <EnrichmentVerbs task={task} />
      {task.stateReason && <p className="callout callout--warning">{task.stateReason}</p>}
      <div className="columns">
        <section>
          <h2>{t("inventory.facts")}</h2>
          <KeyValue facts={[
            [t("serviceOrder"), <Link key="o" to={`/orders/${task.serviceOrder}`}>{task.serviceOrder}</Link>],
            [t("item"), <Link key="i" to={`/orders/${task.serviceOrder}?tab=items`}>{task.itemId}</Link>],
            [t("enrichment.policy"), <Link key="p" to={`/catalog/parts/enrichmentPolicies/${encodeURIComponent(policy)}`}>{policy}{version && ` ${t("version", { n: version })}`}</Link>],
            [t("priority"), task.priority],
            [t("task.group"), task.assignmentGroup],
            [t("task.assignee"), task.assignee],
            [t("catalog.after"), task.after.join(", ")],
            [t("enrichment.since"), <When key="c" at={task.createdAt} />],
            [t("enrichment.ended"), task.endedAt && <><When at={task.endedAt} /> {task.endedBy && t("by", { name: task.endedBy })}</>],
          ]} />
        </section>
        <section>
          <h2>{t("enrichment.data")}</h2>
          {task.data.length === 0 ? <p className="muted">{t("enrichment.noData")}</p> : (
            <table className="plain">
              <caption className="hidden">{t("enrichment.data")}</caption>
              <thead><tr><th scope="col">{t("characteristic")}</th><th scope="col">{t("value")}</th><th scope="col">{t("catalog.needed")}</th></tr></thead>
              <tbody>
                {task.data.map((one) => (
                  <tr key={one.characteristic}><th scope="row">{one.characteristic}</th><td>{valueText(one.value)}</td><td>{t(one.mandatory ? "yes" : "no")}</td></tr>
                ))}
              </tbody>
            </table>
          )}
        </section>
      </div>
    </>
  );
}
