// Home: what waits for the one who is signed in; each number is the length of the list behind it.
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { api } from "@/api/fetching";
import type { Page } from "@/api/types";
import { useMay, useSession } from "@/app/session";
import { number, t, type Key } from "@/i18n/t";
import { PageHeader } from "@/parts/PageHeader";

interface Tile {
  text: Key;
  path: string;
  ask: Record<string, string | string[]>;
  to: string;
}

function Count({ tile }: { tile: Tile }) {
  const count = useQuery({
    queryKey: ["home", tile.text, tile.ask],
    queryFn: ({ signal }) => api.get<Page<unknown>>(tile.path, { ...tile.ask, limit: 1 }, signal),
  });
  return (
    <Link to={tile.to} className="tile">
      <span className="tile__text">{t(tile.text)}</span>
      <span className="tile__number">{count.data ? number(count.data.total) : count.error ? "–" : "…"}</span>
    </Link>
  );
}

export default function Home() {
  const session = useSession();
  const orders = useMay("service_order:read");
  const fallouts = useMay("fallout:read");
  const tiles: Tile[] = [
    { text: "home.mine", path: "/api/tasks", ask: { mine: "true" }, to: "/tasks?who=mine" },
    ...(session.groups.length > 0
      ? [{ text: "home.groups" as Key, path: "/api/tasks", ask: { unassigned: "true", group: session.groups }, to: "/tasks?who=groups" }] : []),
    ...(orders ? [
      { text: "home.approval" as Key, path: "/api/serviceOrders", ask: { state: "acknowledged" }, to: "/orders?state=acknowledged" },
      { text: "home.running" as Key, path: "/api/serviceOrders", ask: { state: "inProgress" }, to: "/orders?state=inProgress" },
      { text: "home.rejected" as Key, path: "/api/serviceOrders", ask: { state: "rejected" }, to: "/orders?state=rejected" },
    ] : []),
    ...(fallouts ? [{ text: "home.fallouts" as Key, path: "/api/fallouts", ask: { open: "true" }, to: "/fallouts?open=true" }] : []),
  ];
  return (
    <>
      <PageHeader title={t("home.hello", { name: session.fullName || session.name })} />
      <div className="tiles">{tiles.map((tile) => <Count key={tile.text} tile={tile} />)}</div>
    </>
  );
}
