// What helped when this failure was met before: measured, with the sample; the surest is one click.
import { Button } from "@carbon/react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { api } from "@/api/fetching";
import type { Experience, Runbook as Book } from "@/api/types";
import { number, t, tn, type Key } from "@/i18n/t";

interface Props {
  /** `/api/fallouts/FO-…` or `/api/falloutGroups/FG-…` */
  path: string;
  /** Left out when the remedy cannot be applied here and now. */
  onApply?: (best: Experience) => void;
  busy?: boolean;
  /** The way to the group is shown. */
  linked?: boolean;
}

export function remedyName(resolution: string): string {
  return t(`runbook.${resolution}` as Key);
}

export function Runbook({ path, onApply, busy = false, linked = false }: Props) {
  const book = useQuery({
    queryKey: ["fallouts", "runbook", path],
    queryFn: ({ signal }) => api.get<Book>(`${path}/runbook`, undefined, signal),
  });
  if (!book.data) return null;
  const { best, experiences, enoughAt, group } = book.data;
  return (
    <section>
      <h2>{t("runbook.title")}</h2>
      {best ? (
        <p>
          {t("runbook.best", { remedy: remedyName(best.resolution), mended: number(best.mended), known: number(best.mended + best.failed) })}{" "}
          {onApply && <Button size="sm" kind="tertiary" disabled={busy} onClick={() => onApply(best)}>{t("runbook.apply", { remedy: remedyName(best.resolution) })}</Button>}
        </p>
      ) : <p className="muted">{tn("runbook.few", enoughAt)}</p>}
      {experiences.length > 0 && (
        <table className="plain">
          <thead><tr><th scope="col">{t("fallout.resolution")}</th><th scope="col">{t("runbook.tried")}</th><th scope="col">{t("runbook.mended")}</th><th scope="col">{t("runbook.rate")}</th></tr></thead>
          <tbody>{experiences.map((one) => (
            <tr key={one.resolution}>
              <th scope="row">{remedyName(one.resolution)}</th><td>{number(one.tried)}</td><td>{number(one.mended)}</td>
              <td>
                {one.rate === null || !one.enough ? t("runbook.tooFew") : `${Math.round(100 * one.rate)} %`}
                {one.keptBack && <span className="muted"> {t(`runbook.keptBack.${one.keptBack}` as Key)}</span>}
              </td>
            </tr>
          ))}</tbody>
        </table>
      )}
      {linked && group && <p><Link to={`/fallouts/groups/${group}`}>{t("runbook.group")}</Link></p>}
    </section>
  );
}
