// What is held, by whom, why and until when; each hold can be released on the spot.
import { Button } from "@carbon/react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { tell } from "@/app/toasts";
import { t, tn } from "@/i18n/t";
import { ReasonDialog } from "@/parts/ReasonDialog";
import { When } from "@/parts/When";
import { placeOf, refresh, releaseHold, useHolds, type Hold, type Part } from "./data";
import "./holds.scss";

const SHOWN = 5;

export function HoldNotice({ of }: { of: Part }) {
  const holds = useHolds(of);
  const items = holds.data?.items ?? [];
  if (items.length === 0) return null;
  const own = of.task ?? of.domainOrder ?? (of.item === undefined ? of.order : `${of.order}/${of.item}`);
  return (
    <section className="holds" aria-label={t("hold.title")}>
      <ul>
        {items.slice(0, SHOWN).map((hold) => <Line key={hold.number} hold={hold} order={of.order} own={hold.subject === own} />)}
      </ul>
      {items.length > SHOWN && <p className="muted">{tn("hold.more", items.length - SHOWN)}</p>}
    </section>
  );
}

function Line({ hold, order, own }: { hold: Hold; order: string; own: boolean }) {
  const client = useQueryClient();
  const [releasing, setReleasing] = useState(false);
  return (
    <li>
      <div>
        <p>
          <strong><span aria-hidden="true">❚❚</span> {t(`hold.reason.${hold.reasonCode}`)}</strong>
          {!own && <> · <Link to={placeOf(hold)}>{hold.subject}</Link></>}: {hold.note}
        </p>
        <p className="muted">
          {t("hold.by", { name: hold.placedBy })} <When at={hold.placedAt} /> · {t("hold.owner", { name: hold.owner })} ·{" "}
          {hold.expiresAt ? <>{t(hold.escalatedAt ? "hold.escalated" : `hold.at.${hold.atExpiry}`, { group: hold.escalateTo ?? "" })}{" "}
            <When at={hold.escalatedAt ?? hold.expiresAt} /></> : t("hold.open")}
        </p>
      </div>
      {hold.verbs.includes("release") && (
        <Button size="sm" kind="tertiary" aria-label={t("hold.releaseOne", { number: hold.number })} onClick={() => setReleasing(true)}>
          {t("hold.release")}
        </Button>
      )}
      {releasing && (
        <ReasonDialog title={t("hold.releaseOne", { number: hold.number })} lead={t("hold.releaseLead")} doText={t("hold.release")}
          noteLabel={t("hold.whyNow")} noteNeeded={false} onClose={() => setReleasing(false)}
          onDo={async ({ note }) => {
            await releaseHold(hold, note);
            await refresh(client, order);
            tell({ kind: "success", title: t("hold.released", { number: hold.number }) });
          }} />
      )}
    </li>
  );
}
