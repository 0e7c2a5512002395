// The review checklist: what must hold before approval, what does not, and what to do about it.
import type { ServiceOrderDetail } from "@/api/types";
import { t, tn } from "@/i18n/t";
import { ErrorNotice, Pausing } from "@/parts/Notices";
import { Consequences } from "./Consequences";
import { useReview } from "./data";
import { ItemDecisions, Signing } from "./ItemDecisions";
import { allItems } from "./items";
import { Problems } from "./Problems";
import type { Check } from "./types";

const WAITING = new Set(["draft", "acknowledged", "rejected"]);

function Result({ check }: { check: Check }) {
  if (check.passed) return <span className="state state--green"><span className="state__sign" aria-hidden="true">✓</span>{t("review.passed")}</span>;
  return check.blocking
    ? <span className="state state--red"><span className="state__sign" aria-hidden="true">✕</span>{t("review.failed")}</span>
    : <span className="state state--orange"><span className="state__sign" aria-hidden="true">!</span>{t("review.remark")}</span>;
}

interface Props {
  detail: ServiceOrderDetail;
  showItem: (n: number) => void;
  onStale: () => void;
}

export function ReviewPanel({ detail, showItem, onStale }: Props) {
  const { number, state } = detail.serviceOrder;
  const review = useReview(number);
  if (review.error) return <ErrorNotice error={review.error} retry={() => void review.refetch()} />;
  if (!review.data) return <Pausing label={t("loading")} />;
  const { checks, approvable, version, preview } = review.data;
  const blocking = checks.filter((check) => check.blocking && !check.passed).length;
  const known = new Map(allItems(detail.items).map((item) => [item.itemId, item.n]));
  const onItem = (itemId: string) => {
    const n = known.get(itemId);
    return n === undefined ? null : () => showItem(n);
  };
  // what stands in the way first
  const sorted = checks.toSorted((a, b) => rank(a) - rank(b));
  return (
    <>
      <p className={approvable ? "callout callout--success" : "callout callout--error"}>
        {WAITING.has(state) ? (approvable ? t("review.can", { n: version }) : tn("review.cannot", blocking)) : t("review.ended")}
      </p>
      <Signing detail={detail} />
      <ItemDecisions detail={detail} onStale={onStale} />
      <div className="reviewing">
      <div className="scroller">
        <table className="plain review">
          <caption className="hidden">{t("review.list")}</caption>
          <thead><tr><th scope="col">{t("review.result")}</th><th scope="col">{t("review.check")}</th><th scope="col">{t("review.why")}</th></tr></thead>
          <tbody>
            {sorted.map((check) => (
              <tr key={check.key}>
                <td><Result check={check} /></td>
                <th scope="row">{check.name}</th>
                <td>{check.problems.length > 0 ? <Problems problems={check.problems} onItem={onItem} /> : <span className="muted">{t("none")}</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {preview && WAITING.has(state) && <Consequences preview={preview} onItem={onItem} to={`/orders/${number}/dryRun`} />}
      </div>
    </>
  );
}

function rank(check: Check): number {
  return check.passed ? 2 : check.blocking ? 0 : 1;
}
