// One failure met often: how often, which, what was done about it, and one remedy for all.
import { Button } from "@carbon/react";
import { useState } from "react";
import { Link, useParams } from "react-router";
import type { FalloutGroupDetail } from "@/api/types";
import { number, t, tn } from "@/i18n/t";
import { kindText } from "@/parts/ActivityStream";
import { KeyValue } from "@/parts/KeyValue";
import { ErrorNotice, Pausing } from "@/parts/Notices";
import { PageHeader } from "@/parts/PageHeader";
import { StateTag } from "@/parts/StateTag";
import { When } from "@/parts/When";
import { useFalloutTypes } from "@/tasks/actions";
import { CampaignDialog } from "./CampaignDialog";
import { useFalloutGroup } from "./campaigns";
import { CampaignTable } from "./CampaignTable";
import { Runbook } from "./Runbook";

const PATH = [{ to: "/fallouts?by=failure", label: t("fallout.byFailure") }];

export default function FalloutGroupPage() {
  const { number: wanted = "" } = useParams();
  const detail = useFalloutGroup(wanted);
  if (detail.error && !detail.data) {
    return <><PageHeader title={wanted} path={PATH} /><ErrorNotice error={detail.error} retry={() => void detail.refetch()} /></>;
  }
  if (!detail.data) return <Pausing label={t("loading")} />;
  return <Group key={wanted} detail={detail.data} />;
}

function Group({ detail: { group, fallouts, verbs } }: { detail: FalloutGroupDetail }) {
  const types = useFalloutTypes();
  const [drafting, setDrafting] = useState<{ resolution: string; values: Record<string, unknown> } | null>(null);
  const typeName = types.data?.items.find((one) => one.id === group.falloutType)?.name ?? group.falloutType;
  return (
    <>
      <PageHeader title={typeName} number={group.number} path={PATH} tags={<StateTag family="fallout" state={group.state} />}
        actions={verbs.includes("campaign") && <Button size="sm" onClick={() => setDrafting({ resolution: "retry", values: {} })}>{t("campaign.do")}</Button>} />
      <p className="banner banner--quote">{group.message}</p>
      <div className="columns record">
        <section>
          <h2>{t("task.facts")}</h2>
          <KeyValue facts={[
            [t("group.open"), number(group.open)], [t("group.resolved"), number(group.resolved)], [t("group.cancelled"), number(group.cancelled)],
            [t("group.total"), number(group.total)], [t("group.first"), <When key="f" at={group.firstSeenAt} />], [t("group.last"), <When key="l" at={group.lastSeenAt} />],
            [t("fallout.cause"), kindText(group.cause)], [t("group.signature"), <code key="s">{group.signature}</code>],
          ]} />
        </section>
        <section>
          <h2>{t("campaign.list")}</h2>
          <CampaignTable group={group.number} />
        </section>
        <Runbook path={`/api/falloutGroups/${group.number}`}
          onApply={verbs.includes("campaign") ? (best) => setDrafting({ resolution: best.resolution, values: best.values }) : undefined} />
        <section className="record__all">
          <h2>{tn("group.sample", fallouts.length)}</h2>
          <p><Link to={`/fallouts?signature=${encodeURIComponent(group.signature)}`}>{t("group.all")}</Link></p>
          <div className="scroller">
            <table className="plain">
              <thead><tr><th scope="col">{t("number")}</th><th scope="col">{t("state")}</th><th scope="col">{t("fallout.message")}</th><th scope="col">{t("serviceOrder")}</th><th scope="col">{t("fallout.raisedAt")}</th></tr></thead>
              <tbody>
                {fallouts.map((fallout) => (
                  <tr key={fallout.number}>
                    <th scope="row"><Link className="nowrap" to={`/fallouts/${fallout.number}`}>{fallout.number}</Link></th>
                    <td><StateTag family="fallout" state={fallout.state} /></td>
                    <td><span className="twolines">{fallout.message}</span></td>
                    <td><Link className="nowrap" to={`/orders/${fallout.serviceOrder}`}>{fallout.serviceOrder}</Link></td>
                    <td><When at={fallout.raisedAt} relative /></td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      </div>
      {drafting && <CampaignDialog group={group} sample={fallouts[0]?.number} start={drafting} onClose={() => setDrafting(null)} />}
    </>
  );
}
