// What a customer has, as trees; what has ended is left out unless asked for.
import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearchParams } from "react-router";
import { api } from "@/api/fetching";
import type { Page } from "@/api/types";
import { number, t } from "@/i18n/t";
import { Empty, ErrorNotice, Pausing } from "@/parts/Notices";
import { PageHeader } from "@/parts/PageHeader";
import { Branches } from "./Branches";
import { treesOf, type InventoryLine } from "./types";
import "./inventory.scss";

const MOST = 2000;

async function everything(customer: string, signal: AbortSignal) {
  const lines: InventoryLine[] = [];
  let after: string | null = null;
  let total = 0;
  do {
    const page: Page<InventoryLine> = await api.get<Page<InventoryLine>>("/api/inventory", { customer, limit: 200, after }, signal);
    lines.push(...page.items);
    after = page.next;
    total = page.total;
  } while (after !== null && lines.length < MOST);
  return { lines, total };
}

export default function CustomerPage() {
  const { customer = "" } = useParams();
  const [params, setParams] = useSearchParams();
  const ended = params.get("ended") === "true";
  const found = useQuery({ queryKey: ["inventory", "customer", customer], queryFn: ({ signal }) => everything(customer, signal) });
  const lines = (found.data?.lines ?? []).filter((line) => ended || line.endedAt === null);
  return (
    <>
      <PageHeader title={t("inventory.has", { name: customer })} path={[{ to: "/inventory", label: t("nav.inventory") }]} number={customer}
        actions={<Link to={`/inventory?customer=${encodeURIComponent(customer)}`}>{t("inventory.asList")}</Link>} />
      <label className="field field--inline">
        <input type="checkbox" checked={ended} onChange={() => setParams(ended ? {} : { ended: "true" }, { replace: true })} />
        <span>{t("inventory.ended")}</span>
      </label>
      {found.isPending && <Pausing label={t("loading")} />}
      {found.error && <ErrorNotice error={found.error} retry={() => void found.refetch()} />}
      {found.data && lines.length === 0 && <Empty title={t("inventory.none")} text={t("inventory.noneText")} />}
      {found.data && found.data.lines.length < found.data.total && (
        <p className="muted">{t("inventory.more", { n: number(found.data.lines.length), all: number(found.data.total) })}</p>
      )}
      {lines.length > 0 && <Branches branches={treesOf(lines)} />}
    </>
  );
}
