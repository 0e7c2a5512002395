// Accounts: who may sign in, with which roles, in which groups, when they last did.
import { Add } from "@carbon/icons-react";
import { Button } from "@carbon/react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { useMay } from "@/app/session";
import { t } from "@/i18n/t";
import { DataTable, type Column } from "@/parts/DataTable";
import type { Filter } from "@/parts/FilterBar";
import { PageHeader } from "@/parts/PageHeader";
import { When } from "@/parts/When";
import { useGroups } from "@/tasks/actions";
import { AccountDialog } from "./AccountDialog";
import { AdminTabs } from "./AdminTabs";
import { roleName, rolesQuery, type Account } from "./data";
import "./admin.scss";

export const ActiveTag = ({ active }: { active: boolean }) => <span className={active ? "state state--green" : "state state--gray"}>{t(active ? "account.active" : "account.closed")}</span>;

const COLUMNS: Column<Account>[] = [
  { key: "userName", header: t("account.userName"), text: (a) => a.userName, cell: (a) => <Link to={`/admin/users/${encodeURIComponent(a.userName)}`}>{a.userName}</Link> },
  { key: "fullName", header: t("profile.fullName"), text: (a) => a.fullName, cell: (a) => a.fullName },
  { key: "state", header: t("state"), text: (a) => t(a.active ? "account.active" : "account.closed"), cell: (a) => <ActiveTag active={a.active} /> },
  { key: "roles", header: t("profile.roles"), text: (a) => a.roles.map(roleName).join(", "), cell: (a) => a.roles.map(roleName).join(", ") || <span className="muted">{t("none")}</span> },
  { key: "groups", header: t("profile.groups"), wide: true, text: (a) => a.groups.join(", "), cell: (a) => a.groups.join(", ") || <span className="muted">{t("none")}</span> },
  { key: "lastSignIn", header: t("account.lastSignIn"), text: (a) => a.lastSignInAt ?? "", cell: (a) => <When at={a.lastSignInAt} relative /> },
  { key: "sessions", header: t("account.sessions"), wide: true, text: (a) => String(a.sessions), cell: (a) => a.sessions },
  { key: "keys", header: t("admin.keys"), wide: true, text: (a) => String(a.apiKeys),
    cell: (a) => (a.apiKeys ? <Link to={`/admin/keys?usable=true&user=${encodeURIComponent(a.userName)}`}>{a.apiKeys}</Link> : 0) },
];

export default function UsersPage() {
  const [making, setMaking] = useState(false);
  const may = useMay("user:admin");
  const roles = useQuery(rolesQuery);
  const groups = useGroups();
  const filters: Filter[] = [
    { name: "search", label: t("account.search") },
    { name: "role", label: t("account.role"), options: (roles.data?.items ?? []).map(({ name }) => ({ value: name, label: roleName(name) })) },
    { name: "group", label: t("task.group"), options: (groups.data?.items ?? []).map(({ name }) => ({ value: name, label: name })) },
    { name: "active", label: t("state"), options: [{ value: "true", label: t("account.active") }, { value: "false", label: t("account.closed") }] },
  ];
  return (
    <>
      <PageHeader title={t("nav.admin")} actions={may && <Button size="sm" renderIcon={Add} onClick={() => setMaking(true)}>{t("account.new")}</Button>} />
      <AdminTabs page="users" />
      <DataTable<Account> name="users" path="/api/users" label={t("admin.users")} columns={COLUMNS} filters={filters} sortable={false}
        rowKey={(account) => account.userName} to={(account) => `/admin/users/${encodeURIComponent(account.userName)}`}
        empty={{ title: t("account.none"), text: t("account.noneText") }} />
      {making && <AccountDialog account={null} onClose={() => setMaking(false)} />}
    </>
  );
}
