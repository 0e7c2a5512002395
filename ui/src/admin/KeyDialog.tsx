// A new API key: what it is for, what it may, how long it works. It is shown once.
import { Select, SelectItem, TextInput } from "@carbon/react";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { api } from "@/api/fetching";
import { t } from "@/i18n/t";
import { Dialog } from "@/parts/Dialog";
import { Choices } from "@/parts/Choices";
import { expiryOf, KEY_DAYS, roleName, type Account, type ApiKey } from "./data";

export function KeyDialog({ user, onClose }: { user: Pick<Account, "userName" | "roles">; onClose: () => void }) {
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [days, setDays] = useState<number>(90);
  const [roles, setRoles] = useState<ReadonlySet<string>>(new Set(user.roles));
  const answer = useRef<ApiKey | null>(null);
  const [made, setMade] = useState<ApiKey | null>(null);
  async function make() {
    if (!name.trim()) return t("key.nameMissing");
    const all = user.roles.every((role) => roles.has(role));
    if (!all && roles.size === 0) return t("key.roleMissing");
    answer.current = await api.post<ApiKey>("/api/apiKeys", {
      name, userName: user.userName, roles: all ? null : [...roles], expiresAt: expiryOf(days, Date.now()),
    });
    await client.invalidateQueries({ queryKey: ["apiKeys"] });
    await client.invalidateQueries({ queryKey: ["users"] });
  }
  if (made !== null) {
    return (
      <Dialog key="made" title={t("key.made", { name: made.name })} tells doText={t("close")} onClose={onClose} lead={<p>{t("key.once")}</p>} onDo={() => Promise.resolve()}>
        <TextInput id="key-made" labelText={t("key.key")} readOnly value={made.key ?? ""} onFocus={(event) => event.target.select()} />
      </Dialog>
    );
  }
  // the dialog closes when the key is there; then it is shown
  return (
    <Dialog key="make" title={t("key.new", { name: user.userName })} lead={<p>{t("key.lead")}</p>} doText={t("key.make")} onDo={make}
      onClose={() => { if (answer.current) setMade(answer.current); else onClose(); }}>
      <TextInput id="key-name" labelText={t("key.for")} helperText={t("key.forHelp")} value={name} onChange={(event) => setName(event.target.value)} />
      <Select id="key-days" labelText={t("key.ends")} value={String(days)} onChange={(event) => setDays(Number(event.target.value))}>
        {KEY_DAYS.map((n) => <SelectItem key={n} value={String(n)} text={n === 0 ? t("key.never") : t("home.days", { n })} />)}
      </Select>
      <Choices legend={t("key.roles")} names={user.roles} text={roleName} chosen={roles} onChange={setRoles} />
    </Dialog>
  );
}
