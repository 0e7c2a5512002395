// A person that work can be given to, found by typing: the server looks into user names and full names.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useMemo, useState } from "react";
import { api } from "@/api/fetching";
import type { Schemas } from "@/api/types";
import { useSession } from "@/app/session";
import { t } from "@/i18n/t";
import { Combo } from "@/parts/Combo";
import { loadText, offered, searchOf, typedOut } from "./people";

interface Props {
  id: string;
  label: string;
  /** The user name; "" is nobody. */
  person: string;
  onChange: (userName: string) => void;
  /** The right that somebody needs to be offered. */
  permission: Schemas["Permission"];
  /** Only members of this group, and the one signed in. */
  group?: string;
  /** What an empty field says. */
  emptyText?: string;
}

export function PersonField({ id, label, person, onChange, permission, group, emptyText }: Props) {
  const me = useSession();
  const [typed, setTyped] = useState(person);
  const search = useDeferredValue(searchOf(typed, person));
  const people = useQuery({
    queryKey: ["people", permission, group ?? "", search],
    queryFn: ({ signal }) => api.get<Schemas["PeopleBody"]>("/api/people", { permission, search, ...(group ? { group } : {}) }, signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const searching = people.isPending || people.isPlaceholderData || search !== searchOf(typed, person);
  const items = useMemo(
    () => (people.isPlaceholderData ? [] : offered(people.data?.items ?? [], search, person, me)),
    [people.data, people.isPlaceholderData, search, person, me],
  );
  const names = items.map((one) => one.userName).slice(0, 100);
  // how much each has in hand already, of how much
  const loads = useQuery({
    queryKey: ["workloads", ...names],
    queryFn: ({ signal }) => api.get<Schemas["WorkloadsBody"]>("/api/people/workload", { userName: names }, signal),
    enabled: permission === "task:work" && names.length > 0,
    staleTime: 15_000,
    retry: false,
  }).data?.items;
  return (
    <Combo id={id} label={label} value={person} searching={searching} total={people.data?.total} placeholder={emptyText}
      choices={items.map((one) => ({
        value: one.userName,
        more: [one.userName === me.name ? t("task.itsMe") : "", one.fullName, one.groups.join(", "), loadText(loads?.find((load) => load.userName === one.userName))].filter(Boolean).join(" · "),
      }))}
      onType={setTyped} onChoose={onChange} find={(text) => typedOut(items, text)?.userName}
      fault={people.error instanceof Error ? people.error.message : undefined}
    />
  );
}
