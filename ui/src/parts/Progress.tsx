// How far something is: a bar and the numbers.
import { number, t } from "@/i18n/t";

export function Progress({ done, total }: { done: number; total: number }) {
  if (total === 0) return <span className="muted">{t("none")}</span>;
  return (
    <span className="progress">
      <span className="progress__bar" style={{ backgroundSize: `${(100 * done) / total}% 100%` }} aria-hidden="true" />
      <span className="progress__text">{number(done)}/{number(total)}</span>
    </span>
  );
}
