// The values of a domain order beside what was ordered and what its inventory item holds now; differences by sign and word.
import { useQuery } from "@tanstack/react-query";
import { api } from "@/api/fetching";
import type { DomainOrder } from "@/api/types";
import { t } from "@/i18n/t";
import type { InventoryDetail } from "@/inventory/types";
import { Origin, valueText } from "@/parts/CharacteristicTable";
import { compareValues } from "./values";

interface Props {
  order: DomainOrder;
  ordered: Record<string, unknown>;
}

export function ValueComparison({ order, ordered }: Props) {
  const ended = order.state === "completed" && order.action !== "delete" && order.inventoryItem !== null;
  const item = useQuery({
    queryKey: ["inventory", order.inventoryItem],
    queryFn: ({ signal }) => api.get<InventoryDetail>(`/api/inventory/${order.inventoryItem}`, undefined, signal),
    enabled: ended,
    retry: false,
  });
  const delivered = ended ? (item.data?.characteristics ?? null) : null;
  const rows = compareValues(ordered, order.characteristics, delivered);
  if (rows.length === 0) return <p className="muted">{t("characteristic.none")}</p>;
  return (
    <div className="scroller">
      <table className="plain plain--values">
        <thead>
          <tr>
            <th scope="col">{t("characteristic")}</th><th scope="col">{t("values.ordered")}</th><th scope="col">{t("values.planned")}</th>
            {delivered && <th scope="col">{t("values.delivered")}</th>}<th scope="col">{t("origin")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">{row.name}</th>
              <td>{row.ordered === undefined ? <span className="muted">{t("none")}</span> : valueText(row.ordered)}</td>
              <td>{valueText(row.planned)} {row.replanned && <Mark text={t("values.replanned")} />}</td>
              {delivered && <td>{valueText(row.delivered)} {row.deviates && <Mark text={t("values.deviates")} />}</td>}
              <td>{row.origin && <Origin origin={row.origin} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Mark({ text }: { text: string }) {
  return <span className="nowrap difference"><span aria-hidden="true">≠</span> {text}</span>;
}
