// Who gets what: rules for fallouts and for tasks, each with a try-out that answers who would get one.
import { useSearchParams } from "react-router";
import { t } from "@/i18n/t";
import { ListTabs } from "@/parts/ListTabs";
import { PageHeader } from "@/parts/PageHeader";
import "@/notifications/notifications.scss";
import { AssignmentRules } from "./AssignmentRules";
import { RoutingRules } from "./RoutingRules";

export default function RulesPage() {
  const [params] = useSearchParams();
  const tasks = params.get("tab") === "tasks";
  return (
    <>
      <PageHeader title={t("nav.rules")}><p className="muted">{t("rules.lead")}</p></PageHeader>
      <ListTabs label={t("nav.rules")} tabs={[
        { to: "/rules", text: t("rules.fallouts"), current: !tasks },
        { to: "/rules?tab=tasks", text: t("rules.tasks"), current: tasks },
      ]} />
      {tasks ? <AssignmentRules /> : <RoutingRules />}
    </>
  );
}
