// One campaign: what it will touch before it starts, its waves while it runs, what became of each record.
import { useState } from "react";
import { Link, useParams } from "react-router";
import type { CampaignDetail } from "@/api/types";
import { tellError } from "@/app/toasts";
import { number, t, tn, type Key } from "@/i18n/t";
import { KeyValue } from "@/parts/KeyValue";
import { ErrorNotice, Pausing } from "@/parts/Notices";
import { PageHeader } from "@/parts/PageHeader";
import { Progress } from "@/parts/Progress";
import { ReasonDialog } from "@/parts/ReasonDialog";
import { StateTag } from "@/parts/StateTag";
import { VerbButtons } from "@/parts/VerbButtons";
import { When } from "@/parts/When";
import { look, STATES } from "@/states";
import { moves, useCampaign, useCampaignCall, useCampaignRecords } from "./campaigns";

const PATH = [{ to: "/fallouts?by=campaign", label: t("campaign.list") }];
const OPEN = ["listed", "waiting", "trying"];

export default function CampaignPage() {
  const { number: wanted = "" } = useParams();
  const detail = useCampaign(wanted);
  if (detail.error && !detail.data) {
    return <><PageHeader title={wanted} path={PATH} /><ErrorNotice error={detail.error} retry={() => void detail.refetch()} /></>;
  }
  if (!detail.data) return <Pausing label={t("loading")} />;
  return <Campaign key={wanted} detail={detail.data} />;
}

function Campaign({ detail }: { detail: CampaignDetail }) {
  const { campaign, waves, states } = detail;
  const call = useCampaignCall(campaign.number);
  const [busy, setBusy] = useState(false);
  const [stopping, setStopping] = useState(false);
  const act = (verb: string) => async () => {
    setBusy(true);
    try {
      await call(verb);
    } catch (error) {
      tellError(error);
    } finally {
      setBusy(false);
    }
  };
  const draft = campaign.state === "draft" || campaign.state === "awaitingApproval";
  return (
    <>
      <PageHeader title={campaign.title} number={campaign.number} path={PATH} tags={<StateTag family="campaign" state={campaign.state} />} />
      {campaign.stopReason && <p className="banner">{campaign.stopReason}</p>}
      {campaign.state === "awaitingApproval" && !detail.verbs.includes("approve") && <p className="warn">{t("campaign.secondPerson", { name: campaign.startedBy ?? "" })}</p>}
      <VerbButtons verbs={detail.verbs} busy={busy} buttons={[
        { verb: "start", onClick: () => void act("start")() }, { verb: "approve", onClick: () => void act("approve")() },
        { verb: "resume", onClick: () => void act("resume")() }, { verb: "pause", onClick: () => void act("pause")() },
        { verb: "stop", kind: "danger--tertiary", onClick: () => setStopping(true) }, { verb: "discard", kind: "ghost", onClick: () => void act("discard")() },
      ]} />
      {draft && <p>{campaign.needsSecondPerson ? t("campaign.willAsk", { records: number(campaign.total), conflicts: number(detail.conflicts) }) : tn("campaign.will", campaign.total, { conflicts: number(detail.conflicts) })}</p>}
      <div className="columns record">
        <section aria-live="polite">
          <h2>{t("campaign.progress")}</h2>
          <div className="scroller">
            <table className="plain">
              <thead><tr><th scope="col">{t("campaign.wave")}</th><th scope="col">{t("campaign.done")}</th><th scope="col">{t("campaign.results")}</th></tr></thead>
              <tbody>
                {waves.filter((wave) => wave.wave > 0).map((wave) => (
                  <tr key={wave.wave} aria-current={wave.wave === campaign.wave ? "step" : undefined}>
                    <th scope="row">{wave.wave < campaign.sizes.length || campaign.sizes.length === 1 ? t("campaign.canary", { n: wave.wave }) : t("campaign.rest", { n: wave.wave })}</th>
                    <td><Progress done={wave.size - OPEN.reduce((sum, state) => sum + (wave.states[state] ?? 0), 0)} total={wave.size} /></td>
                    <td>{Object.entries(wave.states).map(([state, count]) => (
                      <span key={state} className="nowrap"><StateTag family="campaignRecord" state={state} /> {number(count)} </span>
                    ))}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p className="muted">{tn("campaign.sum", campaign.total, { succeeded: number(detail.succeeded), failed: number(detail.failed) })}</p>
        </section>
        <section>
          <h2>{t("task.facts")}</h2>
          <KeyValue facts={[
            [t("fallout.resolution"), t(`campaign.${campaign.resolution}` as Key)],
            ...(Object.keys(campaign.values).length > 0 ? [[t("campaign.values"), <code key="v">{Object.entries(campaign.values).map(([name, value]) => `${name} = ${String(value)}`).join(", ")}</code>] as [string, React.ReactNode]] : []),
            ...(campaign.route ? [[t("reroute.to"), campaign.route === "usual" ? t("reroute.usual") : campaign.route] as [string, React.ReactNode]] : []),
            ...(campaign.afterwards ? [[t("rollBack.then"), t(`rollBack.${campaign.afterwards}` as Key)] as [string, React.ReactNode]] : []),
            [t("reason.note"), campaign.note],
            [t("group.title"), campaign.group && <Link key="g" to={`/fallouts/groups/${campaign.group}`}>{campaign.group}</Link>],
            [t("campaign.rate"), number(campaign.rate)], [t("campaign.limit"), `${campaign.failureLimit} %`],
            [t("campaign.expected"), t(detail.measured ? "campaign.minutes" : "campaign.minutesAssumed", { n: number(Math.max(1, Math.round(detail.expectedSeconds / 60))) })],
            [t("campaign.drafted"), <span key="d"><When at={campaign.draftedAt} /> {t("by", { name: campaign.draftedBy })}</span>],
            [t("campaign.started"), campaign.startedAt && <span key="s"><When at={campaign.startedAt} /> {t("by", { name: campaign.startedBy ?? "" })}</span>],
            [t("campaign.approved"), campaign.approvedAt && <span key="a"><When at={campaign.approvedAt} /> {t("by", { name: campaign.approvedBy ?? "" })}</span>],
            [t("campaign.ended"), campaign.endedAt && <When key="e" at={campaign.endedAt} />],
          ]} />
        </section>
        <section className="record__all">
          <h2>{t("campaign.records")}</h2>
          <Records number={campaign.number} states={states} live={moves(campaign)} />
        </section>
      </div>
      {stopping && (
        <ReasonDialog title={t("campaign.stop", { number: campaign.number })} lead={t("campaign.stopLead")} doText={t("verb.stop")} danger onClose={() => setStopping(false)}
          onDo={({ note }) => call("stop", { reason: note })} />
      )}
    </>
  );
}

function Records({ number: campaign, states, live }: { number: string; states: Record<string, number>; live: boolean }) {
  const [state, setState] = useState("");
  const records = useCampaignRecords(campaign, state, live);
  return (
    <>
      <label className="field field--inline">
        <span className="field__label">{t("state")}</span>
        <select value={state} onChange={(event) => setState(event.target.value)}>
          <option value="">{t("campaign.every")}</option>
          {Object.keys(STATES.campaignRecord).filter((one) => states[one]).map((one) => (
            <option key={one} value={one}>{`${look("campaignRecord", one).label} (${number(states[one] ?? 0)})`}</option>
          ))}
        </select>
      </label>
      {records.error && <ErrorNotice error={records.error} retry={() => void records.refetch()} />}
      {!records.data ? <Pausing label={t("loading")} /> : (
        <div className="scroller">
          <table className="plain">
            <thead><tr><th scope="col">{t("campaign.wave")}</th><th scope="col">{t("fallout.one")}</th><th scope="col">{t("serviceOrder")}</th><th scope="col">{t("state")}</th><th scope="col">{t("campaign.why")}</th></tr></thead>
            <tbody>
              {records.data.items.map((record) => (
                <tr key={record.place}>
                  <td>{record.wave || t("none")}</td>
                  <th scope="row"><Link className="nowrap" to={`/fallouts/${record.fallout}`}>{record.fallout}</Link></th>
                  <td><Link className="nowrap" to={`/orders/${record.serviceOrder}`}>{record.serviceOrder}</Link></td>
                  <td><StateTag family="campaignRecord" state={record.state} /></td>
                  <td>{record.reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {records.data?.next && <p className="muted">{t("campaign.first", { n: records.data.items.length })}</p>}
    </>
  );
}
