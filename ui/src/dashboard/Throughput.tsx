// What was completed, step by step, beside the period before: bars and a line for the eye, a table with links for all.
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { dayText, momentText } from "@/i18n/instants";
import { number, t } from "@/i18n/t";
import { roundUp } from "@/home/data";
import { completedList, type Dashboard } from "./data";

const WIDTH = 640;
const HEIGHT = 140;

export function Throughput({ board, what }: { board: Dashboard; what: "orders" | "tasks" }) {
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const { steps } = board;
  const here = (n: number) => steps[n]![what];
  const before = (n: number) => steps[n]![what === "orders" ? "ordersBefore" : "tasksBefore"];
  const hourly = steps.length < 2 || new Date(steps[1]!.since).getTime() - new Date(steps[0]!.since).getTime() < 7_200_000;
  // steps are days in UTC: noon is the same day nearly everywhere
  const name = (at: string) => (hourly ? momentText(at) : dayText(at.replace(/T.*/, "T12:00:00Z")));
  const top = roundUp(Math.max(0, ...steps.map((_, n) => Math.max(here(n), before(n)))));
  const width = WIDTH / Math.max(1, steps.length);
  const y = (value: number) => 8 + HEIGHT * (1 - value / top);
  const all = what === "orders" ? board.ordersCompleted : board.tasksCompleted;
  const allBefore = what === "orders" ? board.ordersCompletedBefore : board.tasksCompletedBefore;
  const title = t(what === "orders" ? "board.ordersCompleted" : "board.tasksCompleted");
  const [first, last] = [steps[0], steps.at(-1)];
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <p className="dash__big">
        <Link to={completedList(what, board.since, board.until)} className="dash__n" data-what={`${what}Completed`}>{number(all)}</Link>{" "}
        <span className="muted">{t("board.before")} <Link to={completedList(what, board.before, board.since)} data-what={`${what}CompletedBefore`}>{number(allBefore)}</Link></span>
      </p>
      <svg className="trend dash__chart" viewBox={`0 0 ${WIDTH + 40} ${HEIGHT + 26}`} aria-hidden="true">
        {[0, 0.5, 1].map((part) => (
          <g key={part} transform={`translate(36 ${y(top * part)})`}>
            <line x2={WIDTH} className="trend__line" />
            <text x={-6} dy="0.32em" textAnchor="end">{number(top * part)}</text>
          </g>
        ))}
        {steps.map((step, n) => (
          <a key={step.since} href={completedList(what, step.since, step.until)} tabIndex={-1} aria-label={name(step.since)}
            onClick={(event) => { event.preventDefault(); void navigate(completedList(what, step.since, step.until)); }}>
            <rect className="trend__bar" x={36 + n * width + width * 0.15} width={width * 0.7} y={y(here(n))} height={(HEIGHT * here(n)) / top}>
              <title>{`${name(step.since)}: ${number(here(n))}`}</title>
            </rect>
          </a>
        ))}
        <polyline className="dash__line" points={steps.map((_, n) => `${36 + (n + 0.5) * width},${y(before(n))}`).join(" ")} />
        {first && <text x={36} y={HEIGHT + 24}>{name(first.since)}</text>}
        {last && <text x={36 + WIDTH} y={HEIGHT + 24} textAnchor="end">{name(last.since)}</text>}
      </svg>
      <p className="dash__key" aria-hidden="true"><i className="dash__key--now" /> {t("board.now")} <i className="dash__key--before" /> {t("board.before")}</p>
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{t("home.asTable")}</summary>
        <table className="plain home__days">
          <caption className="hidden">{title}</caption>
          <thead><tr><th scope="col">{t(hourly ? "board.hour" : "home.day")}</th><th scope="col">{t("board.now")}</th><th scope="col">{t("board.before")}</th></tr></thead>
          <tbody>
            {open && steps.map((step, n) => (
              <tr key={step.since}>
                <th scope="row">{name(step.since)}</th>
                <td><Link to={completedList(what, step.since, step.until)} data-what="step">{number(here(n))}</Link></td>
                <td><Link to={completedList(what, step.beforeSince, step.beforeUntil)} data-what="step">{number(before(n))}</Link></td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}
