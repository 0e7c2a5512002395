// Fallouts of the same failure that are resolved: how each was mended, newest first.
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { api } from "@/api/fetching";
import type { Fallout, Page } from "@/api/types";
import { number, t, tn } from "@/i18n/t";
import { When } from "@/parts/When";
import { resolutionText } from "./words";

const SHOWN = 5;

export function Similar({ fallout }: { fallout: Fallout }) {
  const ask = { signature: fallout.signature, state: ["resolved", "closed"] };
  const page = useQuery({
    queryKey: ["fallouts", "similar", fallout.signature],
    queryFn: ({ signal }) => api.get<Page<Fallout>>("/api/fallouts", { ...ask, limit: 50 }, signal),
  });
  if (!page.data) return null;
  const others = page.data.items.filter((one) => one.number !== fallout.number && one.resolution !== null)
    .toSorted((a, b) => (b.resolvedAt ?? "").localeCompare(a.resolvedAt ?? ""));
  const total = page.data.total - page.data.items.filter((one) => one.number === fallout.number).length;
  return (
    <section>
      <h2>{t("similar.title")}</h2>
      {others.length === 0 ? <p className="muted">{t("similar.none")}</p> : (
        <>
          <ul className="short">
            {others.slice(0, SHOWN).map((one) => (
              <li key={one.number}>
                <Link to={`/fallouts/${one.number}`} className="short__name">{one.number}</Link>
                <span>{resolutionText(one.resolution)}</span>
                <span className="short__facts">{[one.resolutionCode, one.resolutionNote, one.customerName].filter(Boolean).join(" · ")}</span>
                <span className="short__at"><When at={one.resolvedAt} relative /></span>
              </li>
            ))}
          </ul>
          <p><Link to={`/fallouts?state=resolved&signature=${encodeURIComponent(fallout.signature)}`}>{tn("similar.all", total, { n: number(total) })}</Link></p>
        </>
      )}
    </section>
  );
}
