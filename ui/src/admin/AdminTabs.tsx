// The pages of the administration.
import { t } from "@/i18n/t";
import { ListTabs } from "@/parts/ListTabs";

export type AdminPage = "users" | "roles" | "keys" | "audit";

const TABS: { page: AdminPage; to: string }[] = [
  { page: "users", to: "/admin" }, { page: "roles", to: "/admin/roles" }, { page: "keys", to: "/admin/keys" }, { page: "audit", to: "/admin/audit?people=true" },
];

export function AdminTabs({ page }: { page: AdminPage }) {
  return <ListTabs label={t("nav.admin")} tabs={TABS.map((tab) => ({ to: tab.to, text: t(`admin.${tab.page}`), current: tab.page === page }))} />;
}
