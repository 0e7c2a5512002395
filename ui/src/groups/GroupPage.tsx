// A group for those who manage work: who is in it, what they can do and have in hand, and whether tasks are given out.
import { Button, NumberInput, Select, SelectItem, TextInput } from "@carbon/react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { api } from "@/api/fetching";
import type { Schemas } from "@/api/types";
import { tellError } from "@/app/toasts";
import { t } from "@/i18n/t";
import { Dialog } from "@/parts/Dialog";
import { Empty, ErrorNotice, Pausing } from "@/parts/Notices";
import { PageHeader } from "@/parts/PageHeader";
import { When } from "@/parts/When";
import "@/notifications/notifications.scss";

type Group = Schemas["GroupWorkBody"];
type Member = Group["members"][number];

const PATH = [{ to: "/groups", label: t("nav.groups") }];
const HEADS = ["work.member", "work.skills", "work.inHand", "work.calendar", "work.absence", "action"] as const;

export default function GroupPage() {
  const { name = "" } = useParams();
  const client = useQueryClient();
  const [edited, setEdited] = useState<Member | null>(null);
  const key = ["groupWork", name];
  const at = `/api/groups/${encodeURIComponent(name)}`;
  const group = useQuery({ queryKey: key, queryFn: ({ signal }) => api.get<Group>(`${at}/work`, undefined, signal), refetchInterval: 15_000 });
  if (group.error && !group.data) return <><PageHeader title={name} path={PATH} /><ErrorNotice error={group.error} retry={() => void group.refetch()} /></>;
  if (!group.data) return <Pausing label={t("loading")} />;
  const { push, waiting, members, verbs } = group.data;
  const toggle = () => { api.put<Group>(`${at}/push`, { push: !push }).then((saved) => client.setQueryData(key, saved)).catch(tellError); };
  return (
    <>
      <PageHeader title={name} path={PATH}><p className="muted">{push ? t("group.pushOn") : t("group.pushOff")}</p></PageHeader>
      <p className="rule__do">
        {verbs.includes("push") && <Button size="sm" kind={push ? "tertiary" : "primary"} onClick={toggle}>{push ? t("group.switchOff") : t("group.switchOn")}</Button>}{" "}
        <Link to={`/tasks?who=all&group=${encodeURIComponent(name)}`}>{t("group.waiting", { n: waiting })}</Link>
      </p>
      {members.length === 0 ? <Empty title={t("group.empty")} text={t("group.emptyText")} /> : (
        <div className="scroller">
          <table className="table">
            <caption className="hidden">{t("group.members")}</caption>
            <thead><tr>{HEADS.map((head) => <th key={head} scope="col">{t(head)}</th>)}</tr></thead>
            <tbody>
              {members.map((member) => (
                <tr key={member.userName}>
                  <td>{member.fullName || member.userName} <span className="muted">{member.userName}</span></td>
                  <td>{member.skills.join(", ") || <span className="muted">{t("none")}</span>}</td>
                  <td>{t("work.of", { n: member.inHand, most: member.parallelTasks })}</td>
                  <td>{member.calendar ?? <span className="muted">{t("rule.anyTime")}</span>}</td>
                  <td>{member.absentUntil ? <>{member.absent ? t("work.absentNow") : t("work.absentLater")} <When at={member.absentFrom} /> – <When at={member.absentUntil} />{member.deputy && ` · ${t("work.standsIn", { name: member.deputy })}`}</> : <span className="muted">{t("none")}</span>}</td>
                  <td>{member.verbs.includes("save") && <Button size="sm" kind="ghost" onClick={() => setEdited(member)}>{t("verb.edit")}</Button>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {edited && <MemberDialog member={edited} onClose={() => setEdited(null)} onSaved={() => client.invalidateQueries({ queryKey: key })} />}
    </>
  );
}

function MemberDialog({ member, onClose, onSaved }: { member: Member; onClose: () => void; onSaved: () => Promise<void> }) {
  const [skills, setSkills] = useState(member.skills.join(", "));
  const [most, setMost] = useState(member.parallelTasks);
  const [calendar, setCalendar] = useState(member.calendar ?? "");
  const calendars = useQuery({ queryKey: ["calendars"], queryFn: ({ signal }) => api.get<{ items: { name: string }[] }>("/api/calendars", undefined, signal) });
  return (
    <Dialog title={member.fullName || member.userName} doText={t("save")} onClose={onClose}
      onDo={async () => {
        const listed = skills.split(",").map((one) => one.trim()).filter(Boolean);
        await api.put(`/api/workProfiles/${encodeURIComponent(member.userName)}`, { skills: listed, parallelTasks: most, calendar: calendar || null });
        await onSaved();
      }}>
      <TextInput id="member-skills" labelText={t("work.skills")} helperText={t("work.skillsHelp")} value={skills} onChange={(event) => setSkills(event.target.value)} />
      <NumberInput id="member-most" label={t("work.most")} min={0} max={1000} value={most} onChange={(_, { value }) => setMost(Number(value))} />
      <Select id="member-calendar" labelText={t("work.calendar")} value={calendar} onChange={(event) => setCalendar(event.target.value)}>
        <SelectItem value="" text={t("rule.anyTime")} />
        {calendars.data?.items.map(({ name }) => <SelectItem key={name} value={name} text={name} />)}
      </Select>
    </Dialog>
  );
}
