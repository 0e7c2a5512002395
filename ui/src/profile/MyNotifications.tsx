// Of what, and at which address, the person who is signed in wants to be told.
import { Button, TextInput } from "@carbon/react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "@/api/fetching";
import { tell, tellError } from "@/app/toasts";
import { t } from "@/i18n/t";
import { kindText, type Preference } from "@/notifications/data";
import { ErrorNotice, Pausing } from "@/parts/Notices";

export function MyNotifications() {
  const wish = useQuery({ queryKey: ["notificationPreference"], queryFn: ({ signal }) => api.get<Preference>("/api/notificationPreference", undefined, signal) });
  if (wish.error) return <ErrorNotice error={wish.error} retry={() => void wish.refetch()} />;
  if (!wish.data) return <Pausing label={t("loading")} />;
  return <WishForm wish={wish.data} />;
}

function WishForm({ wish }: { wish: Preference }) {
  const client = useQueryClient();
  const [address, setAddress] = useState(wish.mailAddress ?? "");
  const [muted, setMuted] = useState<ReadonlySet<string>>(() => new Set(wish.muted));
  const [busy, setBusy] = useState(false);
  const save = () => {
    setBusy(true);
    api.put<Preference>("/api/notificationPreference", { mailAddress: address.trim() || null, muted: [...muted] })
      .then((saved) => { client.setQueryData(["notificationPreference"], saved); tell({ kind: "success", title: t("profile.saved") }); })
      .catch(tellError)
      .finally(() => setBusy(false));
  };
  return (
    <section className="profile__part" aria-labelledby="my-notifications">
      <h2 id="my-notifications">{t("profile.notifications")}</h2>
      <TextInput id="my-address" labelText={t("profile.address")} value={address} placeholder={wish.accountAddress ?? t("none")}
        helperText={wish.accountAddress ? t("profile.addressHelp", { address: wish.accountAddress }) : t("profile.noAddress")} onChange={(event) => setAddress(event.target.value)} />
      <fieldset className="rule__part profile__kinds">
        <legend>{t("profile.tellMe")}</legend>
        {wish.kinds.map((kind) => (
          <label key={kind} className="check"><input type="checkbox" checked={!muted.has(kind)}
            onChange={({ target: { checked } }) => setMuted((now) => { const next = new Set(now); if (checked) next.delete(kind); else next.add(kind); return next; })} /> {kindText(kind)}</label>
        ))}
      </fieldset>
      <Button size="sm" disabled={busy} onClick={save}>{busy ? t("working") : t("save")}</Button>
    </section>
  );
}
