// The rules that name the group of a task, asked by position; and who in that group has room.
import { Button, NumberInput, Select, SelectItem, TextInput } from "@carbon/react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { api } from "@/api/fetching";
import type { Schemas } from "@/api/types";
import { useMay } from "@/app/session";
import { tell, tellError } from "@/app/toasts";
import { t } from "@/i18n/t";
import { listed } from "@/notifications/data";
import { Dialog } from "@/parts/Dialog";
import { Empty, ErrorNotice, Pausing } from "@/parts/Notices";
import { VerbButtons } from "@/parts/VerbButtons";
import { useGroups } from "@/tasks/actions";
import { useAssignmentRules, type Assignment } from "./data";

const HEADS = ["rules.place", "rule.name", "rules.if", "rules.then", "state", "action"] as const;
const LISTS = ["specifications", "categories", "places", "tasks", "groups"] as const;
const NEW: Assignment = {
  name: "", version: 0, position: 100, active: true, assignmentGroup: "", changedBy: "", changedAt: "", verbs: ["save"],
  condition: { specifications: [], categories: [], places: [], priorityAtMost: null, tasks: [], groups: [] },
};
const at = (name: string) => `/api/assignmentRules/${encodeURIComponent(name)}`;

function conditionText({ condition }: Assignment): string {
  return [
    ...LISTS.filter((name) => condition[name].length > 0).map((name) => `${t(`rules.${name}`)}: ${condition[name].join(", ")}`),
    condition.priorityAtMost === null ? "" : t("rule.priorityTo", { n: condition.priorityAtMost }),
  ].filter(Boolean).join("; ");
}

export function AssignmentRules() {
  const rules = useAssignmentRules();
  const client = useQueryClient();
  const may = useMay("task:manage");
  const [edited, setEdited] = useState<Assignment | null>(null);
  const [deleted, setDeleted] = useState<Assignment | null>(null);
  if (rules.error) return <ErrorNotice error={rules.error} retry={() => void rules.refetch()} />;
  if (!rules.data) return <Pausing label={t("loading")} />;
  const refresh = () => client.invalidateQueries({ queryKey: ["assignmentRules"] });
  return (
    <>
      {may && <p className="rule__do"><Button size="sm" onClick={() => setEdited(NEW)}>{t("rule.new")}</Button> <Link to="/groups">{t("rules.groupsLink")}</Link></p>}
      {rules.data.items.length === 0 ? <Empty title={t("rules.none")} text={t("rules.noneTasks")} /> : (
        <div className="scroller">
          <table className="table">
            <caption className="hidden">{t("rules.tasks")}</caption>
            <thead><tr>{HEADS.map((head) => <th key={head} scope="col">{t(head)}</th>)}</tr></thead>
            <tbody>
              {rules.data.items.map((rule) => (
                <tr key={rule.name}>
                  <td>{rule.position}</td><td>{rule.name}</td><td>{conditionText(rule) || t("rules.every")}</td>
                  <td><Link to={`/groups/${encodeURIComponent(rule.assignmentGroup)}`}>{rule.assignmentGroup}</Link></td>
                  <td><span className={rule.active ? "state state--green" : "state state--gray"}>{rule.active ? t("on") : t("off")}</span></td>
                  <td><VerbButtons verbs={rule.verbs.map((verb) => (verb === "save" ? "edit" : verb))} buttons={[
                    { verb: "edit", kind: "ghost", onClick: () => setEdited(rule) }, { verb: "delete", kind: "ghost", onClick: () => setDeleted(rule) },
                  ]} /></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <TryOut />
      {edited && <RuleDialog rule={edited} onClose={() => setEdited(null)} onSaved={refresh} />}
      {deleted && (
        <Dialog title={t("rule.delete", { name: deleted.name })} lead={<p>{t("rules.deleteTaskLead")}</p>} doText={t("verb.delete")} danger onClose={() => setDeleted(null)}
          onDo={async () => { await api.delete(at(deleted.name)); await refresh(); }} />
      )}
    </>
  );
}

function RuleDialog({ rule, onClose, onSaved }: { rule: Assignment; onClose: () => void; onSaved: () => Promise<void> }) {
  const [name, setName] = useState(rule.name);
  const [position, setPosition] = useState(rule.position);
  const [active, setActive] = useState(rule.active);
  const [group, setGroup] = useState(rule.assignmentGroup);
  const [priority, setPriority] = useState(String(rule.condition.priorityAtMost ?? ""));
  const [texts, setTexts] = useState(() => Object.fromEntries(LISTS.map((list) => [list, rule.condition[list].join(", ")])) as Record<(typeof LISTS)[number], string>);
  const [tried, setTried] = useState(false);
  const groups = useGroups();
  const isNew = rule.version === 0;
  return (
    <Dialog title={isNew ? t("rule.new") : rule.name} doText={t("save")} onClose={onClose}
      onDo={async () => {
        setTried(true);
        if (!name.trim()) return t("rule.nameMissing");
        if (!group) return t("rules.groupMissing");
        const lists = Object.fromEntries(LISTS.map((list) => [list, listed(texts[list])]).filter(([, values]) => (values ?? []).length > 0));
        const condition = { ...lists, ...(priority ? { priorityAtMost: Number(priority) } : {}) };
        await api.put(at(name.trim()), { assignmentGroup: group, position, active, condition, version: rule.version });
        tell({ kind: "success", title: t("rules.saved") });
        await onSaved();
      }}>
      {isNew && <TextInput id="assign-name" labelText={t("rule.name")} value={name} invalid={tried && !name.trim()} invalidText={t("rule.nameMissing")} onChange={(event) => setName(event.target.value)} />}
      <div className="rule__fields">
        <Select id="assign-group" labelText={t("task.group")} value={group} invalid={tried && !group} invalidText={t("rules.groupMissing")} onChange={(event) => setGroup(event.target.value)}>
          <SelectItem value="" text={t("choose")} />{(groups.data?.items ?? []).map((one) => <SelectItem key={one.name} value={one.name} text={one.name} />)}
        </Select>
        <NumberInput id="assign-position" label={t("rules.position")} helperText={t("rules.positionHelp")} min={0} max={1_000_000} value={position} onChange={(_, { value }) => setPosition(Number(value) || 0)} />
      </div>
      <label className="check"><input type="checkbox" checked={active} onChange={(event) => setActive(event.target.checked)} /> {t("rule.active")}</label>
      <fieldset className="rule__part">
        <legend>{t("rule.onlyIf")}</legend>
        <div className="rule__fields">
          {LISTS.map((list) => <TextInput key={list} id={`assign-${list}`} labelText={t(`rules.${list}`)} helperText={list === "places" ? t("rules.placesHelp") : undefined} value={texts[list]} onChange={(event) => setTexts((now) => ({ ...now, [list]: event.target.value }))} />)}
          <Select id="assign-priority" labelText={t("priority")} value={priority} onChange={(event) => setPriority(event.target.value)}>
            <SelectItem value="" text={t("rules.any")} />{[1, 2, 3, 4].map((n) => <SelectItem key={n} value={String(n)} text={t("rule.priorityTo", { n })} />)}
          </Select>
        </div>
      </fieldset>
    </Dialog>
  );
}

const ASKED = ["specification", "category", "place", "task", "group"] as const;

function TryOut() {
  const [texts, setTexts] = useState<Record<string, string>>({});
  const [priority, setPriority] = useState("4");
  const [said, setSaid] = useState<Schemas["AssignmentTrialBody"] | null>(null);
  const ask = () => {
    const given = Object.fromEntries(ASKED.map((name) => [name, texts[name]?.trim() || null]));
    api.post<Schemas["AssignmentTrialBody"]>("/api/assignmentRules/try", { ...given, priority: Number(priority) }).then(setSaid).catch(tellError);
  };
  return (
    <section className="tryout">
      <h2>{t("rules.try")}</h2>
      <p className="muted">{t("rules.tryTask")}</p>
      <div className="rule__fields">
        {ASKED.map((name) => <TextInput key={name} id={`try-${name}`} labelText={t(`rules.one.${name}`)} value={texts[name] ?? ""} onChange={(event) => { setTexts((now) => ({ ...now, [name]: event.target.value })); setSaid(null); }} />)}
        <Select id="try-priority" labelText={t("priority")} value={priority} onChange={(event) => { setPriority(event.target.value); setSaid(null); }}>
          {[1, 2, 3, 4].map((n) => <SelectItem key={n} value={String(n)} text={String(n)} />)}
        </Select>
      </div>
      <p className="rule__do"><Button size="sm" kind="tertiary" onClick={ask}>{t("rules.who")}</Button></p>
      <div role="status">
        {said && (said.assignmentGroup === null ? <p>{t("rules.nobody")}</p> : (
          <>
            <p><strong>{said.assignmentGroup}</strong> {said.reason && t("rules.because", { reason: said.reason })}</p>
            {said.members.length > 0 && <ul className="short">{said.members.map((one) => (
              <li key={one.userName}><span className="short__name">{one.fullName || one.userName}</span><span>{one.absent ? t("work.absentNow") : t("work.of", { n: one.inHand, most: one.parallelTasks })}</span></li>
            ))}</ul>}
          </>
        ))}
      </div>
    </section>
  );
}
