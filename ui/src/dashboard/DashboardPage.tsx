// The dashboard: how much was done and how fast, what is open and how old, what failed, how the workers are.
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { t } from "@/i18n/t";
import { ErrorNotice, Pausing } from "@/parts/Notices";
import { PageHeader } from "@/parts/PageHeader";
import { When } from "@/parts/When";
import { dashboardQuery, raisedList, SPANS, type Dashboard } from "./data";
import { Jeopardy, LeadTimes, N, Open, Queues, Workers } from "./Parts";
import { Throughput } from "./Throughput";
import "@/home/home.scss";
import "./dashboard.scss";

export default function DashboardPage() {
  const [params, setParams] = useSearchParams();
  const days = SPANS.find((span) => String(span) === params.get("days")) ?? 7;
  const found = useQuery(dashboardQuery(days));
  const board = found.data;
  return (
    <>
      <PageHeader title={t("nav.dashboard")}>
        <p className="muted">{t("board.about")}{board && <> {t("board.at")} <When at={board.at} /></>}</p>
      </PageHeader>
      <label className="field field--inline">
        <span className="field__label">{t("board.period")}</span>
        <select value={days} onChange={(event) => {
          const next = new URLSearchParams(params);
          next.set("days", event.target.value);
          setParams(next, { replace: true });
        }}>
          {SPANS.map((span) => <option key={span} value={span}>{span === 1 ? t("board.oneDay") : t("home.days", { n: span })}</option>)}
        </select>
      </label>
      {found.error && <ErrorNotice error={found.error} retry={() => void found.refetch()} />}
      {!board ? found.isPending && <Pausing label={t("loading")} /> : (
        <div className="dash" aria-busy={found.isPlaceholderData}>
          <Throughput board={board} what="orders" />
          <Throughput board={board} what="tasks" />
          <LeadTimes board={board} />
          <FalloutRate board={board} />
          <Open title="board.openOrders" what="orders" family="serviceOrder" cells={board.openOrders} board={board} />
          <Open title="board.openFallouts" what="fallouts" family="fallout" cells={board.openFallouts} board={board} />
          <Open title="board.allOpenTasks" what="tasks" family="task" cells={board.openTasks} board={board} />
          <Queues board={board} />
          <Jeopardy board={board} />
          <Workers board={board} />
        </div>
      )}
    </>
  );
}

const rate = (share: number | null) => (share === null ? t("none") : share.toFixed(share < 10 ? 2 : 1));

function FalloutRate({ board }: { board: Dashboard }) {
  return (
    <section aria-label={t("board.fallouts")}>
      <h2>{t("board.fallouts")}</h2>
      <p className="muted">{t("board.rateText")}</p>
      <table className="plain dash__table">
        <caption className="hidden">{t("board.fallouts")}</caption>
        <thead><tr><th scope="col">{t("board.period")}</th><th scope="col">{t("board.raised")}</th><th scope="col">{t("board.rate")}</th></tr></thead>
        <tbody>
          <tr><th scope="row">{t("board.now")}</th><td><N n={board.falloutsRaised} what="falloutsRaised" to={raisedList(board.since, board.until)} /></td><td>{rate(board.falloutRate)}</td></tr>
          <tr className="muted"><th scope="row">{t("board.before")}</th><td><N n={board.falloutsRaisedBefore} what="falloutsRaised" to={raisedList(board.before, board.since)} /></td><td>{rate(board.falloutRateBefore)}</td></tr>
        </tbody>
      </table>
    </section>
  );
}
