// Who is told of what by which rule; and what was sent, waits, or was given up.
import { Button } from "@carbon/react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { api } from "@/api/fetching";
import { tell, tellError } from "@/app/toasts";
import { t } from "@/i18n/t";
import { DataTable, type Column } from "@/parts/DataTable";
import { Dialog } from "@/parts/Dialog";
import type { Filter } from "@/parts/FilterBar";
import { ListTabs } from "@/parts/ListTabs";
import { ErrorNotice, Pausing } from "@/parts/Notices";
import { PageHeader } from "@/parts/PageHeader";
import { StateTag } from "@/parts/StateTag";
import { VerbButtons } from "@/parts/VerbButtons";
import { When } from "@/parts/When";
import { look, STATES } from "@/states";
import { kindText, NEW_RULE, recipientText, ruleDocument, useRules, type Rule, type Sent } from "./data";
import { RuleDialog } from "./RuleDialog";
import "./notifications.scss";

export default function NotificationsPage() {
  const [params] = useSearchParams();
  const shown = params.get("tab") === "sent" ? "sent" : "rules";
  return (
    <>
      <PageHeader title={t("nav.notifications")}><p className="muted">{t("notifications.lead")}</p></PageHeader>
      <ListTabs label={t("nav.notifications")} tabs={[
        { to: "/notifications", text: t("notifications.rules"), current: shown === "rules" },
        { to: "/notifications?tab=sent", text: t("notifications.sent"), current: shown === "sent" },
      ]} />
      {shown === "rules" ? <Rules /> : <SentList />}
    </>
  );
}

const at = (rule: Rule) => `/api/notificationRules/${encodeURIComponent(rule.name)}`;

const test = (rule: Rule) => {
  api.post<{ notifications: string[]; wouldTell: string[] }>(`${at(rule)}/test`)
    .then(({ notifications, wouldTell }) => tell({
      kind: notifications.length > 0 ? "success" : "warning", title: t("rule.tested", { n: notifications.length }),
      text: wouldTell.length > 0 ? t("rule.wouldTell", { names: wouldTell.join(", ") }) : t("rule.wouldTellNobody"),
    }))
    .catch(tellError);
};

function Rules() {
  const rules = useRules();
  const client = useQueryClient();
  const [edited, setEdited] = useState<Rule | null>(null);
  const [deleted, setDeleted] = useState<Rule | null>(null);
  if (rules.error) return <ErrorNotice error={rules.error} retry={() => void rules.refetch()} />;
  if (!rules.data) return <Pausing label={t("loading")} />;
  const refresh = () => client.invalidateQueries({ queryKey: ["notificationRules"] });
  const toggle = (rule: Rule) => { api.put(at(rule), ruleDocument({ ...rule, active: !rule.active }, rule.version)).then(refresh).catch(tellError); };
  return (
    <>
      {!rules.data.mail && <p className="rule__warning" role="note">{t("notifications.noMail")}</p>}
      <p className="rule__do"><Button size="sm" onClick={() => setEdited(NEW_RULE)}>{t("rule.new")}</Button></p>
      <div className="scroller">
        <table className="table">
          <caption className="hidden">{t("notifications.rules")}</caption>
          <thead><tr>{(["rule.name", "rule.kind", "rule.whom", "rule.when", "state", "action"] as const).map((key) => <th key={key} scope="col">{t(key)}</th>)}</tr></thead>
          <tbody>
            {rules.data.items.map((rule) => (
              <tr key={rule.name}>
                <td>{rule.name}</td>
                <td>{kindText(rule.kind)}</td>
                <td>{rule.recipients.map(recipientText).join(", ")}</td>
                <td>{rule.digestMinutes === null ? t("rule.atOnce") : t("rule.every", { n: rule.digestMinutes })}{rule.calendar && ` · ${t("rule.inHours", { name: rule.calendar })}`}</td>
                <td>
                  <span className={rule.active ? "state state--green" : "state state--gray"}>{rule.active ? t("on") : t("off")}</span>
                  {rule.dead > 0 && <> <Link to={`/notifications?tab=sent&state=dead&rule=${encodeURIComponent(rule.name)}`}>{t("rule.dead", { n: rule.dead })}</Link></>}
                </td>
                <td>
                  <VerbButtons verbs={rule.verbs.flatMap((verb) => (verb === "save" ? ["edit", rule.active ? "switchOff" : "switchOn"] : [verb]))} buttons={[
                    { verb: "switchOn", onClick: () => toggle(rule), kind: "tertiary" }, { verb: "switchOff", onClick: () => toggle(rule), kind: "tertiary" },
                    { verb: "test", onClick: () => test(rule), kind: "ghost" }, { verb: "edit", onClick: () => setEdited(rule), kind: "ghost" },
                    { verb: "delete", onClick: () => setDeleted(rule), kind: "ghost" },
                  ]} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {edited && <RuleDialog rule={edited} hosts={rules.data.webhookHosts} onClose={() => setEdited(null)} />}
      {deleted && (
        <Dialog title={t("rule.delete", { name: deleted.name })} lead={<p>{t("rule.deleteLead")}</p>} doText={t("verb.delete")} danger onClose={() => setDeleted(null)}
          onDo={async () => { await api.delete(at(deleted)); await refresh(); }} />
      )}
    </>
  );
}

const FILTERS: Filter[] = [
  { name: "tab", label: "", hidden: true, ask: () => ({}) },
  { name: "state", label: t("state"), options: Object.entries(STATES.notification).map(([value, { label }]) => ({ value, label })) },
  { name: "rule", label: t("rule.name") },
];

const whenOf = (one: Sent) => <When at={one.createdAt} relative />;
const stateOf = (one: Sent) => <StateTag family="notification" state={one.state} reason={one.lastError} />;
const subjectOf = (one: Sent) => (one.link ? <Link to={one.link}>{one.subject}</Link> : one.subject);
const recipientOf = (one: Sent) => <span title={one.address}>{one.recipient}</span>;
const againWith = (again: (one: Sent) => void) => (one: Sent) => (
  <VerbButtons verbs={one.verbs} buttons={[{ verb: "sendAgain", onClick: () => again(one), kind: "ghost" }]} />
);

function SentList() {
  const client = useQueryClient();
  const again = (one: Sent) => {
    api.post(`/api/notifications/${one.id}/sendAgain`).then(() => client.invalidateQueries({ queryKey: ["notifications"] })).catch(tellError);
  };
  const columns: Column<Sent>[] = [
    { key: "at", header: t("notification.at"), text: (one) => one.createdAt, cell: whenOf },
    { key: "state", header: t("state"), text: (one) => look("notification", one.state).label, cell: stateOf },
    { key: "what", header: t("notification.what"), text: (one) => one.subject, cell: subjectOf },
    { key: "to", header: t("rule.whom"), text: (one) => one.recipient, cell: recipientOf },
    { key: "rule", header: t("rule.name"), wide: true, text: (one) => one.rule, cell: (one) => one.rule },
    { key: "tries", header: t("notification.tries"), wide: true, text: (one) => String(one.attempt), cell: (one) => one.attempt },
    { key: "error", header: t("notification.error"), text: (one) => one.lastError ?? "", cell: (one) => one.lastError },
    { key: "do", header: t("action"), text: () => "", cell: againWith(again) },
  ];
  return (
    <DataTable<Sent> name="notifications" path="/api/notifications" label={t("notifications.sent")} columns={columns} filters={FILTERS} sortable={false}
      rowKey={(one) => one.id} to={(one) => one.link || "/notifications?tab=sent"} empty={{ title: t("notifications.none"), text: t("notifications.noneText") }} />
  );
}

