// Fallouts: the list, most urgent first, the open ones grouped by the failure they share, campaigns, numbers.
import { Link, useSearchParams } from "react-router";
import type { Fallout } from "@/api/types";
import { useSession } from "@/app/session";
import { t } from "@/i18n/t";
import { DataTable, type Column } from "@/parts/DataTable";
import type { Filter } from "@/parts/FilterBar";
import { ListTabs } from "@/parts/ListTabs";
import { PageHeader } from "@/parts/PageHeader";
import { StateTag } from "@/parts/StateTag";
import { When } from "@/parts/When";
import { look, STATES } from "@/states";
import { categoryText, nameOf, useCategories } from "./categories";
import { FalloutPreview } from "./FalloutPreview";
import { useFalloutTypes, useGroups } from "@/tasks/actions";
import { CampaignTable } from "./CampaignTable";
import { FalloutBoard } from "./FalloutBoard";
import { FalloutGroups } from "./FalloutGroups";
import { FalloutNumbers } from "./FalloutNumbers";

const COLUMNS: Column<Fallout>[] = [
  { key: "priority", header: t("priority"), text: (f) => String(f.priority), cell: (f) => f.priority },
  { key: "number", header: t("number"), text: (f) => f.number, cell: (f) => <Link className="nowrap" to={`/fallouts/${f.number}`}>{f.number}</Link> },
  { key: "state", header: t("state"), text: (f) => look("fallout", f.state).label, cell: (f) => <StateTag family="fallout" state={f.state} /> },
  { key: "message", header: t("fallout.message"), text: (f) => f.message,
    cell: (f) => <><span className="twolines" title={f.message}>{f.message}</span><span className="muted small">{f.falloutTypeName}</span></> },
  { key: "type", header: t("fallout.type"), wide: true, text: (f) => f.falloutTypeName, cell: (f) => f.falloutTypeName },
  { key: "category", header: t("category"), wide: true, text: categoryText, cell: categoryText },
  { key: "task", header: t("task"), text: (f) => f.taskName, cell: (f) => <Link to={`/tasks/${f.task}`}>{f.taskName}</Link> },
  { key: "order", header: t("serviceOrder"), text: (f) => f.serviceOrder,
    cell: (f) => <><Link className="nowrap" to={`/orders/${f.serviceOrder}`}>{f.serviceOrder}</Link><br /><span className="muted small">{f.customerName}</span></> },
  { key: "customer", header: t("customer"), wide: true, text: (f) => f.customerName ?? "", cell: (f) => f.customerName },
  { key: "who", header: t("task.assignee"), wide: true, text: (f) => f.assignee ?? f.assignmentGroup ?? "", cell: (f) => f.assignee ?? f.assignmentGroup ?? t("task.nobody") },
  { key: "raised", header: t("fallout.raisedAt"), wide: true, text: (f) => f.raisedAt, cell: (f) => <When at={f.raisedAt} relative /> },
];

// the lines under message and order say it already
const SHOWN = COLUMNS.filter(({ key }) => key !== "type" && key !== "customer");

const previewOf = (fallout: Fallout) => ({ name: fallout.number, body: <FalloutPreview fallout={fallout} /> });

export default function FalloutsPage() {
  const session = useSession();
  const groups = useGroups();
  const types = useFalloutTypes();
  const categories = useCategories();
  const [params] = useSearchParams();
  const by = params.get("by");
  const filters: Filter[] = [
    { name: "q", label: t("query"), words: "/api/fallouts/queryFields" },
    { name: "open", label: t("fallout.which"), options: [{ value: "true", label: t("fallout.onlyOpen") }] },
    { name: "state", label: t("state"), options: Object.entries(STATES.fallout).map(([value, { label }]) => ({ value, label })) },
    { name: "falloutType", label: t("fallout.type"), options: (types.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })) },
    { name: "category", label: t("category"), options: (categories.data?.items ?? []).map(({ id }) => ({ value: id, label: nameOf(categories.data?.items ?? [], id) })) },
    { name: "group", label: t("task.group"), options: (groups.data?.items ?? []).map(({ name }) => ({ value: name, label: name })) },
    {
      name: "who", label: t("task.assignee"),
      options: [
        { value: "me", label: t("task.me", { name: session.name }) }, { value: "nobody", label: t("task.nobody") },
        ...[...new Set((groups.data?.items ?? []).flatMap(({ members }) => members))].filter((name) => name !== session.name).sort()
          .map((name) => ({ value: `user:${name}`, label: name })),
      ],
      ask: (value): Record<string, string> =>
        value === "me" ? { mine: "true" } : value === "nobody" ? { unassigned: "true" } : { assignee: value.replace(/^user:/, "") },
    },
    { name: "serviceOrder", label: t("serviceOrder"), ask: (value): Record<string, string> => orderFilter(value) },
    { name: "signature", label: t("fallout.failure"), hidden: !params.get("signature"), ask: (value) => ({ signature: value }) },
  ];
  return (
    <>
      <PageHeader title={t("nav.fallouts")} />
      <ListTabs label={t("fallout.views")} tabs={[
        { to: "/fallouts?open=true", text: t("fallout.list"), current: by === null },
        { to: "/fallouts?by=board", text: t("fallout.board"), current: by === "board" },
        { to: "/fallouts?by=failure", text: t("fallout.byFailure"), current: by === "failure" },
        { to: "/fallouts?by=campaign", text: t("fallout.campaigns"), current: by === "campaign" },
        { to: "/fallouts?by=numbers", text: t("fallout.numbers"), current: by === "numbers" },
      ]} />
      {by === "board" ? <FalloutBoard /> : by === "failure" ? <FalloutGroups /> : by === "campaign" ? <CampaignTable /> : by === "numbers" ? <FalloutNumbers /> : (
        <DataTable<Fallout> name="fallouts" path="/api/fallouts" label={t("nav.fallouts")} columns={SHOWN} filters={filters} sortable={false}
          rowKey={(fallout) => fallout.number} to={(fallout) => `/fallouts/${fallout.number}`} preview={previewOf}
          empty={{ title: t("fallouts.none"), text: t("fallouts.noneText") }} />
      )}
    </>
  );
}

/** A number that is still being typed, or none at all, is not asked for: the server would refuse it. */
export function orderFilter(value: string): Record<string, string> {
  const digits = /^(?:ord-)?0*(\d{1,12})$/i.exec(value.trim())?.[1];
  return digits ? { serviceOrder: `ORD-${digits.padStart(6, "0")}` } : { serviceOrder: value.trim() };
}
