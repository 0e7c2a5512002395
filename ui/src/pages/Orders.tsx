// Service orders: the list.
import { Link } from "react-router";
import type { ServiceOrder } from "@/api/types";
import { escapeRegex } from "@/app/palette";
import { dayText } from "@/i18n/instants";
import { t } from "@/i18n/t";
import { DataTable, type Column } from "@/parts/DataTable";
import type { Filter } from "@/parts/FilterBar";
import { PageHeader } from "@/parts/PageHeader";
import { StateTag } from "@/parts/StateTag";
import { When } from "@/parts/When";
import { look, STATES } from "@/states";

const COLUMNS: Column<ServiceOrder>[] = [
  { key: "number", header: t("number"), sort: "id", text: (o) => o.number, cell: (o) => <Link to={`/orders/${o.number}`}>{o.number}</Link> },
  { key: "customer", header: t("customer"), sort: "customerName", text: (o) => o.customerName ?? "", cell: (o) => o.customerName ?? t("none") },
  { key: "description", header: t("description"), wide: true, text: (o) => o.description ?? "", cell: (o) => o.description },
  { key: "state", header: t("state"), sort: "state", text: (o) => look("serviceOrder", o.state).label,
    cell: (o) => <StateTag family="serviceOrder" state={o.state} reason={o.stateReason} /> },
  { key: "externalId", header: t("externalId"), sort: "externalId", wide: true, text: (o) => o.externalId ?? "", cell: (o) => o.externalId },
  { key: "priority", header: t("priority"), sort: "priority", wide: true, text: (o) => String(o.priority), cell: (o) => o.priority },
  { key: "orderDate", header: t("orderDate"), sort: "orderDate", text: (o) => o.orderDate, cell: (o) => <When at={o.orderDate} relative /> },
  { key: "requested", header: t("requestedCompletionDate"), sort: "requestedCompletionDate", wide: true,
    text: (o) => o.requestedCompletionDate ?? "", cell: (o) => dayText(o.requestedCompletionDate) },
];

const contains = (field: string) => (value: string) => ({ [`${field}.regex`]: escapeRegex(value) });

const FILTERS: Filter[] = [
  { name: "number", label: t("number"), ask: (value) => ({ id: value }) },
  { name: "customer", label: t("customer"), ask: contains("customerName") },
  { name: "externalId", label: t("externalId"), ask: contains("externalId") },
  { name: "state", label: t("state"), options: Object.entries(STATES.serviceOrder).map(([value, { label }]) => ({ value, label })) },
];

export default function Orders() {
  return (
    <>
      <PageHeader title={t("nav.orders")} />
      <DataTable<ServiceOrder> name="serviceOrders" path="/api/serviceOrders" label={t("nav.orders")} columns={COLUMNS} filters={FILTERS}
        rowKey={(order) => order.number} to={(order) => `/orders/${order.number}`} defaultSort="-orderDate"
        empty={{ title: t("orders.none"), text: t("orders.noneText") }} />
    </>
  );
}
