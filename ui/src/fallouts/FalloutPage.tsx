// One fallout: what failed and where, what was exchanged, what is done about it.
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState, type ReactNode } from "react";
import { Link, useParams } from "react-router";
import { AgreementClocks } from "@/attention/AgreementClocks";
import type { Experience, FalloutDetail } from "@/api/types";
import { useShortcuts } from "@/app/shortcuts";
import { tellError } from "@/app/toasts";
import { t, tn } from "@/i18n/t";
import { ActivityStream, kindText } from "@/parts/ActivityStream";
import { FilesPanel } from "@/parts/FilesPanel";
import { KeyValue } from "@/parts/KeyValue";
import { ErrorNotice, Pausing } from "@/parts/Notices";
import { NotesPanel } from "@/parts/NotesPanel";
import { PageHeader } from "@/parts/PageHeader";
import { StateTag } from "@/parts/StateTag";
import { When } from "@/parts/When";
import { useTask } from "@/tasks/actions";
import type { VerbKeys } from "@/tasks/TaskVerbs";
import { useFallout, useFalloutCall } from "./calls";
import { categoryText } from "./categories";
import { Exchange } from "./Exchange";
import { FalloutVerbs } from "./FalloutVerbs";
import { Runbook } from "./Runbook";
import { Similar } from "./Similar";
import { Told } from "./Told";
import { TypeSuggestions } from "./TypeSuggestions";
import { Watchers } from "./Watchers";
import { outcomeText, resolutionText } from "./words";

const PATH = [{ to: "/fallouts?open=true", label: t("nav.fallouts") }];

export default function FalloutPage() {
  const { number = "" } = useParams();
  const detail = useFallout(number);
  if (detail.error && !detail.data) {
    return <><PageHeader title={number} path={PATH} /><ErrorNotice error={detail.error} retry={() => void detail.refetch()} /></>;
  }
  if (!detail.data) return <Pausing label={t("loading")} />;
  return <Record key={number} detail={detail.data} />;
}

function Record({ detail }: { detail: FalloutDetail }) {
  const { fallout, exchange, notes, history, verbs, applied } = detail;
  const call = useFalloutCall(detail);
  const client = useQueryClient();
  const task = useTask(fallout.task);
  const buttons = useRef<VerbKeys>(null);
  const [busy, setBusy] = useState(false);
  async function apply(best: Experience): Promise<void> {
    setBusy(true);
    try {
      await call("resolve", { resolution: best.resolution, values: best.values, note: t("runbook.title"), resolutionCode: best.resolutionCode });
    } catch (error) {
      tellError(error);
    } finally {
      setBusy(false);
    }
  }
  const reclassify = (falloutType: string) => {
    setBusy(true);
    call("reclassify", { falloutType }).catch(tellError).finally(() => setBusy(false));
  };
  const press = (key: string) => () => void buttons.current?.press(key);
  useShortcuts({ r: press("r"), t: press("t"), a: press("a"), c: press("c"), s: press("s") });
  return (
    <>
      <PageHeader title={t("fallout.title", { type: fallout.falloutTypeName, name: fallout.taskName })} number={fallout.number} path={PATH}
        tags={<StateTag family="fallout" state={fallout.state} />}
        actions={<Link to={`/orders/${fallout.serviceOrder}/plan?sel=${fallout.task}&panel=1`}>{t("task.inPlan")}</Link>} />
      <Told detail={detail} />
      {fallout.state === "resolving" && <p className="banner banner--quote" role="status">{t("fallout.verifying")}</p>}
      {fallout.outcome && ["open", "inProgress", "awaitingInformation"].includes(fallout.state)
        && <p className="warn" role="status">{tn(fallout.outcome === "stillFailing" ? "fallout.stillFailing" : "fallout.failingDifferently", fallout.failedAgain)}</p>}
      <AgreementClocks of={fallout.number} />
      <FalloutVerbs detail={detail} keys={buttons} />
      <Watchers fallout={fallout.number} />
      {fallout.othersOpen > 0 && <p className="warn">{tn("fallout.othersOpen", fallout.othersOpen)}</p>}
      <div className="columns record">
        <section>
          <h2>{t("fallout.where")}</h2>
          <KeyValue facts={[
            [t("task"), <span key="t"><StateTag family="task" state={fallout.taskState} /> <Link to={`/tasks/${fallout.task}`}>{fallout.taskName}</Link> <span className="muted nowrap">{fallout.task}</span></span>],
            [t("fallout.taskWith"), task.data ? [task.data.task.assignee, task.data.task.assignmentGroup].filter(Boolean).join(", ") || t("task.nobody") : null],
            [t("domainOrder"), <span key="d"><Link to={`/domainOrders/${fallout.domainOrder}`}>{fallout.domainOrderName}</Link> <span className="muted nowrap">{fallout.domainOrder}</span></span>],
            [t("item"), <Link key="i" to={`/orders/${fallout.serviceOrder}?item=${fallout.item.split("-").at(-1)}&tab=items`}>{fallout.itemId} <span className="nowrap">{fallout.item}</span></Link>],
            [t("serviceOrder"), <Link key="o" to={`/orders/${fallout.serviceOrder}`}>{fallout.serviceOrder}</Link>],
            [t("customer"), fallout.customerName],
          ]} />
        </section>
        <section>
          <h2>{t("task.facts")}</h2>
          <KeyValue facts={[
            [t("fallout.type"), fallout.falloutTypeName], [t("category"), categoryText(fallout) || t("category.unsaid")], [t("fallout.cause"), kindText(fallout.cause)],
            [t("fallout.failure"), <Link key="s" to={`/fallouts?signature=${encodeURIComponent(fallout.signature)}`}>{t("fallout.alike")}</Link>],
            [t("priority"), String(fallout.priority)], [t("task.group"), fallout.assignmentGroup],
            [t("task.assignee"), fallout.assignee ?? t("task.nobody")],
            [t("fallout.raisedAt"), <span key="r"><When at={fallout.raisedAt} /> {t("by", { name: fallout.raisedBy })}</span>],
            ...(fallout.resolvedAt ? [
              [t("fallout.resolution"), resolutionText(fallout.resolution)], [t("resolve.code"), fallout.resolutionCode],
              [t("reason.note"), fallout.resolutionNote],
              [t("fallout.resolvedAt"), <span key="e"><When at={fallout.resolvedAt} /> {t("by", { name: fallout.resolvedBy ?? "" })}</span>],
              [t("fallout.closedAt"), <When key="l" at={fallout.closedAt} />],
            ] as [string, ReactNode][] : []),
          ]} />
          {verbs.includes("reclassify") && <TypeSuggestions text={fallout.message} chosen={fallout.falloutType} busy={busy} onTake={reclassify} />}
        </section>
        {applied.length > 0 && (
          <section className="record__all">
            <h2>{t("fallout.applied")}</h2>
            <KeyValue facts={applied.toReversed().map((each) => [
              `${each.attempt}. ${resolutionText(each.resolution)}`,
              <span key={each.attempt}><strong>{outcomeText(each.outcome)}</strong> <When at={each.endedAt ?? each.appliedAt} /> {t("by", { name: each.appliedBy })}{each.note ? `: ${each.note}` : ""}</span>,
            ])} />
          </section>
        )}
        <Runbook path={`/api/fallouts/${fallout.number}`} linked busy={busy} onApply={verbs.includes("resolve") ? (best) => void apply(best) : undefined} />
        <Similar fallout={fallout} />
        <section className="record__all">
          <h2>{t("exchange")}</h2>
          <Exchange exchange={exchange} />
        </section>
        <section>
          <h2>{t("order.notes")}</h2>
          <NotesPanel notes={notes} order={fallout.serviceOrder} onChanged={() => client.invalidateQueries({ queryKey: ["fallout", fallout.number] })} names="fallout:read" onAdd={verbs.includes("note") ? (text) => call("note", { text }) : undefined} />
        </section>
        <section>
          <h2>{t("files")}</h2>
          <FilesPanel record={fallout.number} />
        </section>
        <section>
          <h2>{t("order.activity")}</h2>
          <ActivityStream entries={history.filter((entry) => entry.kind !== "FalloutNoted").toReversed()} />
        </section>
      </div>
    </>
  );
}
