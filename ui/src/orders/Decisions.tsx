// Every decision about an order, of every version; open fallouts; the document as TM Forum has it.
import { Button } from "@carbon/react";
import { Link } from "react-router";
import type { Fallout, ServiceOrderDetail } from "@/api/types";
import { t } from "@/i18n/t";
import { Empty, ErrorNotice, Pausing } from "@/parts/Notices";
import { StateTag } from "@/parts/StateTag";
import { When } from "@/parts/When";
import { useDocument, useRejectionReasons } from "./data";

export function Decisions({ approvals }: { approvals: ServiceOrderDetail["approvals"] }) {
  const reasons = useRejectionReasons(approvals.some((one) => one.reasonCode !== null));
  if (approvals.length === 0) return <p className="muted">{t("decisions.none")}</p>;
  return (
    <div className="scroller">
      <table className="plain">
        <caption className="hidden">{t("order.decisions")}</caption>
        <thead>
          <tr><th scope="col">{t("order.version")}</th><th scope="col">{t("state")}</th><th scope="col">{t("decisions.by")}</th><th scope="col">{t("decisions.at")}</th>
            <th scope="col">{t("decisions.reason")}</th><th scope="col">{t("reason.note")}</th></tr>
        </thead>
        <tbody>
          {approvals.toReversed().map((one) => (
            <tr key={one.n}>
              <th scope="row">{one.orderVersion}</th>
              <td><StateTag family="approval" state={one.state} /></td>
              <td>{one.decidedBy ?? t("none")}</td>
              <td><When at={one.decidedAt} /></td>
              <td>{one.reasonCode === null ? t("none") : reasons.data?.items.find((reason) => reason.id === one.reasonCode)?.name ?? one.reasonCode}</td>
              <td>{one.note ?? t("none")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function OpenFallouts({ fallouts }: { fallouts: Fallout[] }) {
  if (fallouts.length === 0) return <Empty title={t("fallouts.none")} text={t("fallouts.noneText")} />;
  return (
    <ul className="lines">
      {fallouts.map((one) => (
        <li key={one.number}>
          <StateTag family="fallout" state={one.state} />
          <Link to={`/fallouts/${one.number}`}>{one.number}</Link>
          <span className="lines__main">{one.falloutTypeName}: {one.message}</span>
          <Link to={`/tasks/${one.task}`}>{one.taskName}</Link>
          <span className="muted">{one.assignee ?? one.assignmentGroup ?? t("task.nobody")}</span>
          <When at={one.raisedAt} relative />
        </li>
      ))}
    </ul>
  );
}

export function DocumentView({ number }: { number: string }) {
  const document = useDocument(number);
  if (document.error) return <ErrorNotice error={document.error} retry={() => void document.refetch()} />;
  if (!document.data) return <Pausing label={t("loading")} />;
  const text = JSON.stringify(document.data, null, 2);
  return (
    <>
      <Button size="sm" kind="tertiary" onClick={() => void navigator.clipboard?.writeText(text)}>{t("copy")}</Button>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className="document" tabIndex={0} aria-label={t("order.document")}>{text}</pre>
    </>
  );
}
