// Orders completed per day: bars for the eye, the same numbers as a table for everybody else.
import { Link, useNavigate, useSearchParams } from "react-router";
import { dayText } from "@/i18n/instants";
import { number, t } from "@/i18n/t";
import { dayList, roundUp, type CompletedDay } from "./data";

const WIDTH = 640;
const HEIGHT = 150;

export const SPANS = [30, 60, 120];

export function Trend({ days }: { days: CompletedDay[] }) {
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const top = roundUp(Math.max(0, ...days.map((day) => day.orders)));
  const step = WIDTH / Math.max(1, days.length);
  const all = days.reduce((sum, day) => sum + day.orders, 0);
  const [first, last] = [days[0], days.at(-1)];
  return (
    <section className="home__trend" aria-labelledby="trend">
      <div className="home__head">
        <h2 id="trend">{t("home.trend")}</h2>
        <label className="field field--inline">
          <span className="field__label">{t("home.span")}</span>
          <select value={String(days.length)} onChange={(event) => {
            const next = new URLSearchParams(params);
            next.set("days", event.target.value);
            setParams(next, { replace: true });
          }}>
            {SPANS.map((span) => <option key={span} value={span}>{t("home.days", { n: span })}</option>)}
          </select>
        </label>
      </div>
      <p className="hidden">{t("home.trendText", { n: number(all), days: days.length })}</p>
      <svg className="trend" viewBox={`0 0 ${WIDTH + 40} ${HEIGHT + 26}`} aria-hidden="true">
        {[0, 0.5, 1].map((part) => (
          <g key={part} transform={`translate(36 ${8 + HEIGHT * (1 - part)})`}>
            <line x2={WIDTH} className="trend__line" />
            <text x={-6} dy="0.32em" textAnchor="end">{number(top * part)}</text>
          </g>
        ))}
        {days.map((day, i) => (
          <a key={day.day} href={dayList(day.day)} tabIndex={-1} aria-label={`${dayText(`${day.day}T12:00:00Z`)}: ${number(day.orders)}`}
            onClick={(event) => { event.preventDefault(); void navigate(dayList(day.day)); }}>
          <rect className="trend__bar" x={36 + i * step + step * 0.15} width={step * 0.7}
            y={8 + HEIGHT * (1 - day.orders / top)} height={(HEIGHT * day.orders) / top}>
            <title>{`${dayText(`${day.day}T12:00:00Z`)}: ${number(day.orders)}`}</title>
          </rect>
          </a>
        ))}
        {first && <text x={36} y={HEIGHT + 24}>{dayText(`${first.day}T12:00:00Z`)}</text>}
        {last && <text x={36 + WIDTH} y={HEIGHT + 24} textAnchor="end">{dayText(`${last.day}T12:00:00Z`)}</text>}
      </svg>
      <details>
        <summary>{t("home.asTable")}</summary>
        <table className="plain home__days">
          <thead><tr><th scope="col">{t("home.day")}</th><th scope="col">{t("home.completed")}</th></tr></thead>
          <tbody>
            {days.filter((day) => day.orders > 0).map((day) => (
              <tr key={day.day}><th scope="row"><Link to={dayList(day.day)}>{dayText(`${day.day}T12:00:00Z`)}</Link></th><td>{number(day.orders)}</td></tr>
            ))}
            <tr><th scope="row">{t("home.sum")}</th><td>{number(all)}</td></tr>
          </tbody>
        </table>
      </details>
    </section>
  );
}
