// The story of a task in three lengths: its attempts, its states in time, every event with what was sent and answered.
import { useSearchParams } from "react-router";
import type { HistoryEntry } from "@/api/types";
import { Exchange } from "@/fallouts/Exchange";
import { spanText } from "@/i18n/instants";
import { number, t } from "@/i18n/t";
import { ActivityLine } from "@/parts/ActivityStream";
import { StateTag } from "@/parts/StateTag";
import { When } from "@/parts/When";
import { look } from "@/states";
import { attemptsOf, inOrder, phasesOf, timeByState, type Attempt } from "@/tasks/story";

const VIEWS = ["compact", "timeline", "full"] as const;
const SIGNS: Record<Attempt["outcome"], string> = { running: "◑", failed: "!", exhausted: "✕", unknown: "¿", done: "✓", "given up": "⊘" };

export function TaskStory({ history, automated }: { history: HistoryEntry[]; automated: boolean }) {
  const [params, setParams] = useSearchParams();
  const view = VIEWS.find((one) => one === params.get("story")) ?? "compact";
  if (history.length === 0) return <p className="muted">{t("activity.none")}</p>;
  return (
    <>
      <div className="segments" role="group" aria-label={t("story.views")}>
        {VIEWS.map((one) => (
          <button key={one} type="button" className={one === view ? "tool tool--on" : "tool"} aria-pressed={one === view}
            onClick={() => setParams((now) => { if (one === "compact") now.delete("story"); else now.set("story", one); return now; }, { replace: true, preventScrollReset: true })}>
            {t(`story.${one}`)}
          </button>
        ))}
      </div>
      {view === "compact" && <Compact history={history} automated={automated} />}
      {view === "timeline" && <Timeline history={history} />}
      {view === "full" && <Full history={history} />}
    </>
  );
}

function Compact({ history, automated }: { history: HistoryEntry[]; automated: boolean }) {
  const attempts = automated ? attemptsOf(history) : [];
  const sums = timeByState(phasesOf(history), Date.now());
  return (
    <>
      {sums.length > 0 && (
        <ul className="story__sums">
          {sums.map(([state, ms]) => <li key={state}><StateTag family="task" state={state} /> {spanText(ms)}</li>)}
        </ul>
      )}
      {attempts.length > 0 && (
        <ol className="story__attempts" aria-label={t("task.attempts")}>
          {attempts.map((one) => (
            <li key={`${one.round}-${one.n}`}>
              <p>
                <span className={`story__sign story__sign--${one.outcome === "done" ? "done" : one.outcome === "running" ? "running" : "failed"}`} aria-hidden="true">{SIGNS[one.outcome]}</span>
                <strong>{t("story.attempt", { n: number(one.n) })}</strong>{one.round > 0 && <span className="muted"> {t("story.round", { n: number(one.round) })}</span>}
                {" · "}{t(`story.${one.outcome}`)}{one.endedAt && <> {t("story.after", { span: spanText(Date.parse(one.endedAt) - Date.parse(one.begunAt)) })}</>}
                {" · "}<When at={one.endedAt ?? one.begunAt} relative />
              </p>
              {one.message && <p className="story__error">{one.errorClass && <code>{one.errorClass}</code>} {one.message}</p>}
              {one.exchange && <details><summary>{t("story.exchange")}</summary><Exchange exchange={one.exchange} /></details>}
            </li>
          ))}
        </ol>
      )}
      {attempts.length === 0 && automated && <p className="muted">{t("story.noAttempt")}</p>}
    </>
  );
}

function Timeline({ history }: { history: HistoryEntry[] }) {
  const now = Date.now();
  const phases = phasesOf(history);
  const spans = phases.map((one) => Math.max(0, (one.until === null ? now : Date.parse(one.until)) - Date.parse(one.from)));
  const longest = Math.max(1, ...spans);
  return (
    <ol className="story__phases">
      {phases.map((one, i) => (
        <li key={`${one.from}-${one.state}`}>
          <span className="story__from"><When at={one.from} /></span>
          <StateTag family="task" state={one.state} />
          <span className="story__bar" aria-hidden="true"><i className={`fill--${look("task", one.state).tag}`} style={{ inlineSize: `${Math.max(1, (100 * spans[i]!) / longest)}%` }} /></span>
          <span className="story__span">{one.until === one.from && i === phases.length - 1 ? "" : spanText(spans[i]!)}{one.until === null && ` ${t("story.soFar")}`}</span>
        </li>
      ))}
    </ol>
  );
}

function Full({ history }: { history: HistoryEntry[] }) {
  const entries = inOrder(history);
  return (
    <ol className="activity">
      {entries.map((entry, i) => {
        const { exchange, ...data } = entry.data;
        const since = i === 0 ? null : Date.parse(entry.at) - Date.parse(entries[i - 1]!.at);
        return (
          <li key={entry.id ?? `${entry.at}-${i}`}>
            <ActivityLine entry={{ ...entry, data }} />
            {since !== null && <p className="activity__when">{t("story.later", { span: spanText(since) })}</p>}
            {exchange !== null && exchange !== undefined && <details><summary>{t("story.exchange")}</summary><Exchange exchange={exchange as Record<string, unknown>} /></details>}
          </li>
        );
      })}
    </ol>
  );
}
