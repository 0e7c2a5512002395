// Home: what waits for the one who is signed in; each number is the length of the list behind it.
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link, useSearchParams } from "react-router";
import { api } from "@/api/fetching";
import type { Fallout, Page, ServiceOrder, WorklistLine } from "@/api/types";
import { useMay, useSession } from "@/app/session";
import { number, t, type Key } from "@/i18n/t";
import { ErrorNotice, Pausing } from "@/parts/Notices";
import { PageHeader } from "@/parts/PageHeader";
import { StateTag } from "@/parts/StateTag";
import { When } from "@/parts/When";
import { bars, homeQuery, tilesOf, type Tile } from "./data";
import { NextForMe } from "./NextForMe";
import { SPANS, Trend } from "./Trend";
import { HeldSystems } from "@/systems/HeldSystems";
import "./home.scss";

export default function HomePage() {
  const session = useSession();
  const approves = useMay("service_order:approve");
  const works = useMay("task:work");
  const mends = useMay("fallout:read");
  const [params] = useSearchParams();
  const days = SPANS.find((span) => String(span) === params.get("days")) ?? 30;
  const home = useQuery(homeQuery(days));
  const numbers = home.data;
  return (
    <>
      <PageHeader title={t("home.hello", { name: session.fullName || session.name })} actions={<Link to="/dashboard">{t("nav.dashboard")}</Link>} />
      <HeldSystems />
      {home.isPending && <Pausing label={t("loading")} />}
      {home.error && <ErrorNotice error={home.error} retry={() => void home.refetch()} />}
      {numbers && <div className="tiles">{tilesOf(numbers, session.groups.length > 0).map((tile) => <TileLink key={tile.to} tile={tile} />)}</div>}
      <div className="columns home">
        {works && <NextForMe />}
        {works && (
          <Short<WorklistLine> title="home.next" path="/api/tasks" ask={{ mine: "true" }} all="/tasks?who=mine" empty="home.noTasks"
            line={taskLine} />
        )}
        {approves && (
          <Short<ServiceOrder> title="home.approval" path="/api/serviceOrders" ask={{ state: "acknowledged", sort: "orderDate" }}
            all="/orders?state=acknowledged" empty="home.noApprovals"
            line={(order) => ({
              key: order.number, to: `/orders/${order.number}`, name: order.number,
              facts: [order.customerName, order.description], mark: null, at: order.orderDate,
            })} />
        )}
        {mends && (
          <Short<Fallout> title="home.fallouts" path="/api/fallouts" ask={{ open: "true" }} all="/fallouts?open=true" empty="home.noFallouts"
            line={falloutLine} />
        )}
        {numbers?.ordersByState && <ByState byState={numbers.ordersByState} />}
        {numbers && numbers.completedByDay.length > 0 && <Trend days={numbers.completedByDay} />}
      </div>
    </>
  );
}

function TileLink({ tile }: { tile: Tile }) {
  return (
    <Link to={tile.to} className={tile.urgent && tile.number > 0 ? "tile tile--urgent" : "tile"}>
      <span className="tile__text">{t(tile.text)}</span>
      <span className="tile__number">{number(tile.number)}</span>
    </Link>
  );
}

function taskLine(line: WorklistLine): ShortLine {
  return {
    key: line.task.number, to: `/tasks/${line.task.number}`, name: line.task.name,
    facts: [line.task.serviceOrder, line.customerName], mark: <StateTag family="task" state={line.task.state} />, at: line.dueAt,
  };
}

function falloutLine(fallout: Fallout): ShortLine {
  return {
    key: fallout.number, to: `/fallouts/${fallout.number}`, name: fallout.message,
    facts: [fallout.number, fallout.taskName], mark: <StateTag family="fallout" state={fallout.state} />, at: fallout.raisedAt,
  };
}

interface ShortLine {
  key: string;
  to: string;
  name: string;
  facts: (string | null)[];
  mark: ReactNode;
  at: string;
}

interface ShortProps<Line> {
  title: Key;
  path: string;
  ask: Record<string, string>;
  all: string;
  empty: Key;
  line: (line: Line) => ShortLine;
}

/** The first lines of a list. */
function Short<Line>({ title, path, ask, all, empty, line }: ShortProps<Line>) {
  const page = useQuery({
    queryKey: ["home", path, ask],
    queryFn: ({ signal }) => api.get<Page<Line>>(path, { ...ask, limit: 5 }, signal),
  });
  return (
    <section aria-label={t(title)}>
      <div className="home__head"><h2>{t(title)}</h2><Link to={all} aria-label={`${t("home.all")}: ${t(title)}`}>{t("home.all")}</Link></div>
      {page.isPending && <Pausing label={t("loading")} />}
      {page.error && <ErrorNotice error={page.error} retry={() => void page.refetch()} />}
      {page.data?.items.length === 0 && <p className="muted">{t(empty)}</p>}
      {page.data && page.data.items.length > 0 && (
        <ul className="short">
          {page.data.items.map(line).map((one) => (
            <li key={one.key}>
              <Link to={one.to} className="short__name">{one.name}</Link>{one.mark}
              <span className="short__facts">{one.facts.filter(Boolean).join(" · ")}</span>
              <span className="short__at"><When at={one.at} relative /></span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function ByState({ byState }: { byState: Record<string, number> }) {
  const lines = bars(byState);
  return (
    <section aria-label={t("home.byState")}>
      <div className="home__head"><h2>{t("home.byState")}</h2><Link to="/orders">{t("nav.orders")}</Link></div>
      {lines.length === 0 ? <p className="muted">{t("home.noOrders")}</p> : (
        <ul className="bystate">
          {lines.map(({ state, orders, share }) => (
            <li key={state}>
              <Link to={`/orders?state=${state}`}><StateTag family="serviceOrder" state={state} /></Link>
              <span className="bystate__bar" aria-hidden="true"><i style={{ inlineSize: `${Math.max(1, share * 100)}%` }} /></span>
              <span className="bystate__n">{number(orders)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
