// Decision tables or policies of the catalog, of each the version in force, else the newest.
import { Link, useParams } from "react-router";
import { t } from "@/i18n/t";
import { DataTable, type Column } from "@/parts/DataTable";
import { PageHeader } from "@/parts/PageHeader";
import { StateTag } from "@/parts/StateTag";
import { look } from "@/states";
import { CatalogTabs, PARTS } from "./CatalogTabs";
import type { CatalogPart } from "./parts";
import { conditionText } from "./words";

const nameOf = (one: CatalogPart) => ("name" in one && one.name) || one.id;
const aboutOf = (one: CatalogPart) => ("content" in one ? one.description : one.when ? conditionText(one.when) : t("rule.always"));

export default function PartsPage() {
  const { part = "decisionTables" } = useParams();
  const to = (one: CatalogPart) => `/catalog/parts/${part}/${encodeURIComponent(one.id)}`;
  const columns: Column<CatalogPart>[] = [
    { key: "name", header: t("catalog.part"), text: nameOf, cell: (one) => <Link to={to(one)}>{nameOf(one)}</Link> },
    { key: "id", header: t("catalog.id"), wide: true, text: (one) => one.id, cell: (one) => one.id },
    { key: "version", header: t("catalog.version"), text: (one) => String(one.version), cell: (one) => one.version },
    { key: "state", header: t("state"), text: (one) => look("specification", one.state).label, cell: (one) => <StateTag family="specification" state={one.state} /> },
    { key: "about", header: t(part === "decisionTables" ? "description" : "catalog.when"), text: aboutOf, cell: aboutOf },
    ...(part === "approvalPolicies" ? [{ key: "approvals", header: t("policy.approvals"),
      text: (one: CatalogPart) => ("approvals" in one ? approvalsText(one.approvals) : ""),
      cell: (one: CatalogPart) => ("approvals" in one ? approvalsText(one.approvals) : null) }] : []),
  ];
  return (
    <>
      <PageHeader title={t(PARTS[part] ?? "nav.catalog")} path={[{ to: "/catalog", label: t("nav.catalog") }]} />
      <CatalogTabs />
      <DataTable<CatalogPart> key={part} name={part} path={`/api/catalogParts/${part}`} label={t(PARTS[part] ?? "nav.catalog")} columns={columns} filters={[]}
        sortable={false} rowKey={(one) => one.id} to={to} empty={{ title: t("catalog.noParts"), text: t("catalog.noPartsText") }} />
    </>
  );
}

export function approvalsText(n: number): string {
  return n === 0 ? t("policy.automatic") : n === 1 ? t("policy.one") : t("policy.many", { n });
}
