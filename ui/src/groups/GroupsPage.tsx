// The groups that share to-do lists, each with its members.
import { Link } from "react-router";
import { t } from "@/i18n/t";
import { Empty, ErrorNotice, Pausing } from "@/parts/Notices";
import { PageHeader } from "@/parts/PageHeader";
import { useGroups } from "@/tasks/actions";

export default function GroupsPage() {
  const groups = useGroups();
  return (
    <>
      <PageHeader title={t("nav.groups")}><p className="muted">{t("group.lead")}</p></PageHeader>
      {groups.error && <ErrorNotice error={groups.error} retry={() => void groups.refetch()} />}
      {groups.isPending && <Pausing label={t("loading")} />}
      {groups.data?.items.length === 0 && <Empty title={t("group.none")} text={t("group.noneText")} />}
      {groups.data && groups.data.items.length > 0 && (
        <ul className="short">
          {groups.data.items.map(({ name, members }) => <li key={name}><Link to={`/groups/${encodeURIComponent(name)}`}>{name}</Link> <span className="muted">{members.length === 1 ? t("group.oneMember") : t("group.memberCount", { n: members.length })}</span></li>)}
        </ul>
      )}
    </>
  );
}
