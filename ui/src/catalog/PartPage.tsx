// One decision table with its rows, or one policy in words.
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link, useParams } from "react-router";
import { api } from "@/api/fetching";
import { t, type Key } from "@/i18n/t";
import { KeyValue } from "@/parts/KeyValue";
import { ErrorNotice, Pausing } from "@/parts/Notices";
import { PageHeader } from "@/parts/PageHeader";
import { StateTag } from "@/parts/StateTag";
import { ACTIONS } from "@/states";
import { PARTS } from "./CatalogTabs";
import { approvalsText } from "./PartsPage";
import type { CatalogPart, DecisionTable, EnrichmentPolicy, MilestonePolicy, OrderTaskPolicy } from "./parts";
import { conditionText, expressionText, reachedText, tablesOf } from "./words";
import "./catalog.scss";

export default function PartPage() {
  const { part = "", id = "" } = useParams();
  const found = useQuery({
    queryKey: ["catalogPart", part, id],
    queryFn: ({ signal }) => api.get<CatalogPart>(`/api/catalogParts/${part}/${encodeURIComponent(id)}`, undefined, signal),
  });
  const path = [{ to: "/catalog", label: t("nav.catalog") }, { to: `/catalog/parts/${part}`, label: t(PARTS[part] ?? "nav.catalog") }];
  if (found.error) return <><PageHeader title={id} path={path} /><ErrorNotice error={found.error} retry={() => void found.refetch()} /></>;
  if (!found.data) return <Pausing label={t("loading")} />;
  const one = found.data;
  return (
    <>
      <PageHeader title={("name" in one && one.name) || one.id} number={one.id} path={path}
        tags={<><StateTag family="specification" state={one.state} /><span className="muted">{t("version", { n: one.version })}</span></>}>
        {"content" in one && one.description && <p className="muted">{one.description}</p>}
      </PageHeader>
      {"content" in one ? <Tables table={one} /> : (
        <KeyValue facts={[
          [t("catalog.when"), one.when ? conditionText(one.when) : t("rule.always")],
          ...(one.when?.expression ? [[t("catalog.expression"), <code key="e">{one.when.expression}</code>] as [string, ReactNode]] : []),
          ...("approvals" in one ? [[t("policy.approvals"), approvalsText(one.approvals)] as [string, ReactNode]] : [
            [t("specification"), one.specification ? <Link key="s" to={`/catalog/${one.specification}`}>{one.specification}</Link> : t("all")] as [string, ReactNode],
            [t("catalog.category"), one.category ?? t("all")] as [string, ReactNode],
            ...("actions" in one ? [[t("policy.actions"), one.actions.map((action) => ACTIONS[action] ?? action).join(", ") || t("all")] as [string, ReactNode]] : []),
            ...("stage" in one ? [[t("policy.stage"), t(STAGES[one.stage] ?? "policy.submitted")] as [string, ReactNode],
              [t("policy.gate"), t(one.gatesApproval ? "yes" : "no")] as [string, ReactNode]] : []),
            ...("workType" in one ? [[t("policy.workType"), one.workType] as [string, ReactNode], [t("policy.system"), one.system] as [string, ReactNode],
              [t("policy.beforeTask"), one.task ?? t("none")] as [string, ReactNode]] : []),
          ]),
        ]} />
      )}
      {"tasks" in one && <PolicyTasks policy={one} />}
      {"milestones" in one && <Milestones policy={one} />}
    </>
  );
}

function Tables({ table }: { table: DecisionTable }) {
  const tables = tablesOf(table.content.nodes ?? []);
  if (tables.length === 0) return <p className="muted">{t("table.none")}</p>;
  return tables.map((one) => (
    <section key={one.name}>
      <h2>{one.name}</h2>
      <p className="muted">{t(one.first ? "table.first" : "table.collect")}</p>
      <div className="scroller">
        <table className="plain">
          <caption className="hidden">{one.name}</caption>
          <thead><tr>
            {one.inputs.map((name) => <th key={name} scope="col">{name}</th>)}
            {one.outputs.map((name) => <th key={name} scope="col">→ {name}</th>)}
          </tr></thead>
          <tbody>
            {one.rows.map((row) => (
              <tr key={row.id}>
                {row.given.map((text, i) => <td key={one.inputs[i]}>{expressionText(text)}</td>)}
                {row.answers.map((text, i) => <td key={one.outputs[i]}><strong>{text.replace(/^"(.*)"$/, "$1")}</strong></td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  ));
}

function Milestones({ policy }: { policy: MilestonePolicy }) {
  return (
    <section>
      <h2>{t("policy.milestones")}</h2>
      <div className="scroller">
        <table className="plain">
          <caption className="hidden">{t("policy.milestones")}</caption>
          <thead><tr><th scope="col">{t("milestone.name")}</th><th scope="col">{t("milestone.reachedBy")}</th></tr></thead>
          <tbody>
            {policy.milestones.map((one) => (
              <tr key={one.key}>
                <th scope="row">{one.name}{one.description && <div className="muted small">{one.description}</div>}</th>
                <td>{reachedText(one.reachedBy)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function PolicyTasks({ policy }: { policy: EnrichmentPolicy | OrderTaskPolicy }) {
  const names = new Map(policy.tasks.map((task) => [task.key, task.name]));
  const title = t("stage" in policy ? "policy.orderTasks" : "policy.tasks");
  const asks = !("stage" in policy);
  return (
    <section>
      <h2>{title}</h2>
      <div className="scroller">
        <table className="plain">
          <caption className="hidden">{title}</caption>
          <thead><tr><th scope="col">{t("enrichment.task")}</th><th scope="col">{t("task.group")}</th><th scope="col">{t("catalog.after")}</th>{asks && <th scope="col">{t("catalog.data")}</th>}</tr></thead>
          <tbody>
            {policy.tasks.map((task) => (
              <tr key={task.key}>
                <th scope="row">{task.name}{task.description && <div className="muted small">{task.description}</div>}</th>
                <td>{task.assignmentGroup ?? t("none")}</td>
                <td>{task.after.map((key) => names.get(key) ?? key).join(", ") || t("none")}</td>
                {"data" in task && <td>{task.data.map((one) => `${one.characteristic}${one.mandatory ? " *" : ""}`).join(", ") || t("none")}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

const STAGES: Record<string, Key> = { submitted: "policy.submitted", postApproval: "policy.postApproval", postFulfillment: "policy.postFulfillment" };
