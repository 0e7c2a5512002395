// How the times agreed for an order, item, domain order, task or fallout stand: on time, at risk, breached, paused, met.
import { useQuery } from "@tanstack/react-query";
import { api } from "@/api/fetching";
import type { Schemas } from "@/api/types";
import { durationMs, durationText } from "@/i18n/instants";
import { t, tn } from "@/i18n/t";
import { StateTag } from "@/parts/StateTag";
import { When } from "@/parts/When";
import "./attention.scss";

type Clock = Schemas["AgreementClockBody"];

const SHOWN = 4;
const SOME_SECONDS = 15_000; // clocks follow what happens a few seconds behind

/** The state of a clock as people read it: one that runs is on time, at risk or breached. */
export function standing(clock: Pick<Clock, "state" | "jeopardy" | "breachedAt">): string {
  if (clock.state !== "running") return clock.state;
  return clock.breachedAt ? "late" : clock.jeopardy ? "warned" : "running";
}

/** What is used of the time, in words. */
function used(clock: Clock): string {
  const [elapsed, all] = [durationMs(clock.elapsed), durationMs(clock.duration)];
  const values = { used: durationText(elapsed), all: durationText(all), over: durationText(elapsed - all) };
  const text = elapsed > all ? t("clock.over", values) : t("clock.used", values);
  return clock.calendar ? `${text} ${t("clock.calendar", { name: clock.calendar })}` : text;
}

export function AgreementClocks({ of }: { of: string }) {
  const clocks = useQuery({
    queryKey: ["agreementClocks", of],
    queryFn: ({ signal }) => api.get<Schemas["AgreementClocksBody"]>("/api/agreementClocks", { of }, signal),
    retry: false,
    refetchInterval: ({ state }) => (state.data?.items.some((clock) => clock.endedAt === null) ? SOME_SECONDS : false),
  });
  const items = clocks.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="clocks" aria-label={t("clock.title")}>
      <ul>
        {items.slice(0, SHOWN).map((clock) => (
          <li key={clock.agreement}>
            <StateTag family="agreementClock" state={standing(clock)} />
            <p title={clock.description || undefined}>
              <strong>{clock.kind.toUpperCase()} {clock.agreement}</strong> <span className="muted">{clock.target}</span> · {used(clock)}
              {clock.endedAt === null && clock.dueAt && !clock.breachedAt && <> · {t("clock.due")} <When at={clock.dueAt} /></>}
              {clock.breachedAt && <> · {t("clock.breached")} <When at={clock.breachedAt} /></>}
              {clock.pausedAt && <> · {clock.held ? t("clock.heldSince") : t("clock.pausedSince")} <When at={clock.pausedAt} /></>}
              {clock.resets > 0 && <> · {tn("clock.resets", clock.resets)}</>}
            </p>
          </li>
        ))}
      </ul>
      {items.length > SHOWN && <p className="muted small">{tn("clock.more", items.length - SHOWN)}</p>}
    </section>
  );
}
