// What a fallout says: first to the agent, with the next action; what engineers need is folded away.
import type { FalloutDetail } from "@/api/types";
import { t, tn } from "@/i18n/t";
import { KeyValue } from "@/parts/KeyValue";
import { When } from "@/parts/When";

const LEVELS = { task: "told.task", domainOrder: "told.domainOrder", serviceOrder: "told.serviceOrder" } as const;

function days(n: number, against: "plan" | "promise"): string {
  const key = `told.${against}.${n > 0 ? "after" : n < 0 ? "before" : "on"}` as const;
  return tn(key, Math.abs(n));
}

export function Told({ detail }: { detail: FalloutDetail }) {
  const { told, fallout } = detail;
  const moved = told.effects.filter((each) => each.forecast);
  return (
    <section className="told" aria-label={t("told.title")}>
      <div className="banner banner--quote">
        <p><strong>{told.agent}</strong></p>
        {told.reason && <p>{told.reason}</p>}
        <p>{told.action}</p>
      </div>
      {told.faults.length > 0 && (
        <ul className="told__faults">
          {told.faults.map((fault) => (
            <li key={`${fault.item}/${fault.field}/${fault.what}`}>
              {fault.item && <>{t("item")} <code>{fault.item}</code> </>}
              {fault.field && <>{t("told.field")} <code>{fault.field}</code></>}
              {fault.what && <>: {fault.what}</>}
            </li>
          ))}
        </ul>
      )}
      {moved.length > 0 && (
        <KeyValue facts={moved.map((each) => [
          t(LEVELS[each.level as keyof typeof LEVELS]),
          <span key={each.level}>
            <When at={each.forecast} />{each.daysLater !== null && <span className="muted"> {days(each.daysLater, "plan")}</span>}
            {each.daysLate !== null && <span className={each.daysLate > 0 ? "warn" : "muted"}>, {days(each.daysLate, "promise")}</span>}
          </span>,
        ])} />
      )}
      <details className="told__engineer">
        <summary>{t("told.engineer")}</summary>
        <p>{fallout.message}</p>
        <p className="muted">{told.engineer}</p>
        <KeyValue facts={[
          [t("fallout.cause"), <code key="c">{fallout.cause}</code>], [t("told.causeClass"), <code key="k">{told.causeClass}</code>],
          [t("told.owner"), <span key="o"><code>{told.owner}</code>{told.ownerName && ` (${told.ownerName})`}</span>],
        ]} />
      </details>
    </section>
  );
}
