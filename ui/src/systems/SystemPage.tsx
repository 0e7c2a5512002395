// One domain system: its state and limits, hold and release, and which orders a hold will make late.
import { useQueryClient } from "@tanstack/react-query";
import { NumberInput, TextInput } from "@carbon/react";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { api } from "@/api/fetching";
import { tell } from "@/app/toasts";
import { number, t, tn } from "@/i18n/t";
import { Dialog } from "@/parts/Dialog";
import { KeyValue } from "@/parts/KeyValue";
import { ErrorNotice, Pausing } from "@/parts/Notices";
import { PageHeader } from "@/parts/PageHeader";
import { VerbButtons } from "@/parts/VerbButtons";
import { When } from "@/parts/When";
import { inMinutes, readRate, useForecast, useSystem, type Forecast, type System } from "./data";
import "@/notifications/notifications.scss";
import { LimitsDialog } from "./LimitsDialog";
import { limitsText } from "./SystemsPage";
import { SystemState } from "./SystemState";

const PATH = [{ to: "/systems", label: t("nav.systems") }];
type Open = "hold" | "release" | "limits" | null;

export default function SystemPage() {
  const { name = "" } = useParams();
  const system = useSystem(name);
  if (system.error && !system.data) return <><PageHeader title={name} path={PATH} /><ErrorNotice error={system.error} retry={() => void system.refetch()} /></>;
  if (!system.data) return <Pausing label={t("loading")} />;
  return <Record key={name} system={system.data} />;
}

function Record({ system }: { system: System }) {
  const [open, setOpen] = useState<Open>(null);
  const { name, held } = system;
  const shut = () => setOpen(null);
  return (
    <>
      <PageHeader title={name} path={PATH} tags={<SystemState system={system} />} />
      {held && <p className="banner banner--quote" role="status">{t("system.heldText", { reason: system.heldReason ?? "", name: system.heldBy ?? "" })}</p>}
      <VerbButtons verbs={system.verbs.map((verb) => (verb === "hold" ? "holdCalls" : verb))} buttons={[
        { verb: "release", onClick: () => setOpen("release") },
        { verb: "holdCalls", kind: "danger--tertiary", onClick: () => setOpen("hold") },
        { verb: "limits", kind: "tertiary", onClick: () => setOpen("limits") },
      ]} />
      <div className="columns record">
        <section>
          <h2>{t("system.now")}</h2>
          <KeyValue facts={[
            [t("system.deferred"), number(system.deferred)], [t("system.waiting"), number(system.waiting)], [t("system.unknown"), number(system.unknown)],
            ...(held ? [[t("system.since"), <When key="s" at={system.heldAt} />], [t("system.until"), <When key="u" at={system.heldUntil} />]] as [string, React.ReactNode][] : []),
            ...(system.openedUntil ? [[t("system.openedUntil"), <When key="o" at={system.openedUntil} />]] as [string, React.ReactNode][] : []),
            ...(system.releasedUntil ? [[t("system.releasedUntil"), <span key="r"><When at={system.releasedUntil} /> {system.releaseRate !== null && t("system.rateText", { n: system.releaseRate })}</span>]] as [string, React.ReactNode][] : []),
          ]} />
        </section>
        <section>
          <h2>{t("system.limits")}</h2>
          <KeyValue facts={[
            [t("system.limits"), limitsText(system.rate, system.concurrency)],
            [t("system.circuit"), t("system.circuitText", { n: system.failuresToOpen, seconds: system.openForSeconds })],
            [t("system.callbacks"), system.takesCallbacks ? t("yes") : t("no")],
            [t("system.retry"), Object.keys(system.retry).join(", ")],
          ]} />
        </section>
        {held && <ForecastPanel system={system} />}
      </div>
      {open === "hold" && <HoldDialog name={name} onClose={shut} />}
      {open === "release" && <ReleaseDialog system={system} onClose={shut} />}
      {open === "limits" && <LimitsDialog system={system} onClose={shut} />}
    </>
  );
}

function useRefresh(name: string) {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ["domainSystems"] }).then(() => client.invalidateQueries({ queryKey: ["domainSystems", name] }));
}

function HoldDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const refresh = useRefresh(name);
  const [reason, setReason] = useState("");
  const [minutes, setMinutes] = useState("");
  const [tried, setTried] = useState(false);
  const badMinutes = minutes.trim() !== "" && !(Number(minutes) > 0);
  return (
    <Dialog title={t("system.hold", { name })} lead={<p>{t("system.holdLead")}</p>} doText={t("verb.holdCalls")} danger onClose={onClose}
      onDo={async () => {
        setTried(true);
        if (!reason.trim()) return t("system.reasonMissing");
        if (badMinutes) return t("system.minutesWrong");
        const until = minutes.trim() ? inMinutes(Number(minutes), Date.now()) : null;
        await api.post(`/api/domainSystems/${encodeURIComponent(name)}/hold`, { reason: reason.trim(), until });
        tell({ kind: "success", title: t("system.heldNow", { name }) });
        await refresh();
      }}>
      <TextInput id="hold-reason" labelText={t("reason.note")} value={reason} invalid={tried && !reason.trim()} invalidText={t("system.reasonMissing")}
        onChange={(event) => setReason(event.target.value)} />
      <TextInput id="hold-minutes" labelText={t("system.backIn")} helperText={t("system.backInHelp")} inputMode="numeric" value={minutes} invalid={badMinutes}
        invalidText={t("system.minutesWrong")} onChange={(event) => setMinutes(event.target.value)} />
    </Dialog>
  );
}

function ReleaseDialog({ system, onClose }: { system: System; onClose: () => void }) {
  const { name } = system;
  const refresh = useRefresh(name);
  const [text, setText] = useState("5");
  const rate = readRate(text);
  const forecast = useForecast(name, { rate: rate ?? 1, until: inMinutes(0, Date.now()) }, rate !== null);
  return (
    <Dialog title={t("system.release", { name })} lead={<p>{tn("system.releaseLead", system.deferred)}</p>} doText={t("verb.release")} onClose={onClose}
      onDo={async () => {
        if (rate === null) return t("system.rateWrong");
        const { calls } = await api.post<{ calls: number }>(`/api/domainSystems/${encodeURIComponent(name)}/release`, { rate });
        tell({ kind: "success", title: t("system.released", { name }), text: tn("system.releasedText", calls, { rate }) });
        await refresh();
      }}>
      <TextInput id="release-rate" labelText={t("system.rate")} inputMode="decimal" value={text} invalid={rate === null} invalidText={t("system.rateWrong")}
        onChange={(event) => setText(event.target.value)} />
      {forecast.data && <p role="status">{sumOf(forecast.data)}</p>}
    </Dialog>
  );
}

/** In one sentence: how many calls, until when, and how many orders will be late. */
function sumOf(found: Forecast) {
  return (
    <>
      {tn("forecast.calls", found.calls)}{found.lastAt && <> {t("forecast.lastAt")} <When at={found.lastAt} /></>}.{" "}
      {tn("forecast.late", found.breaches, { all: number(found.orders), outage: number(found.byOutage) })}
    </>
  );
}

function ForecastPanel({ system }: { system: System }) {
  const [minutes, setMinutes] = useState(60);
  const [text, setText] = useState("5");
  const rate = readRate(text);
  const [asked] = useState(() => Date.now());
  const forecast = useForecast(system.name, { rate: rate ?? 1, until: inMinutes(minutes, asked) }, rate !== null);
  const found = forecast.data;
  return (
    <section className="record__all">
      <h2>{t("forecast.title")}</h2>
      <p className="muted">{t("forecast.lead")}</p>
      <div className="rule__fields">
        <NumberInput id="forecast-minutes" label={t("forecast.minutes")} min={0} max={100_000} value={minutes} onChange={(_, { value }) => setMinutes(Math.max(0, Number(value) || 0))} />
        <TextInput id="forecast-rate" labelText={t("system.rate")} value={text} inputMode="decimal" invalid={rate === null} invalidText={t("system.rateWrong")} onChange={(event) => setText(event.target.value)} />
      </div>
      {forecast.error && <ErrorNotice error={forecast.error} retry={() => void forecast.refetch()} />}
      {rate !== null && found && (
        <>
          <p role="status" className="forecast__sum">{sumOf(found)}</p>
          {found.late.length > 0 && (
            <div className="scroller">
              <table className="table">
                <caption className="hidden">{t("forecast.title")}</caption>
                <thead><tr>{(["serviceOrder", "forecast.due", "forecast.estimated", "forecast.end", "forecast.why"] as const).map((head) => <th key={head} scope="col">{t(head)}</th>)}</tr></thead>
                <tbody>
                  {found.late.map((one) => (
                    <tr key={one.serviceOrder}>
                      <td><Link className="nowrap" to={`/orders/${one.serviceOrder}`}>{one.serviceOrder}</Link></td>
                      <td><When at={one.dueAt} /></td><td><When at={one.endAt} /></td><td><When at={one.forecastEndAt} /></td>
                      <td>{one.byOutage ? t("forecast.byOutage") : t("forecast.anyway")}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </>
      )}
    </section>
  );
}
