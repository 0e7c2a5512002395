// A service order beside its list: who, by when, what is in it.
import { useQuery } from "@tanstack/react-query";
import { detailQuery } from "@/api/queries";
import type { ServiceOrder } from "@/api/types";
import { dayText } from "@/i18n/instants";
import { t, tn } from "@/i18n/t";
import { KeyValue } from "@/parts/KeyValue";
import { ErrorNotice, Pausing } from "@/parts/Notices";
import { StateTag } from "@/parts/StateTag";
import { When } from "@/parts/When";

/** More items than this are counted. */
const MOST_ITEMS = 8;

export function OrderPreview({ order }: { order: ServiceOrder }) {
  const detail = useQuery(detailQuery(order.number));
  const items = detail.data?.items ?? [];
  return (
    <>
      <p><StateTag family="serviceOrder" state={order.state} reason={order.stateReason} /> {order.stateReason && <span className="muted">{order.stateReason}</span>}</p>
      <KeyValue facts={[
        [t("customer"), order.customerName ?? order.customerId], [t("externalId"), order.externalId], [t("priority"), order.priority],
        [t("orderDate"), <When key="at" at={order.orderDate} relative />], [t("requestedCompletionDate"), dayText(order.requestedCompletionDate)],
        [t("description"), order.description],
      ]} />
      {detail.isPending && <Pausing label={t("loading")} />}
      {detail.error && <ErrorNotice error={detail.error} />}
      {items.length > 0 && (
        <>
          <h3>{t("preview.items")}</h3>
          <ul className="preview__items">
            {items.slice(0, MOST_ITEMS).map((item) => <li key={item.number}><StateTag family="serviceOrder" state={item.state} /> {item.itemId} {item.specificationId}</li>)}
          </ul>
          {items.length > MOST_ITEMS && <p className="muted">{tn("bulk.more", items.length - MOST_ITEMS)}</p>}
        </>
      )}
    </>
  );
}
