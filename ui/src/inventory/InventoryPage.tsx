// Inventory: products, services and resources of all customers.
import { Link, useSearchParams } from "react-router";
import { t } from "@/i18n/t";
import { DataTable, type Column } from "@/parts/DataTable";
import type { Filter } from "@/parts/FilterBar";
import { PageHeader } from "@/parts/PageHeader";
import { KindMark, StateTag } from "@/parts/StateTag";
import { When } from "@/parts/When";
import { look, STATES } from "@/states";
import type { InventoryLine } from "./types";
import "./inventory.scss";

const COLUMNS: Column<InventoryLine>[] = [
  { key: "number", header: t("number"), text: (l) => l.number, cell: (l) => <Link className="nowrap" to={`/inventory/${l.number}`}>{l.number}</Link> },
  { key: "kind", header: t("kind"), text: (l) => l.kind, cell: (l) => <KindMark kind={l.kind} /> },
  { key: "name", header: t("inventory.name"), text: (l) => l.name, cell: (l) => l.name },
  { key: "state", header: t("state"), text: (l) => look("inventory", l.state).label, cell: (l) => <StateTag family="inventory" state={l.state} /> },
  { key: "customer", header: t("customer"), text: (l) => l.customer ?? "",
    cell: (l) => l.customer && <Link to={`/inventory/customers/${encodeURIComponent(l.customer)}`}>{l.customer}</Link> },
  { key: "specification", header: t("specification"), wide: true, text: (l) => l.specification,
    cell: (l) => <Link to={`/catalog/${l.specification}?version=${l.specificationVersion}`}>{l.specification}</Link> },
  { key: "parent", header: t("inventory.partOf"), wide: true, text: (l) => l.parent ?? "",
    cell: (l) => l.parent && <Link className="nowrap" to={`/inventory/${l.parent}`}>{l.parent}</Link> },
  { key: "order", header: t("serviceOrder"), text: (l) => l.serviceOrder ?? "",
    cell: (l) => l.serviceOrder && <Link className="nowrap" to={`/orders/${l.serviceOrder}`}>{l.serviceOrder}</Link> },
  { key: "since", header: t("inventory.since"), wide: true, text: (l) => l.startedAt ?? "", cell: (l) => <When at={l.startedAt} /> },
];

const FILTERS: Filter[] = [
  { name: "search", label: t("inventory.search") },
  { name: "kind", label: t("kind"), options: [
    { value: "product", label: t("inventory.product") }, { value: "cfs", label: t("catalog.cfs") },
    { value: "rfs", label: t("catalog.rfs") }, { value: "resource", label: t("catalog.resource") },
  ] },
  { name: "state", label: t("state"), options: Object.entries(STATES.inventory).map(([value, { label }]) => ({ value, label })) },
  { name: "customer", label: t("inventory.customerId") },
  { name: "specification", label: t("inventory.specificationId") },
];

export default function InventoryPage() {
  const [params] = useSearchParams();
  const customer = params.get("customer");
  return (
    <>
      <PageHeader title={t("nav.inventory")} actions={
        customer && <Link to={`/inventory/customers/${encodeURIComponent(customer)}`}>{t("inventory.has", { name: customer })}</Link>
      } />
      <DataTable<InventoryLine> name="inventory" path="/api/inventory" label={t("nav.inventory")} columns={COLUMNS} filters={FILTERS}
        sortable={false} rowKey={(line) => line.number} to={(line) => `/inventory/${line.number}`}
        empty={{ title: t("inventory.none"), text: t("inventory.noneText") }} />
    </>
  );
}
