// The catalog: specifications, of each the version in force, else the newest.
import { Link } from "react-router";
import { t } from "@/i18n/t";
import { DataTable, type Column } from "@/parts/DataTable";
import type { Filter } from "@/parts/FilterBar";
import { PageHeader } from "@/parts/PageHeader";
import { KindMark, StateTag } from "@/parts/StateTag";
import { When } from "@/parts/When";
import { look, STATES } from "@/states";
import { CatalogTabs } from "./CatalogTabs";
import type { SpecificationLine } from "./types";
import "./catalog.scss";

const COLUMNS: Column<SpecificationLine>[] = [
  { key: "name", header: t("specification"), text: (l) => l.name, cell: (l) => <Link to={`/catalog/${l.id}`}>{l.name}</Link> },
  { key: "id", header: t("catalog.id"), wide: true, text: (l) => l.id, cell: (l) => l.id },
  { key: "kind", header: t("kind"), text: (l) => l.kind, cell: (l) => <KindMark kind={l.kind} /> },
  { key: "version", header: t("catalog.version"), text: (l) => String(l.version),
    cell: (l) => <>{l.version}{l.draftVersion !== null && l.draftVersion !== l.version && <span className="muted small"> {t("catalog.draft", { n: l.draftVersion })}</span>}</> },
  { key: "state", header: t("state"), text: (l) => look("specification", l.state).label, cell: (l) => <StateTag family="specification" state={l.state} /> },
  { key: "category", header: t("catalog.category"), text: (l) => l.category ?? "", cell: (l) => l.category },
  { key: "orderable", header: t("catalog.orderable"), wide: true, text: (l) => t(l.orderable ? "yes" : "no"), cell: (l) => t(l.orderable ? "yes" : "no") },
  { key: "changed", header: t("catalog.changed"), wide: true, text: (l) => l.changedAt, cell: (l) => <When at={l.changedAt} /> },
];

const FILTERS: Filter[] = [
  { name: "q", label: t("catalog.search") },
  { name: "kind", label: t("kind"), options: [
    { value: "cfs", label: t("catalog.cfs") }, { value: "rfs", label: t("catalog.rfs") }, { value: "resource", label: t("catalog.resource") },
  ] },
  { name: "state", label: t("state"), options: Object.entries(STATES.specification).map(([value, { label }]) => ({ value, label })) },
  { name: "orderable", label: t("catalog.orderable"), options: [{ value: "true", label: t("yes") }, { value: "false", label: t("no") }] },
];

export default function CatalogPage() {
  return (
    <>
      <PageHeader title={t("nav.catalog")} />
      <CatalogTabs />
      <DataTable<SpecificationLine> name="specifications" path="/api/specifications" label={t("nav.catalog")} columns={COLUMNS} filters={FILTERS}
        sortable={false} rowKey={(line) => line.id} to={(line) => `/catalog/${line.id}`}
        empty={{ title: t("catalog.none"), text: t("catalog.noneText") }} />
    </>
  );
}
