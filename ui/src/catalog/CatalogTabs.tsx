// The parts of the catalog: specifications, decision tables, policies.
import { useParams } from "react-router";
import { t, type Key } from "@/i18n/t";
import { ListTabs } from "@/parts/ListTabs";

export const PARTS: Record<string, Key> = {
  decisionTables: "catalog.tables", approvalPolicies: "catalog.approvalPolicies", enrichmentPolicies: "catalog.enrichmentPolicies",
  milestonePolicies: "catalog.milestonePolicies", orderTaskPolicies: "catalog.orderTaskPolicies", workOrderPolicies: "catalog.workOrderPolicies",
};

export function CatalogTabs() {
  const { part } = useParams();
  return (
    <ListTabs label={t("catalog.parts")} tabs={[
      { to: "/catalog", text: t("catalog.specifications"), current: part === undefined },
      ...Object.entries(PARTS).map(([one, key]) => ({ to: `/catalog/parts/${one}`, text: t(key), current: part === one })),
    ]} />
  );
}
