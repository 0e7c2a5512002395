// What of an order, or of one task of it, is in jeopardy: level, cause, who takes care, and what can be done.
import { Link } from "react-router";
import { t, tn } from "@/i18n/t";
import { StateTag } from "@/parts/StateTag";
import { AlertVerbs } from "./AlertVerbs";
import { subjectPlace, useAlerts } from "./data";
import { worstFirst } from "./worst";
import "./attention.scss";

const SHOWN = 3;

export function JeopardyNotice({ order, task }: { order: string; task?: string }) {
  const alerts = useAlerts(order, task);
  const sorted = worstFirst(alerts.data?.items ?? []);
  if (sorted.length === 0) return null;
  const more = (alerts.data?.total ?? 0) - SHOWN;
  return (
    <section className="jeopardy" aria-label={t("jeopardy.title")}>
      <ul>
        {sorted.slice(0, SHOWN).map((alert) => (
          <li key={alert.number}>
            <StateTag family="jeopardy" state={alert.level} />
            <p>
              {!task && <><Link to={subjectPlace(alert)}>{alert.subjectName ?? alert.subject}</Link>: </>}{alert.message}{" "}
              <span className="muted">·{" "}
                {alert.owner ? t("jeopardy.by", { name: alert.owner }) : t("jeopardy.nobody")}
                {alert.acknowledgedBy && ` · ${t("jeopardy.seen", { name: alert.acknowledgedBy })}${alert.note ? `: ${alert.note}` : ""}`}
              </span>
            </p>
            <AlertVerbs alert={alert} />
          </li>
        ))}
      </ul>
      {more > 0 && <Link to={`/jeopardy?order=${order}`}>{tn("jeopardy.more", more)}</Link>}
    </section>
  );
}

/** The worst level of an order as a badge that leads to its alerts. */
export function JeopardyBadge({ order }: { order: string }) {
  const alerts = useAlerts(order);
  const [worst] = worstFirst(alerts.data?.items ?? []);
  if (!worst) return null;
  return (
    <Link to={`/jeopardy?order=${order}`} className="jeopardy__badge" title={worst.message}>
      <StateTag family="jeopardy" state={worst.level} /> <span>{tn("jeopardy.count", alerts.data?.total ?? 0)}</span>
    </Link>
  );
}
