// One account: what it is and may, and what was done to it and by it.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { api } from "@/api/fetching";
import type { Page } from "@/api/types";
import { useSession } from "@/app/session";
import { tell } from "@/app/toasts";
import { t } from "@/i18n/t";
import { ActivityStream } from "@/parts/ActivityStream";
import { Dialog } from "@/parts/Dialog";
import { KeyValue } from "@/parts/KeyValue";
import { ErrorNotice, Pausing } from "@/parts/Notices";
import { PageHeader } from "@/parts/PageHeader";
import { VerbButtons } from "@/parts/VerbButtons";
import { When } from "@/parts/When";
import { AccountDialog, PasswordDialog } from "./AccountDialog";
import { accountAddress, accountQuery, entryOf, roleName, type AuditEvent } from "./data";
import { KeyDialog } from "./KeyDialog";
import { ActiveTag } from "./UsersPage";
import "@/home/home.scss";
import "./admin.scss";

const PATH = [{ to: "/admin", label: t("nav.admin") }];
type Asked = "edit" | "setPassword" | "deactivate" | "activate" | "endSessions" | "newKey";

export default function UserPage() {
  const { name = "" } = useParams();
  const client = useQueryClient();
  const session = useSession();
  const [asked, setAsked] = useState<Asked | null>(null);
  const found = useQuery(accountQuery(name));
  if (found.error) return <><PageHeader title={name} path={PATH} /><ErrorNotice error={found.error} retry={() => void found.refetch()} /></>;
  if (!found.data) return <Pausing label={t("loading")} />;
  const account = found.data;
  const close = () => setAsked(null);
  const done = async (title: string) => {
    tell({ kind: "success", title });
    await client.invalidateQueries({ queryKey: ["users"] });
  };
  const ask = (verb: Asked) => ({ verb, onClick: () => setAsked(verb) });
  return (
    <>
      <PageHeader title={account.fullName} number={account.userName} path={PATH} tags={<ActiveTag active={account.active} />} actions={
        <VerbButtons verbs={[...account.verbs, ...(account.active ? ["newKey"] : [])]} buttons={[
          ask("edit"), { ...ask("setPassword"), kind: "tertiary" }, { ...ask("newKey"), kind: "tertiary" }, { ...ask("endSessions"), kind: "tertiary" },
          { ...ask("activate"), kind: "tertiary" }, { ...ask("deactivate"), kind: "danger--tertiary" },
        ]} />
      } />
      <div className="columns record">
        <section aria-label={t("account.facts")}>
          <h2>{t("account.facts")}</h2>
          <KeyValue facts={[
            [t("account.userName"), account.userName], [t("profile.fullName"), account.fullName], [t("account.email"), account.email],
            [t("profile.roles"), account.roles.map(roleName).join(", ")],
            [t("profile.groups"), account.groups.length === 0 ? null : account.groups.map((group, i) => <span key={group}>{i > 0 && ", "}<Link to={`/groups/${encodeURIComponent(group)}`}>{group}</Link></span>)],
            [t("account.signsIn"), t(account.hasPassword ? "account.byPassword" : "account.byKeyOnly")],
            [t("account.lastSignIn"), <When key="in" at={account.lastSignInAt} />], [t("account.sessions"), account.sessions],
            [t("admin.keys"), <Link key="keys" to={`/admin/keys?user=${encodeURIComponent(account.userName)}`}>{t("account.usableKeys", { n: account.apiKeys })}</Link>],
            [t("account.since"), <When key="since" at={account.createdAt} />],
          ]} />
        </section>
        <Story title={t("account.doneTo")} ask={{ record: account.userName }} all={`/admin/audit?record=${encodeURIComponent(account.userName)}`} />
        <Story title={t("account.doneBy")} ask={{ by: account.userName }} all={`/admin/audit?by=${encodeURIComponent(account.userName)}`} />
      </div>
      {asked === "edit" && <AccountDialog account={account} onClose={close} />}
      {asked === "setPassword" && <PasswordDialog name={account.userName} onClose={close} />}
      {asked === "newKey" && <KeyDialog user={account} onClose={close} />}
      {asked === "deactivate" && (
        <Dialog title={t("account.close", { name: account.userName })} lead={<p>{t(account.userName === session.name ? "account.closeOwn" : "account.closeLead")}</p>} doText={t("verb.deactivate")} danger onClose={close}
          onDo={async () => { await api.patch(accountAddress(name), { active: false }); await done(t("account.wasClosed", { name })); }} />
      )}
      {asked === "activate" && (
        <Dialog title={t("account.open", { name: account.userName })} lead={<p>{t("account.openLead")}</p>} doText={t("verb.activate")} onClose={close}
          onDo={async () => { await api.patch(accountAddress(name), { active: true }); await done(t("account.wasOpened", { name })); }} />
      )}
      {asked === "endSessions" && (
        <Dialog title={t("account.endSessions", { name: account.userName })} lead={<p>{t("account.endLead")}</p>} doText={t("verb.endSessions")} danger onClose={close}
          onDo={async () => { await api.delete(`${accountAddress(name)}/sessions`); await done(t("account.ended", { name })); }} />
      )}
    </>
  );
}

export function Story({ title, ask, all }: { title: string; ask: Record<string, string>; all: string }) {
  const found = useQuery({
    queryKey: ["users", "story", ask],
    queryFn: ({ signal }) => api.get<Page<AuditEvent>>("/api/audit", { ...ask, limit: 10 }, signal),
  });
  return (
    <section aria-label={title}>
      <div className="home__head"><h2>{title}</h2><Link to={all} aria-label={`${t("home.all")}: ${title}`}>{t("home.all")}</Link></div>
      {found.error && <ErrorNotice error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <Pausing label={t("loading")} />}
      {found.data && <ActivityStream entries={found.data.items.map(entryOf)} />}
    </section>
  );
}
