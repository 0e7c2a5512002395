// Whom work can be given to: what is asked of the server, and what of its answer is offered.
import type { Schemas } from "@/api/types";
import { t } from "@/i18n/t";

export type Person = Schemas["PersonBody"];

/** What is asked for: everybody while the field shows the one who is chosen, otherwise what was typed. */
export const searchOf = (typed: string, person: string) => (typed.trim() === person ? "" : typed.trim());

/** Those found, the one signed in first, who may always take it; and the one chosen, though not found, while all are shown. */
export function offered(found: Person[], search: string, person: string, me: { name: string; fullName: string }): Person[] {
  const known = (name: string) => found.some((one) => one.userName === name);
  const wanted = search.toLowerCase();
  const meant = me.name.includes(wanted) || me.fullName.toLowerCase().includes(wanted);
  const mine = known(me.name) ? found.filter((one) => one.userName === me.name) : meant ? [{ userName: me.name, fullName: me.fullName, groups: [] }] : [];
  const chosen = person && !search && person !== me.name && !known(person) ? [{ userName: person, fullName: "", groups: [] }] : [];
  return [...chosen, ...mine, ...found.filter((one) => one.userName !== me.name)];
}

/** The one who was typed in full, by user name or by full name when only one has it. */
export function typedOut(people: Person[], typed: string): Person | undefined {
  const text = typed.trim().toLowerCase();
  const byName = people.filter((one) => one.fullName.toLowerCase() === text);
  return people.find((one) => one.userName === text) ?? (byName.length === 1 ? byName[0] : undefined);
}

/** How much somebody has in hand, and whether they are there at all. */
export function loadText(load: Schemas["WorkloadBody"] | undefined): string {
  if (!load) return "";
  const inHand = t("people.inHand", { n: load.inHand, all: load.parallelTasks });
  return load.absent ? `${t("people.away")} · ${inHand}` : inHand;
}
