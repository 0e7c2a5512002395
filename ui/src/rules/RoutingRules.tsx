// The rules by which new fallouts are routed, read from the top; they are saved as one list.
import { Button, Select, SelectItem, TextInput } from "@carbon/react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ApiError } from "@/api/fetching";
import type { Schemas } from "@/api/types";
import { useMay } from "@/app/session";
import { tell, tellError } from "@/app/toasts";
import { t, type Key } from "@/i18n/t";
import { Dialog } from "@/parts/Dialog";
import { Empty, ErrorNotice, Pausing } from "@/parts/Notices";
import { VerbButtons } from "@/parts/VerbButtons";
import { CategoryField, nameOf, useCategories } from "@/fallouts/categories";
import { useFalloutTypes, useGroups } from "@/tasks/actions";
import { PersonField } from "@/tasks/PersonField";
import { moved, routingDocument, routingForm, useRoutingRules, type Routing, type RoutingList } from "./data";

const HEADS = ["rules.place", "rule.name", "rules.if", "rules.then", "rules.escalates", "action"] as const;
const KINDS = ["cfs", "rfs", "resource"] as const;

export function RoutingRules() {
  const rules = useRoutingRules();
  const client = useQueryClient();
  const may = useMay("user:admin");
  const types = useFalloutTypes();
  const categories = useCategories();
  const [edited, setEdited] = useState<number | null>(null);
  const [deleted, setDeleted] = useState<number | null>(null);
  if (rules.error) return <ErrorNotice error={rules.error} retry={() => void rules.refetch()} />;
  if (!rules.data) return <Pausing label={t("loading")} />;
  const all = rules.data.rules;
  const save = async (next: Routing[]) => {
    const saved = await api.put<RoutingList>("/api/falloutRoutingRules", { rules: next, version: rules.data.version })
      .catch((error: unknown) => {
        if (error instanceof ApiError && error.isConflict) void rules.refetch();
        throw error;
      });
    client.setQueryData(["falloutRoutingRules"], saved);
    tell({ kind: "success", title: t("rules.saved") });
  };
  const typeName = (id: string) => types.data?.items.find((one) => one.id === id)?.name ?? id;
  const verbsAt = (at: number) => (may ? ["edit", ...(at > 0 ? ["moveUp"] : []), ...(at < all.length - 1 ? ["moveDown"] : []), "delete"] : []);
  return (
    <>
      {may && <p className="rule__do"><Button size="sm" onClick={() => setEdited(all.length)}>{t("rule.new")}</Button></p>}
      {all.length === 0 ? <Empty title={t("rules.none")} text={t("rules.noneFallouts")} /> : (
        <div className="scroller">
          <table className="table">
            <caption className="hidden">{t("rules.fallouts")}</caption>
            <thead><tr>{HEADS.map((head) => <th key={head} scope="col">{t(head)}</th>)}</tr></thead>
            <tbody>
              {all.map((rule, at) => (
                <tr key={`${rule.name}-${at}`}>
                  <td>{at + 1}</td><td>{rule.name}</td><td>{conditionText(rule, typeName, (id) => nameOf(categories.data?.items ?? [], id)) || t("rules.every")}</td>
                  <td>{[rule.assignmentGroup, rule.assignee].filter(Boolean).join(", ")}</td>
                  <td>{rule.escalateTo ? t("rules.after", { n: rule.escalateAfterMinutes ?? 0, group: rule.escalateTo }) : <span className="muted">{t("none")}</span>}</td>
                  <td><VerbButtons verbs={verbsAt(at)} buttons={[
                    { verb: "edit", kind: "ghost", onClick: () => setEdited(at) },
                    { verb: "moveUp", kind: "ghost", onClick: () => void save(moved(all, at, -1)).catch(tellError) },
                    { verb: "moveDown", kind: "ghost", onClick: () => void save(moved(all, at, 1)).catch(tellError) },
                    { verb: "delete", kind: "ghost", onClick: () => setDeleted(at) },
                  ]} /></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <TryOut />
      {edited !== null && (
        <RuleDialog rule={all[edited]} onClose={() => setEdited(null)} onSave={(rule) => save(edited < all.length ? all.with(edited, rule) : [...all, rule])} />
      )}
      {deleted !== null && (
        <Dialog title={t("rule.delete", { name: all[deleted]?.name ?? "" })} lead={<p>{t("rules.deleteLead")}</p>} doText={t("verb.delete")} danger onClose={() => setDeleted(null)}
          onDo={() => save(all.filter((_, at) => at !== deleted))} />
      )}
    </>
  );
}

function conditionText(rule: Routing, typeName: (id: string) => string, categoryName: (id: string) => string): string {
  return [
    rule.falloutType && typeName(rule.falloutType), rule.falloutCategory && categoryName(rule.falloutCategory), rule.specification, rule.category && t(`rules.kind.${rule.category}` as Key),
    rule.system && t("rules.onSystem", { name: rule.system }), rule.urgency && t("rule.priorityTo", { n: rule.urgency }),
  ].filter(Boolean).join(", ");
}

function RuleDialog({ rule, onClose, onSave }: { rule: Routing | undefined; onClose: () => void; onSave: (rule: Routing) => Promise<void> }) {
  const [form, setForm] = useState(() => routingForm(rule ?? {}));
  const [tried, setTried] = useState(false);
  const groups = useGroups();
  const set = (name: string) => (value: string) => setForm((now) => ({ ...now, [name]: value }));
  const groupChoices = (groups.data?.items ?? []).map(({ name }) => <SelectItem key={name} value={name} text={name} />);
  const half = Boolean(form.escalateAfterMinutes?.trim()) !== Boolean(form.escalateTo);
  const minutesWrong = Boolean(form.escalateAfterMinutes?.trim()) && !(Number.isInteger(Number(form.escalateAfterMinutes)) && Number(form.escalateAfterMinutes) > 0);
  return (
    <Dialog title={rule ? rule.name : t("rule.new")} doText={t("save")} onClose={onClose}
      onDo={async () => {
        setTried(true);
        if (!form.name?.trim()) return t("rule.nameMissing");
        if (!form.assignmentGroup) return t("rules.groupMissing");
        if (minutesWrong) return t("system.minutesWrong");
        if (half) return t("rules.half");
        await onSave(routingDocument(form));
      }}>
      <TextInput id="routing-name" labelText={t("rule.name")} value={form.name ?? ""} invalid={tried && !form.name?.trim()} invalidText={t("rule.nameMissing")} onChange={(event) => set("name")(event.target.value)} />
      <fieldset className="rule__part"><legend>{t("rule.onlyIf")}</legend><div className="rule__fields"><Conditions form={form} set={set} prefix="routing" /></div></fieldset>
      <div className="rule__fields">
        <Select id="routing-group" labelText={t("task.group")} value={form.assignmentGroup ?? ""} invalid={tried && !form.assignmentGroup} invalidText={t("rules.groupMissing")} onChange={(event) => set("assignmentGroup")(event.target.value)}>
          <SelectItem value="" text={t("choose")} />{groupChoices}
        </Select>
        <PersonField id="routing-person" label={t("task.assignee")} person={form.assignee ?? ""} permission="fallout:work" group={form.assignmentGroup || undefined} emptyText={t("task.nobody")} onChange={set("assignee")} />
        <TextInput id="routing-after" labelText={t("rules.escalateAfter")} inputMode="numeric" value={form.escalateAfterMinutes ?? ""} invalid={minutesWrong} invalidText={t("system.minutesWrong")} onChange={(event) => set("escalateAfterMinutes")(event.target.value)} />
        <Select id="routing-to" labelText={t("rules.escalateTo")} value={form.escalateTo ?? ""} invalid={tried && half} invalidText={t("rules.half")} onChange={(event) => set("escalateTo")(event.target.value)}>
          <SelectItem value="" text={t("none")} />{groupChoices}
        </Select>
      </div>
    </Dialog>
  );
}

/** What rules look at; the same fields say what a rule asks for and what is tried out. */
function Conditions({ form, set, prefix }: { form: Record<string, string>; set: (name: string) => (value: string) => void; prefix: string }) {
  const types = useFalloutTypes();
  return (
    <>
      <Select id={`${prefix}-type`} labelText={t("fallout.type")} value={form.falloutType ?? ""} onChange={(event) => set("falloutType")(event.target.value)}>
        <SelectItem value="" text={t("rules.any")} />{(types.data?.items ?? []).map(({ id, name }) => <SelectItem key={id} value={id} text={name} />)}
      </Select>
      <CategoryField id={`${prefix}-falloutCategory`} value={form.falloutCategory ?? ""} emptyText={t("rules.any")} upper onChange={set("falloutCategory")} />
      <TextInput id={`${prefix}-specification`} labelText={t("specification")} value={form.specification ?? ""} onChange={(event) => set("specification")(event.target.value)} />
      <Select id={`${prefix}-category`} labelText={t("kind")} value={form.category ?? ""} onChange={(event) => set("category")(event.target.value)}>
        <SelectItem value="" text={t("rules.any")} />{KINDS.map((kind) => <SelectItem key={kind} value={kind} text={t(`rules.kind.${kind}`)} />)}
      </Select>
      <TextInput id={`${prefix}-system`} labelText={t("rules.system")} value={form.system ?? ""} onChange={(event) => set("system")(event.target.value)} />
      <Select id={`${prefix}-urgency`} labelText={t("priority")} value={form.urgency ?? ""} onChange={(event) => set("urgency")(event.target.value)}>
        <SelectItem value="" text={t("rules.any")} />{[1, 2, 3, 4, 5].map((n) => <SelectItem key={n} value={String(n)} text={prefix === "try" ? String(n) : t("rule.priorityTo", { n })} />)}
      </Select>
    </>
  );
}

function TryOut() {
  const [form, setForm] = useState<Record<string, string>>({});
  const [said, setSaid] = useState<Schemas["RoutingTrialBody"] | null>(null);
  const set = (name: string) => (value: string) => { setForm((now) => ({ ...now, [name]: value })); setSaid(null); };
  const ask = () => {
    const { falloutType, falloutCategory, specification, category, system, urgency } = routingDocument(form);
    api.post<Schemas["RoutingTrialBody"]>("/api/falloutRoutingRules/try", { falloutType, falloutCategory, specification, category, system, priority: urgency ?? 4 }).then(setSaid).catch(tellError);
  };
  return (
    <section className="tryout">
      <h2>{t("rules.try")}</h2>
      <p className="muted">{t("rules.tryFallout")}</p>
      <div className="rule__fields"><Conditions form={form} set={set} prefix="try" /></div>
      <p className="rule__do"><Button size="sm" kind="tertiary" onClick={ask}>{t("rules.who")}</Button></p>
      <p role="status">{said && (said.rule === null ? t("rules.noRule") : <>
        <strong>{[said.assignmentGroup, said.assignee].filter(Boolean).join(", ")}</strong> {t("rules.byRule", { n: said.place ?? 0, name: said.rule })}
        {said.escalateTo && <> {t("rules.after", { n: said.escalateAfterMinutes ?? 0, group: said.escalateTo })}.</>}
      </>)}</p>
    </section>
  );
}
