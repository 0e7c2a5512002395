// A rule as a form: what it tells of, when it holds, whom it tells, and when.
import { Add, TrashCan } from "@carbon/icons-react";
import { Button, NumberInput, Select, SelectItem, TextInput } from "@carbon/react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "@/api/fetching";
import { tell } from "@/app/toasts";
import { t, type Key } from "@/i18n/t";
import { Dialog } from "@/parts/Dialog";
import { KINDS, kindText, listed, NAMED, RECIPIENTS, ROLES, ruleDocument, type Recipient, type Rule } from "./data";

const LISTS = ["categories", "specifications", "customers", "groups", "falloutTypes"] as const;

export function RuleDialog({ rule: given, hosts, onClose }: { rule: Rule; hosts: string[]; onClose: () => void }) {
  const [rule, setRule] = useState(given);
  const [texts, setTexts] = useState(() => Object.fromEntries(LISTS.map((name) => [name, given.condition[name].join(", ")])) as Record<(typeof LISTS)[number], string>);
  const client = useQueryClient();
  const calendars = useQuery({ queryKey: ["calendars"], queryFn: ({ signal }) => api.get<{ items: { name: string }[] }>("/api/calendars", undefined, signal) });
  const change = (part: Partial<Rule>) => setRule((now) => ({ ...now, ...part }));
  const condition = (part: Partial<Rule["condition"]>) => change({ condition: { ...rule.condition, ...part } });
  const recipient = (at: number, part: Partial<Recipient>) => change({ recipients: rule.recipients.map((one, i) => (i === at ? { ...one, ...part } : one)) });
  const isNew = given.version === 0;
  return (
    <Dialog title={isNew ? t("rule.new") : given.name} doText={t("save")} onClose={onClose} lead={<p>{t("rule.lead")}</p>}
      onDo={async () => {
        if (!rule.name.trim()) return t("rule.nameMissing");
        const lists = Object.fromEntries(LISTS.map((name) => [name, listed(texts[name])]));
        const whole = { ...rule, condition: { ...rule.condition, ...lists } };
        await api.put(`/api/notificationRules/${encodeURIComponent(rule.name.trim())}`, ruleDocument(whole, given.version));
        tell({ kind: "success", title: t("rule.saved", { name: rule.name }) });
        await client.invalidateQueries({ queryKey: ["notificationRules"] });
      }}>
      {isNew && <TextInput id="rule-name" labelText={t("rule.name")} value={rule.name} onChange={(event) => change({ name: event.target.value })} />}
      <Select id="rule-kind" labelText={t("rule.kind")} value={rule.kind} onChange={(event) => change({ kind: event.target.value })}>
        {KINDS.map((kind) => <SelectItem key={kind} value={kind} text={kindText(kind)} />)}
      </Select>
      <label className="check"><input type="checkbox" checked={rule.active} onChange={(event) => change({ active: event.target.checked })} /> {t("rule.active")}</label>
      <fieldset className="rule__part">
        <legend>{t("rule.whom")}</legend>
        {rule.recipients.map((one, i) => (
          // a line has no name of its own
          // oxlint-disable-next-line react/no-array-index-key
          <div key={i} className="rule__recipient">
            <Select id={`rule-to-${i}`} labelText={t("rule.to")} value={one.to}
              onChange={(event) => recipient(i, { to: event.target.value, name: null, url: null, secret: null })}>
              {RECIPIENTS.map((to) => <SelectItem key={to} value={to} text={t(`recipient.${to}` as Key)} />)}
            </Select>
            {one.to === "role" && (
              <Select id={`rule-who-${i}`} labelText={t("rule.who")} value={one.name ?? ""} onChange={(event) => recipient(i, { name: event.target.value })}>
                <SelectItem value="" text={t("choose")} />{ROLES.map((role) => <SelectItem key={role} value={role} text={t(`role.${role}`)} />)}
              </Select>
            )}
            {NAMED.includes(one.to) && one.to !== "role" && <TextInput id={`rule-who-${i}`} labelText={t("rule.who")} value={one.name ?? ""} onChange={(event) => recipient(i, { name: event.target.value })} />}
            {one.to === "webhook" && <>
              <TextInput id={`rule-url-${i}`} labelText={t("rule.url")} value={one.url ?? ""} onChange={(event) => recipient(i, { url: event.target.value })}
                helperText={hosts.length > 0 ? t("rule.hosts", { names: hosts.join(", ") }) : t("rule.noHosts")} />
              <TextInput id={`rule-secret-${i}`} labelText={t("rule.secret")} helperText={t("rule.secretHelp")} value={one.secret ?? ""} onChange={(event) => recipient(i, { secret: event.target.value })} />
            </>}
            <Button size="md" kind="ghost" hasIconOnly renderIcon={TrashCan} iconDescription={t("rule.remove", { n: i + 1 })} disabled={rule.recipients.length === 1}
              onClick={() => change({ recipients: rule.recipients.filter((_, at) => at !== i) })} />
          </div>
        ))}
        <Button size="sm" kind="ghost" renderIcon={Add} onClick={() => change({ recipients: [...rule.recipients, { to: "assignee", name: null, url: null, secret: null }] })}>{t("rule.add")}</Button>
      </fieldset>
      <fieldset className="rule__part">
        <legend>{t("rule.onlyIf")}</legend>
        <div className="rule__fields">
          {LISTS.map((name) => (
            <TextInput key={name} id={`rule-${name}`} labelText={t(`rule.${name}`)} value={texts[name]} onChange={(event) => setTexts((now) => ({ ...now, [name]: event.target.value }))} />
          ))}
          <Select id="rule-priority" labelText={t("rule.priority")} value={String(rule.condition.priorityAtMost ?? "")}
            onChange={(event) => condition({ priorityAtMost: event.target.value ? Number(event.target.value) : null })}>
            <SelectItem value="" text={t("all")} />
            {[1, 2, 3, 4].map((n) => <SelectItem key={n} value={String(n)} text={t("rule.priorityTo", { n })} />)}
          </Select>
          {rule.kind === "jeopardy" && (
            <Select id="rule-level" labelText={t("rule.level")} value={rule.condition.minimumLevel ?? ""} onChange={(event) => condition({ minimumLevel: event.target.value || null })}>
              <SelectItem value="" text={t("all")} />
              {(["minor", "major", "critical"] as const).map((level) => <SelectItem key={level} value={level} text={t(`level.${level}`)} />)}
            </Select>
          )}
        </div>
      </fieldset>
      <div className="rule__fields">
        <NumberInput id="rule-digest" label={t("rule.digest")} helperText={t("rule.digestHelp")} value={rule.digestMinutes ?? ""} min={1} max={10080} allowEmpty
          onChange={(_, { value }) => change({ digestMinutes: value === "" ? null : Number(value) })} />
        <Select id="rule-calendar" labelText={t("rule.calendar")} helperText={t("rule.calendarHelp")} value={rule.calendar ?? ""} onChange={(event) => change({ calendar: event.target.value || null })}>
          <SelectItem value="" text={t("rule.anyTime")} />
          {calendars.data?.items.map(({ name }) => <SelectItem key={name} value={name} text={name} />)}
        </Select>
      </div>
    </Dialog>
  );
}
