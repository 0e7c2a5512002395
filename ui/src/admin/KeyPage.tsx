// One API key; it can be revoked.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { api } from "@/api/fetching";
import { tell } from "@/app/toasts";
import { t } from "@/i18n/t";
import { Dialog } from "@/parts/Dialog";
import { KeyValue } from "@/parts/KeyValue";
import { ErrorNotice, Pausing } from "@/parts/Notices";
import { PageHeader } from "@/parts/PageHeader";
import { VerbButtons } from "@/parts/VerbButtons";
import { When } from "@/parts/When";
import { roleName, type ApiKey } from "./data";

const TONES: Record<string, string> = { active: "green", expired: "gray", revoked: "red" };

export const KeyTag = ({ state }: { state: string }) => <span className={`state state--${TONES[state] ?? "gray"}`}>{t(`key.${state as "active"}`)}</span>;

const PATH = [{ to: "/admin", label: t("nav.admin") }, { to: "/admin/keys", label: t("admin.keys") }];

export default function KeyPage() {
  const { id = "" } = useParams();
  const client = useQueryClient();
  const [revoking, setRevoking] = useState(false);
  const found = useQuery({ queryKey: ["apiKeys", "one", Number(id)], queryFn: ({ signal }) => api.get<ApiKey>(`/api/apiKeys/${id}`, undefined, signal) });
  if (found.error) return <><PageHeader title={t("key.key")} path={PATH} /><ErrorNotice error={found.error} retry={() => void found.refetch()} /></>;
  if (!found.data) return <Pausing label={t("loading")} />;
  const key = found.data;
  return (
    <>
      <PageHeader title={key.name} path={PATH} tags={<KeyTag state={key.state} />}
        actions={<VerbButtons verbs={key.verbs} buttons={[{ verb: "revoke", onClick: () => setRevoking(true), kind: "danger--tertiary" }]} />} />
      <div className="columns record">
        <section aria-label={t("account.facts")}>
          <KeyValue facts={[
            [t("key.for"), key.name], [t("key.prefix"), key.prefix && <code key="p">{key.prefix}…</code>],
            [t("account.user"), <Link key="u" to={`/admin/users/${encodeURIComponent(key.userName)}`}>{key.userName}</Link>],
            [t("profile.roles"), key.roles === null ? t("key.allRoles") : key.roles.map(roleName).join(", ")],
            [t("key.created"), <When key="c" at={key.createdAt} />], [t("key.used"), <When key="l" at={key.lastUsedAt} />],
            [t("key.ends"), key.expiresAt ? <When key="e" at={key.expiresAt} /> : t("key.never")], [t("key.wasRevoked"), <When key="r" at={key.revokedAt} />],
          ]} />
        </section>
      </div>
      {revoking && (
        <Dialog title={t("key.revoke", { name: key.name })} lead={<p>{t("key.revokeLead")}</p>} doText={t("verb.revoke")} danger onClose={() => setRevoking(false)}
          onDo={async () => {
            await api.delete(`/api/apiKeys/${id}`);
            tell({ kind: "success", title: t("key.gone", { name: key.name }) });
            await client.invalidateQueries({ queryKey: ["apiKeys"] });
          }} />
      )}
    </>
  );
}
