// Group and person, for whatever is assigned.
import { Select, SelectItem, TextInput } from "@carbon/react";
import { useSession } from "@/app/session";
import { t } from "@/i18n/t";
import { useGroups } from "./actions";

export interface Who {
  group: string;
  person: string;
}

interface Props {
  who: Who;
  onChange: (who: Who) => void;
  /** The word for "leave it as it is"; without it the empty choice clears. */
  keepText?: string;
}

export function WhoFields({ who, onChange, keepText }: Props) {
  const session = useSession();
  const groups = useGroups();
  const known = groups.data?.items ?? [];
  const names = [...new Set([...known.map((one) => one.name), ...(who.group ? [who.group] : [])])];
  // without a group anybody in any group can be meant
  const members = who.group ? (known.find((one) => one.name === who.group)?.members ?? []) : known.flatMap((one) => one.members);
  const people = [...new Set([...members, session.name, ...(who.person ? [who.person] : [])])].sort();
  return (
    <>
      {groups.data ? (
        <Select id="who-group" labelText={t("task.group")} value={who.group} onChange={(event) => onChange({ ...who, group: event.target.value })}>
          <SelectItem value="" text={keepText ?? t("none")} />
          {names.map((name) => <SelectItem key={name} value={name} text={name} />)}
        </Select>
      ) : (
        <TextInput id="who-group" labelText={t("task.group")} value={who.group} onChange={(event) => onChange({ ...who, group: event.target.value })} />
      )}
      <Select id="who-person" labelText={t("task.assignee")} value={who.person} onChange={(event) => onChange({ ...who, person: event.target.value })}>
        <SelectItem value="" text={keepText ?? t("task.nobody")} />
        {people.map((name) => <SelectItem key={name} value={name} text={name === session.name ? t("task.me", { name }) : name} />)}
      </Select>
    </>
  );
}
