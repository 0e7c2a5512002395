// Jeopardy: what may end too late, the newest first; who takes care of it.
import { Link } from "react-router";
import { useSession } from "@/app/session";
import { t } from "@/i18n/t";
import { orderFilter } from "@/fallouts/FalloutsPage";
import { DataTable, type Column } from "@/parts/DataTable";
import type { Filter } from "@/parts/FilterBar";
import { PageHeader } from "@/parts/PageHeader";
import { StateTag } from "@/parts/StateTag";
import { When } from "@/parts/When";
import { look, STATES } from "@/states";
import { useGroups } from "@/tasks/actions";
import { LateOrderTasks } from "@/orderTasks/LateOrderTasks";
import { AlertVerbs } from "./AlertVerbs";
import { subjectPlace, type Alert } from "./data";
import "./attention.scss";

const causeText = (cause: Alert["cause"]) => t(`jeopardy.${cause}`);

const COLUMNS: Column<Alert>[] = [
  { key: "level", header: t("jeopardy.level"), text: (a) => look("jeopardy", a.level).label, cell: (a) => <StateTag family="jeopardy" state={a.level} /> },
  { key: "subject", header: t("jeopardy.subject"), text: (a) => a.subjectName ?? a.subject,
    cell: (a) => <><Link className={a.subjectName ? undefined : "nowrap"} to={subjectPlace(a)}>{a.subjectName ?? a.subject}</Link>{a.subjectName && <><br /><span className="muted small nowrap">{a.subject}</span></>}</> },
  { key: "cause", header: t("jeopardy.cause"), text: (a) => `${causeText(a.cause)}: ${a.message}`,
    cell: (a) => <>{a.message}<br /><span className="muted small">{causeText(a.cause)}</span></> },
  { key: "order", header: t("serviceOrder"), text: (a) => a.serviceOrder,
    cell: (a) => <><Link className="nowrap" to={`/orders/${a.serviceOrder}`}>{a.serviceOrder}</Link><br /><span className="muted small">{a.customerName}</span></> },
  { key: "due", header: t("order.due"), wide: true, text: (a) => a.dueAt ?? "", cell: (a) => <When at={a.dueAt} relative /> },
  { key: "raised", header: t("jeopardy.raised"), wide: true, text: (a) => a.raisedAt, cell: (a) => <When at={a.raisedAt} relative /> },
  { key: "owner", header: t("jeopardy.owner"), text: (a) => a.owner ?? "",
    cell: (a) => <>{a.owner ?? <span className="muted">{t("task.nobody")}</span>}
      {a.acknowledgedBy && <><br /><span className="muted small" title={a.note ?? undefined}>{t("jeopardy.seen", { name: a.acknowledgedBy })}</span></>}</> },
  { key: "verbs", header: t("jeopardy.do"), text: (a) => a.note ?? "", cell: (a) => <AlertVerbs alert={a} /> },
];

export default function JeopardyPage() {
  const session = useSession();
  const groups = useGroups();
  const filters: Filter[] = [
    { name: "level", label: t("jeopardy.level"), options: Object.entries(STATES.jeopardy).map(([value, { label }]) => ({ value, label })) },
    { name: "cause", label: t("jeopardy.cause"), options: (["dueDate", "agreement", "duration", "maximumLag", "delayedTasks", "appointment"] as const).map((value) => ({ value, label: causeText(value) })) },
    {
      name: "owner", label: t("jeopardy.owner"),
      options: [
        { value: "me", label: t("task.me", { name: session.name }) }, { value: "nobody", label: t("task.nobody") },
        ...(groups.data?.items ?? []).map(({ name }) => ({ value: `group:${name}`, label: name })),
      ],
      ask: (value): Record<string, string> =>
        value === "me" ? { mine: "true" } : value === "nobody" ? { unowned: "true" } : { owner: value.replace(/^group:/, "") },
    },
    {
      name: "seen", label: t("jeopardy.state"), options: [{ value: "false", label: t("jeopardy.new") }, { value: "true", label: t("jeopardy.acknowledged") }],
      ask: (value) => ({ acknowledged: value }),
    },
    { name: "order", label: t("serviceOrder"), ask: (value): Record<string, string> => ({ order: orderFilter(value).serviceOrder ?? value }) },
  ];
  return (
    <>
      <PageHeader title={t("nav.jeopardy")} />
      <p className="muted">{t("jeopardy.lead")}</p>
      <LateOrderTasks />
      <DataTable<Alert> name="jeopardyAlerts" path="/api/jeopardyAlerts" label={t("nav.jeopardy")} columns={COLUMNS} filters={filters} sortable={false}
        rowKey={(alert) => alert.number} to={subjectPlace} empty={{ title: t("jeopardy.none"), text: t("jeopardy.noneText") }} />
    </>
  );
}
