// Every page and its address. A page is a file with a default export, loaded when it is first opened.
import { Button } from "@carbon/react";
import { lazy, useEffect, type ComponentType } from "react";
import { createBrowserRouter, useRouteError } from "react-router";
import { t } from "@/i18n/t";
import { Empty, ErrorNotice } from "@/parts/Notices";
import { SessionGate } from "./session";
import { Shell } from "./Shell";

const page = (load: () => Promise<{ default: ComponentType }>) => {
  const Page = lazy(load);
  return <Page />;
};

/** What browsers say when a part of the workspace cannot be read: there is no server, or it was renewed and has other parts now. */
const PART = /preload CSS|dynamically imported module|module script failed/i;
const RELOADED = "reloaded for a part";

function Broken() {
  const error = useRouteError();
  const unread = PART.test(String(error));
  // one reload, not one after the other: a part that stays away is told
  useEffect(() => {
    if (!unread || Date.now() - Number(sessionStorage.getItem(RELOADED) ?? 0) < 20_000) return;
    const ask = () => void fetch("/", { cache: "no-store" }).then((answer) => {
      if (!answer.ok) return;
      sessionStorage.setItem(RELOADED, String(Date.now()));
      location.reload();
    }, () => undefined);
    ask();
    const timer = setInterval(ask, 2000);
    return () => clearInterval(timer);
  }, [unread]);
  return unread
    ? <Empty title={t("error.noPart")} text={t("error.noPartText")}><Button size="sm" onClick={() => location.reload()}>{t("retryNow")}</Button></Empty>
    : <ErrorNotice error={error ?? t("error.unexpected")} retry={() => location.reload()} />;
}

export const router = createBrowserRouter([
  {
    path: "/",
    element: <SessionGate><Shell /></SessionGate>,
    errorElement: <Broken />,
    children: [
      {
        errorElement: <Broken />,
        children: [
          { index: true, element: page(() => import("@/home/HomePage")) },
          { path: "dashboard", element: page(() => import("@/dashboard/DashboardPage")) },
          { path: "allTasks", element: page(() => import("@/dashboard/AllTasksPage")) },
          { path: "work", element: page(() => import("@/dashboard/WorkPage")) },
          { path: "orders", element: page(() => import("@/orders/Orders")) },
          { path: "orders/new", element: page(() => import("@/orders/NewOrder")) },
          { path: "orders/import", element: page(() => import("@/orders/ImportPage")) },
          { path: "orders/:number", element: page(() => import("@/orders/OrderPage")) },
          { path: "domainOrders/:number", element: page(() => import("@/orders/DomainOrderPage")) },
          { path: "orders/:number/dryRun", element: page(() => import("@/orders/DryRunPage")) },
          { path: "orders/:number/plan", element: page(() => import("@/plan/PlanPage")) },
          { path: "tasks", element: page(() => import("@/tasks/pages/TasksPage")) },
          { path: "tasks/:number", element: page(() => import("@/tasks/pages/TaskPage")) },
          { path: "orderTasks", element: page(() => import("@/orderTasks/OrderTasksPage")) },
          { path: "orderTasks/:number", element: page(() => import("@/orderTasks/OrderTaskPage")) },
          { path: "enrichment", element: page(() => import("@/enrichment/EnrichmentPage")) },
          { path: "enrichment/:number", element: page(() => import("@/enrichment/EnrichmentTaskPage")) },
          { path: "fallouts", element: page(() => import("@/fallouts/FalloutsPage")) },
          { path: "fallouts/groups/:number", element: page(() => import("@/fallouts/FalloutGroupPage")) },
          { path: "fallouts/campaigns/:number", element: page(() => import("@/fallouts/CampaignPage")) },
          { path: "fallouts/:number", element: page(() => import("@/fallouts/FalloutPage")) },
          { path: "attention", element: page(() => import("@/attention/AttentionPage")) },
          { path: "jeopardy", element: page(() => import("@/attention/JeopardyPage")) },
          { path: "inventory", element: page(() => import("@/inventory/InventoryPage")) },
          { path: "inventory/customers/:customer", element: page(() => import("@/inventory/CustomerPage")) },
          { path: "inventory/:number", element: page(() => import("@/inventory/ItemPage")) },
          { path: "catalog", element: page(() => import("@/catalog/CatalogPage")) },
          { path: "catalog/parts/:part", element: page(() => import("@/catalog/PartsPage")) },
          { path: "catalog/parts/:part/:id", element: page(() => import("@/catalog/PartPage")) },
          { path: "catalog/:id", element: page(() => import("@/catalog/SpecificationPage")) },
          { path: "notifications", element: page(() => import("@/notifications/NotificationsPage")) },
          { path: "groups", element: page(() => import("@/groups/GroupsPage")) },
          { path: "groups/:name", element: page(() => import("@/groups/GroupPage")) },
          { path: "systems", element: page(() => import("@/systems/SystemsPage")) },
          { path: "systems/:name", element: page(() => import("@/systems/SystemPage")) },
          { path: "rules", element: page(() => import("@/rules/RulesPage")) },
          { path: "admin", element: page(() => import("@/admin/UsersPage")) },
          { path: "admin/users/:name", element: page(() => import("@/admin/UserPage")) },
          { path: "admin/roles", element: page(() => import("@/admin/RolesPage")) },
          { path: "admin/keys", element: page(() => import("@/admin/KeysPage")) },
          { path: "admin/keys/:id", element: page(() => import("@/admin/KeyPage")) },
          { path: "admin/audit", element: page(() => import("@/admin/AuditPage")) },
          { path: "profile", element: page(() => import("@/profile/ProfilePage")) },
          { path: "*", element: page(() => import("@/pages/NotFound")) },
        ],
      },
    ],
  },
]);
