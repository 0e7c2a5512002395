// What the person who is signed in can do, how much they have in hand, and when they are away.
import { Button, TextInput } from "@carbon/react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "@/api/fetching";
import type { Schemas } from "@/api/types";
import { tell, tellError } from "@/app/toasts";
import { t } from "@/i18n/t";
import { KeyValue } from "@/parts/KeyValue";
import { ErrorNotice, Pausing } from "@/parts/Notices";
import { When } from "@/parts/When";
import { PersonField } from "@/tasks/PersonField";

type WorkProfile = Schemas["WorkProfileBody"];

const local = (at: string | null) => (at === null ? "" : new Date(Date.parse(at) - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16));
const instant = (text: string) => (text ? new Date(text).toISOString() : null);

export function MyAbsence() {
  const mine = useQuery({ queryKey: ["workProfile"], queryFn: ({ signal }) => api.get<WorkProfile>("/api/workProfiles/me", undefined, signal) });
  if (mine.error) return <ErrorNotice error={mine.error} retry={() => void mine.refetch()} />;
  if (!mine.data) return <Pausing label={t("loading")} />;
  return <AbsenceForm key={`${mine.data.absentFrom}${mine.data.absentUntil}`} profile={mine.data} />;
}

function AbsenceForm({ profile }: { profile: WorkProfile }) {
  const client = useQueryClient();
  const [from, setFrom] = useState(local(profile.absentFrom));
  const [until, setUntil] = useState(local(profile.absentUntil));
  const [deputy, setDeputy] = useState(profile.deputy ?? "");
  const [busy, setBusy] = useState(false);
  const save = (absence: { absentFrom: string | null; absentUntil: string | null; deputy: string | null }) => {
    setBusy(true);
    api.put<WorkProfile>("/api/workProfiles/me/absence", absence)
      .then((saved) => { client.setQueryData(["workProfile"], saved); tell({ kind: "success", title: t("profile.absenceSaved") }); })
      .catch(tellError)
      .finally(() => setBusy(false));
  };
  return (
    <section className="profile__part" aria-labelledby="my-work">
      <h2 id="my-work">{t("profile.work")}</h2>
      <KeyValue facts={[
        [t("work.skills"), profile.skills.join(", ")], [t("work.inHand"), t("work.of", { n: profile.inHand, most: profile.parallelTasks })],
        [t("work.calendar"), profile.calendar],
        [t("work.absence"), profile.absentUntil && <>{profile.absent ? t("work.absentNow") : t("work.absentLater")} <When at={profile.absentFrom} /> – <When at={profile.absentUntil} /></>],
      ]} />
      <h3>{t("profile.away")}</h3>
      <p className="muted">{t("profile.awayLead")}</p>
      <div className="rule__fields">
        <TextInput id="absent-from" type="datetime-local" labelText={t("profile.from")} value={from} onChange={(event) => setFrom(event.target.value)} />
        <TextInput id="absent-until" type="datetime-local" labelText={t("profile.until")} value={until} onChange={(event) => setUntil(event.target.value)} />
        <PersonField id="deputy" label={t("profile.deputy")} person={deputy} permission="task:work" emptyText={t("profile.noDeputy")} onChange={setDeputy} />
      </div>
      <p className="rule__do">
        <Button size="sm" disabled={busy || !from || !until} onClick={() => save({ absentFrom: instant(from), absentUntil: instant(until), deputy: deputy || null })}>{t("profile.saveAbsence")}</Button>
        {profile.absentUntil && <> <Button size="sm" kind="tertiary" disabled={busy} onClick={() => save({ absentFrom: null, absentUntil: null, deputy: null })}>{t("profile.endAbsence")}</Button></>}
      </p>
    </section>
  );
}
