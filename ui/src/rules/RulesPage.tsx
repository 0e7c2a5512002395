// Who gets what: rules for fallouts and for tasks, each with a try-out that answers who would get one.
import { useSearchParams } from "react-router";
import { t } from "@/i18n/t";
import { ListTabs } from "@/parts/ListTabs";
import { PageHeader } from "@/parts/PageHeader";
import "@/notifications/notifications.scss";
import { AssignmentRules } from "./AssignmentRules";
import { Categories } from "./Categories";
import { RoutingRules } from "./RoutingRules";

export default function RulesPage() {
  const [params] = useSearchParams();
  const tab = params.get("tab");
  return (
    <>
      <PageHeader title={t("nav.rules")}><p className="muted">{t("rules.lead")}</p></PageHeader>
      <ListTabs label={t("nav.rules")} tabs={[
        { to: "/rules", text: t("rules.fallouts"), current: tab === null },
        { to: "/rules?tab=tasks", text: t("rules.tasks"), current: tab === "tasks" },
        { to: "/rules?tab=categories", text: t("categories"), current: tab === "categories" },
      ]} />
      {tab === "tasks" ? <AssignmentRules /> : tab === "categories" ? <Categories /> : <RoutingRules />}
    </>
  );
}
