// Roles: what each lets people do, and how many have it.
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { t } from "@/i18n/t";
import { rightText } from "@/parts/WhyNot";
import { ErrorNotice, Pausing } from "@/parts/Notices";
import { PageHeader } from "@/parts/PageHeader";
import { AdminTabs } from "./AdminTabs";
import { roleName, rolesQuery } from "./data";

export default function RolesPage() {
  const roles = useQuery(rolesQuery);
  return (
    <>
      <PageHeader title={t("nav.admin")} />
      <AdminTabs page="roles" />
      {roles.error && <ErrorNotice error={roles.error} retry={() => void roles.refetch()} />}
      {roles.isPending && <Pausing label={t("loading")} />}
      {roles.data && (
        <div className="scroller">
          <table className="plain">
            <caption className="hidden">{t("admin.roles")}</caption>
            <thead><tr><th scope="col">{t("account.role")}</th><th scope="col">{t("admin.usersWith")}</th><th scope="col">{t("admin.rights")}</th></tr></thead>
            <tbody>
              {roles.data.items.map((role) => (
                <tr key={role.name}>
                  <th scope="row">{roleName(role.name)}</th>
                  <td><Link to={`/admin?active=true&role=${role.name}`}>{role.users}</Link></td>
                  <td className="muted">{role.permissions.map(rightText).join(", ")}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
