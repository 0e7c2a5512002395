// API keys: whose, what for, what they may, when they were used last.
import { Link } from "react-router";
import { t } from "@/i18n/t";
import { DataTable, type Column } from "@/parts/DataTable";
import type { Filter } from "@/parts/FilterBar";
import { PageHeader } from "@/parts/PageHeader";
import { When } from "@/parts/When";
import { AdminTabs } from "./AdminTabs";
import { roleName, type ApiKey } from "./data";
import { KeyTag } from "./KeyPage";

const rolesText = (key: ApiKey) => (key.roles === null ? t("key.allRoles") : key.roles.map(roleName).join(", "));

const COLUMNS: Column<ApiKey>[] = [
  { key: "name", header: t("key.for"), text: (k) => k.name, cell: (k) => <Link to={`/admin/keys/${k.id}`}>{k.name}</Link> },
  { key: "prefix", header: t("key.prefix"), text: (k) => k.prefix ?? "", cell: (k) => (k.prefix ? <code>{k.prefix}…</code> : <span className="muted">{t("none")}</span>) },
  { key: "user", header: t("account.user"), text: (k) => k.userName, cell: (k) => <Link to={`/admin/users/${encodeURIComponent(k.userName)}`}>{k.userName}</Link> },
  { key: "state", header: t("state"), text: (k) => t(`key.${k.state as "active"}`), cell: (k) => <KeyTag state={k.state} /> },
  { key: "roles", header: t("profile.roles"), wide: true, text: rolesText, cell: rolesText },
  { key: "used", header: t("key.used"), text: (k) => k.lastUsedAt ?? "", cell: (k) => <When at={k.lastUsedAt} relative /> },
  { key: "ends", header: t("key.ends"), text: (k) => k.expiresAt ?? "", cell: (k) => (k.expiresAt ? <When at={k.expiresAt} relative /> : <span className="muted">{t("key.never")}</span>) },
  { key: "created", header: t("key.created"), wide: true, text: (k) => k.createdAt, cell: (k) => <When at={k.createdAt} relative /> },
];

const FILTERS: Filter[] = [
  { name: "search", label: t("key.search") },
  { name: "user", label: t("account.user") },
  { name: "usable", label: t("state"), options: [{ value: "true", label: t("key.active") }, { value: "false", label: t("key.over") }] },
];

export default function KeysPage() {
  return (
    <>
      <PageHeader title={t("nav.admin")} />
      <AdminTabs page="keys" />
      <p className="muted">{t("key.where")}</p>
      <DataTable<ApiKey> name="apiKeys" path="/api/apiKeys" label={t("admin.keys")} columns={COLUMNS} filters={FILTERS} sortable={false}
        rowKey={(key) => String(key.id)} to={(key) => `/admin/keys/${key.id}`} empty={{ title: t("key.none"), text: t("key.noneText") }} />
    </>
  );
}
