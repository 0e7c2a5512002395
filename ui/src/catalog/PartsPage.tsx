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

const addressOf = (part: string, one: CatalogPart) => `/catalog/parts/${part}/${encodeURIComponent(one.id)}`;
const linkTo = (part: string) => (one: CatalogPart) => <Link to={addressOf(part, one)}>{nameOf(one)}</Link>;
const stateOf = (one: CatalogPart) => <StateTag family="specification" state={one.state} />;

export default function PartsPage() {
  const { part = "decisionTables" } = useParams();
  const to = (one: CatalogPart) => addressOf(part, one);
  const columns: Column<CatalogPart>[] = [
    { key: "name", header: t("catalog.part"), text: nameOf, cell: linkTo(part) },
    { key: "id", header: t("catalog.id"), wide: true, text: (one) => one.id, cell: (one) => one.id },
    { key: "version", header: t("catalog.version"), text: (one) => String(one.version), cell: (one) => one.version },
    { key: "state", header: t("state"), text: (one) => look("specification", one.state).label, cell: stateOf },
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
