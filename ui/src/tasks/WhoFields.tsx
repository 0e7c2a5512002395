// Group and person, for whatever is assigned.
import { Select, SelectItem, TextInput } from "@carbon/react";
import type { Schemas } from "@/api/types";
import { t } from "@/i18n/t";
import { useGroups } from "./actions";
import { PersonField } from "./PersonField";

export interface Who {
  group: string;
  person: string;
}

interface Props {
  who: Who;
  onChange: (who: Who) => void;
  /** The word for "leave it as it is"; without it the empty choice clears. */
  keepText?: string;
  /** The right that a person needs for this work. */
  permission?: Schemas["Permission"];
}

export function WhoFields({ who, onChange, keepText, permission = "task:work" }: Props) {
  const groups = useGroups();
  const known = groups.data?.items ?? [];
  const names = [...new Set([...known.map((one) => one.name), ...(who.group ? [who.group] : [])])];
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
      <PersonField id="who-person" label={t("task.assignee")} person={who.person} permission={permission} group={who.group || undefined}
        emptyText={keepText ?? t("task.nobody")} onChange={(person) => onChange({ ...who, person })} />
    </>
  );
}
