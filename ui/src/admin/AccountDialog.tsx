// An account as a form: who it is, what it may do, whose work it shares.
import { PasswordInput, TextInput } from "@carbon/react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { api } from "@/api/fetching";
import { tell } from "@/app/toasts";
import { t } from "@/i18n/t";
import { Dialog } from "@/parts/Dialog";
import { useGroups } from "@/tasks/actions";
import { Choices } from "@/parts/Choices";
import { accountAddress, roleName, rolesQuery, type Account } from "./data";

export function AccountDialog({ account, onClose }: { account: Account | null; onClose: () => void }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const roles = useQuery(rolesQuery);
  const groups = useGroups();
  const [userName, setUserName] = useState("");
  const [fullName, setFullName] = useState(account?.fullName ?? "");
  const [email, setEmail] = useState(account?.email ?? "");
  const [password, setPassword] = useState("");
  const [chosenRoles, setRoles] = useState<ReadonlySet<string>>(new Set(account?.roles));
  const [chosenGroups, setGroups] = useState<ReadonlySet<string>>(new Set(account?.groups));
  async function save() {
    const what = { fullName, email, roles: [...chosenRoles], groups: [...chosenGroups] };
    if (account === null) {
      if (!userName.trim()) return t("account.nameMissing");
      const made = await api.post<Account>("/api/users", { ...what, email: email || null, userName, password: password || null });
      tell({ kind: "success", title: t("account.made", { name: made.userName }) });
      void navigate(`/admin/users/${encodeURIComponent(made.userName)}`);
    } else {
      await api.patch<Account>(accountAddress(account.userName), what);
      tell({ kind: "success", title: t("account.saved", { name: account.userName }) });
    }
    await client.invalidateQueries({ queryKey: ["users"] });
  }
  return (
    <Dialog title={account === null ? t("account.new") : account.userName} doText={t("save")} onClose={onClose} onDo={save}>
      {account === null && <TextInput id="account-name" labelText={t("account.userName")} helperText={t("account.userNameHelp")} value={userName} autoComplete="off" onChange={(event) => setUserName(event.target.value)} />}
      <TextInput id="account-full" labelText={t("profile.fullName")} value={fullName} autoComplete="off" onChange={(event) => setFullName(event.target.value)} />
      <TextInput id="account-email" labelText={t("account.email")} type="email" value={email} autoComplete="off" onChange={(event) => setEmail(event.target.value)} />
      {account === null && <PasswordInput id="account-password" labelText={t("account.password")} helperText={t("account.passwordHelp")} value={password} autoComplete="new-password" onChange={(event) => setPassword(event.target.value)} />}
      <Choices legend={t("profile.roles")} names={(roles.data?.items ?? []).map(({ name }) => name)} text={roleName} chosen={chosenRoles} onChange={setRoles} />
      <Choices legend={t("profile.groups")} names={(groups.data?.items ?? []).map(({ name }) => name)} chosen={chosenGroups} onChange={setGroups} />
    </Dialog>
  );
}

/** A new password for somebody; all their sessions end. */
export function PasswordDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const client = useQueryClient();
  const [password, setPassword] = useState("");
  return (
    <Dialog title={t("account.setPassword", { name })} lead={<p>{t("account.passwordLead")}</p>} doText={t("save")} onClose={onClose}
      onDo={async () => {
        await api.put(`${accountAddress(name)}/password`, { password });
        tell({ kind: "success", title: t("account.passwordSet", { name }) });
        await client.invalidateQueries({ queryKey: ["users"] });
      }}>
      <PasswordInput id="account-password" labelText={t("account.password")} helperText={t("account.passwordHelp")} value={password} autoComplete="new-password" onChange={(event) => setPassword(event.target.value)} />
    </Dialog>
  );
}
