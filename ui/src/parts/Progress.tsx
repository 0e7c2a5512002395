// How far something is: a bar and the numbers.
import { number, t } from "@/i18n/t";

export function Progress({ done, total }: { done: number; total: number }) {
  if (total === 0) return <span className="muted">{t("none")}</span>;
  return (
    <span className="progress">
      <span className="progress__bar" aria-hidden="true"><i style={{ width: `${(100 * done) / total}%` }} /></span>
      <span className="progress__text">{number(done)}/{number(total)}</span>
    </span>
  );
}
