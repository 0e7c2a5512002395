// The history as auditors ask it: who did what to which record, and when.
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { api } from "@/api/fetching";
import { t } from "@/i18n/t";
import { ActivityLine, changesText, factsOf, kindText } from "@/parts/ActivityStream";
import { DataTable, type Column } from "@/parts/DataTable";
import type { Filter } from "@/parts/FilterBar";
import { PageHeader } from "@/parts/PageHeader";
import { When } from "@/parts/When";
import { AdminTabs } from "./AdminTabs";
import { entryOf, subjectOf, type AuditEvent } from "./data";
import "./admin.scss";

const details = (event: AuditEvent) =>
  [...changesText(event).map(({ field, before, after }) => `${field}: ${before} → ${after}`), ...factsOf(event.data).filter(([, text]) => text !== subjectOf(event).name).map(([name, text]) => `${name}: ${text}`)].join("; ");

const COLUMNS: Column<AuditEvent>[] = [
  { key: "at", header: t("audit.at"), text: (e) => e.at, cell: (e) => <span className="nowrap"><When at={e.at} /></span> },
  { key: "by", header: t("audit.by"), text: (e) => e.by, cell: (e) => (e.by === "system" ? <span className="muted">{t("audit.system")}</span> : e.by.includes(":") ? e.by : <Link to={`/admin/users/${encodeURIComponent(e.by)}`}>{e.by}</Link>) },
  { key: "verb", header: t("audit.verb"), text: (e) => e.kind, cell: (e) => kindText(e.kind) },
  { key: "record", header: t("audit.record"), text: (e) => subjectOf(e).name,
    cell: (e) => { const { name, to } = subjectOf(e); return to ? <Link className="nowrap" to={to}>{name}</Link> : kindText(name); } },
  { key: "details", header: t("audit.details"), wide: true, text: details, cell: (e) => <span className="twolines" title={details(e)}>{details(e)}</span> },
];

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const after = (value: string) => new Date(Date.parse(`${value}T00:00:00Z`) + 86_400_000).toISOString();

const previewOf = (event: AuditEvent) => ({ name: subjectOf(event).name, body: <ActivityLine entry={entryOf(event)} /> });

export default function AuditPage() {
  const verbs = useQuery({ queryKey: ["auditVerbs"], queryFn: ({ signal }) => api.get<{ items: string[] }>("/api/audit/verbs", undefined, signal), staleTime: Infinity });
  const filters: Filter[] = [
    { name: "record", label: t("audit.record") },
    { name: "by", label: t("audit.by") },
    { name: "verb", label: t("audit.verb"), options: (verbs.data?.items ?? []).map((value) => ({ value, label: kindText(value) })) },
    { name: "people", label: t("audit.whose"), options: [{ value: "true", label: t("audit.people") }] },
    { name: "from", label: t("audit.from"), type: "date", ask: (value): Record<string, string> => (DAY.test(value) ? { from: `${value}T00:00:00Z` } : {}) },
    { name: "to", label: t("audit.to"), type: "date", ask: (value): Record<string, string> => (DAY.test(value) ? { to: after(value) } : {}) },
  ];
  return (
    <div className="audit">
      <PageHeader title={t("nav.admin")} />
      <AdminTabs page="audit" />
      <p className="muted">{t("audit.lead")}</p>
      <DataTable<AuditEvent> name="audit" path="/api/audit" label={t("admin.audit")} columns={COLUMNS} filters={filters} sortable={false} preview={previewOf}
        rowKey={(event) => event.id} to={(event) => subjectOf(event).to ?? "/admin/audit"} empty={{ title: t("audit.none"), text: t("audit.noneText") }} />
    </div>
  );
}
