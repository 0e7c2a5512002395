// Service orders: the list.
import { Add, Upload } from "@carbon/icons-react";
import { Button } from "@carbon/react";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import type { ServiceOrder } from "@/api/types";
import { escapeRegex } from "@/app/palette";
import { useMay } from "@/app/session";
import { useShortcuts } from "@/app/shortcuts";
import { dayText } from "@/i18n/instants";
import { t, tn } from "@/i18n/t";
import { DataTable, type Column } from "@/parts/DataTable";
import type { Filter } from "@/parts/FilterBar";
import { PageHeader } from "@/parts/PageHeader";
import { StateTag } from "@/parts/StateTag";
import { When } from "@/parts/When";
import { look, STATES } from "@/states";
import { OrderPreview } from "./OrderPreview";
import { BulkDecision, BulkResults, type DecisionResults } from "./OrdersBulk";
import "./orders.scss";

const COLUMNS: Column<ServiceOrder>[] = [
  { key: "number", header: t("number"), sort: "id", text: (o) => o.number, cell: (o) => <Link to={`/orders/${o.number}`}>{o.number}</Link> },
  { key: "customer", header: t("customer"), sort: "customerName", text: (o) => o.customerName ?? "", cell: (o) => o.customerName ?? o.customerId ?? t("none") },
  { key: "description", header: t("description"), wide: true, text: (o) => o.description ?? "",
    cell: (o) => <span className="clip" title={o.description ?? undefined}>{o.description}</span> },
  { key: "state", header: t("state"), sort: "state", text: (o) => look("serviceOrder", o.state).label,
    cell: (o) => <StateTag family="serviceOrder" state={o.state} reason={o.stateReason} /> },
  { key: "externalId", header: t("externalId"), sort: "externalId", wide: true, text: (o) => o.externalId ?? "", cell: (o) => o.externalId },
  { key: "priority", header: t("priority"), sort: "priority", wide: true, text: (o) => String(o.priority), cell: (o) => o.priority },
  { key: "orderDate", header: t("orderDate"), sort: "orderDate", text: (o) => o.orderDate, cell: (o) => <When at={o.orderDate} relative /> },
  { key: "requested", header: t("requestedCompletionDate"), sort: "requestedCompletionDate",
    text: (o) => o.requestedCompletionDate ?? "", cell: (o) => dayText(o.requestedCompletionDate) },
];

const contains = (field: string) => (value: string) => ({ [`${field}.regex`]: `(?i)${escapeRegex(value)}` });
const DAY = /^\d{4}-\d{2}-\d{2}$/;
// half a date while it is typed asks for nothing
const day = (field: string) => (value: string): Record<string, string> => (DAY.test(value) ? { [field]: value } : {});

const FILTERS: Filter[] = [
  { name: "q", label: t("query"), words: "/api/serviceOrders/queryFields" },
  { name: "search", label: t("orders.search") },
  { name: "state", label: t("state"), options: Object.entries(STATES.serviceOrder).map(([value, { label }]) => ({ value, label })) },
  { name: "customer", label: t("customer"), ask: contains("customerName") },
  { name: "externalId", label: t("externalId"), ask: contains("externalId") },
  { name: "from", label: t("orders.dateFrom"), type: "date", ask: day("orderDate.gte") },
  { name: "to", label: t("orders.dateTo"), type: "date", ask: day("orderDate.lte") },
  { name: "due", label: t("orders.dueTo"), type: "date", ask: day("requestedCompletionDate.lte") },
  { name: "completed", label: t("orders.completedOn"), type: "date", ask: (value) => ({ ...day("completionDate.gte")(value), ...day("completionDate.lte")(value) }) },
];

const previewOf = (order: ServiceOrder) => ({ name: order.number, body: <OrderPreview order={order} /> });

export default function Orders() {
  const mayCreate = useMay("service_order:create");
  const navigate = useNavigate();
  const approves = useMay("service_order:approve");
  const [chosen, setChosen] = useState<ReadonlyMap<string, ServiceOrder>>(new Map());
  const [open, setOpen] = useState<"approve" | "reject" | null>(null);
  const [answer, setAnswer] = useState<DecisionResults | null>(null);
  const orders = [...chosen.values()];
  useShortcuts({
    ...(mayCreate ? { c: () => void navigate("/orders/new") } : {}),
    a: () => { if (orders.length > 0) setOpen("approve"); },
    r: () => { if (orders.length > 0) setOpen("reject"); },
    Escape: () => setChosen(new Map()),
  });
  const choose = (numbers: ReadonlySet<string>, shown: ServiceOrder[]) => {
    const known = new Map([...chosen, ...shown.map((order) => [order.number, order] as const)]);
    for (const { number } of shown) if (!numbers.has(number)) known.delete(number);
    setChosen(known);
  };
  return (
    <div className="orders">
      <PageHeader title={t("nav.orders")} actions={mayCreate && (
        <>
          <Button size="sm" kind="tertiary" renderIcon={Upload} onClick={() => void navigate("/orders/import")}>{t("import.title")}</Button>
          <Button size="sm" renderIcon={Add} onClick={() => void navigate("/orders/new")}>{t("orders.new")}</Button>
        </>
      )} />
      {answer && <BulkResults answer={answer} onClose={() => setAnswer(null)} />}
      {orders.length > 0 && (
        <div className="bulk" role="region" aria-label={t("bulkOrders.label")}>
          <span role="status">{tn("bulkOrders.chosen", orders.length)}</span>
          <Button size="sm" onClick={() => setOpen("approve")}>{t("verb.approve")}</Button>
          <Button size="sm" kind="danger--tertiary" onClick={() => setOpen("reject")}>{t("verb.reject")}</Button>
          <Button size="sm" kind="ghost" onClick={() => setChosen(new Map())}>{t("bulk.clear")}</Button>
        </div>
      )}
      <DataTable<ServiceOrder> name="serviceOrders" path="/api/serviceOrders" label={t("nav.orders")} columns={COLUMNS} filters={FILTERS}
        rowKey={(order) => order.number} to={(order) => `/orders/${order.number}`} preview={previewOf} defaultSort="-orderDate"
        selection={approves ? { has: (order) => chosen.has(order.number), change: choose } : undefined}
        empty={{ title: t("orders.none"), text: t("orders.noneText") }} />
      {open && <BulkDecision verb={open} orders={orders} onClose={() => setOpen(null)}
        onDone={(done) => { setAnswer(done); setChosen(new Map()); }} />}
    </div>
  );
}
