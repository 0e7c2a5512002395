// One specification: values, what it needs and what needs it, rules and mappings in words, plans, versions.
import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearchParams } from "react-router";
import { api } from "@/api/fetching";
import { t } from "@/i18n/t";
import { KeyValue } from "@/parts/KeyValue";
import { ErrorNotice, Pausing } from "@/parts/Notices";
import { PageHeader } from "@/parts/PageHeader";
import { KindMark, StateTag } from "@/parts/StateTag";
import { When } from "@/parts/When";
import { Characteristics } from "./Characteristics";
import { Neighbours } from "./Neighbours";
import type { Sharing } from "./parts";
import { Plans } from "./Plans";
import type { Related, SpecificationDetail, SpecRelationship } from "./types";
import { conditionText, mappingText, missingText, quantityText, sharingText } from "./words";
import "./catalog.scss";

export default function SpecificationPage() {
  const { id = "" } = useParams();
  const [params] = useSearchParams();
  const version = params.get("version");
  const found = useQuery({
    queryKey: ["specification", id, version],
    queryFn: ({ signal }) => api.get<SpecificationDetail>(`/api/specifications/${encodeURIComponent(id)}`, { version }, signal),
  });
  if (found.isPending) return <Pausing label={t("loading")} />;
  if (found.error) return <ErrorNotice error={found.error} retry={() => void found.refetch()} />;
  const { specification: spec, kind, state, uses, usedBy, versions, plans } = found.data;
  const relationships = spec.serviceSpecRelationship ?? spec.resourceSpecRelationship ?? [];
  return (
    <>
      <PageHeader title={spec.name} number={spec.id} path={[{ to: "/catalog", label: t("nav.catalog") }]}
        tags={<><KindMark kind={kind} /><StateTag family="specification" state={state} /><span className="muted">{t("version", { n: found.data.version })}</span></>}>
        {spec.description && <p className="muted">{spec.description}</p>}
      </PageHeader>
      <div className="columns">
        <section>
          <h2>{t("inventory.facts")}</h2>
          <KeyValue facts={[
            [t("catalog.id"), spec.id],
            [t("catalog.category"), spec.category],
            [t("catalog.orderable"), t(spec.orderable ? "yes" : "no")],
            [t("catalog.location"), t(spec.locationRequired ? "yes" : "no")],
            [t("catalog.transient"), t(spec.transient ? "yes" : "no")],
            [t("inventory"), <Link key="i" to={`/inventory?specification=${encodeURIComponent(spec.id)}`}>{t("catalog.made")}</Link>],
          ]} />
        </section>
        <section>
          <h2>{t("catalog.versions")}</h2>
          <table className="plain">
            <thead><tr><th scope="col">{t("catalog.version")}</th><th scope="col">{t("state")}</th><th scope="col">{t("catalog.changed")}</th></tr></thead>
            <tbody>
              {versions.map((one) => (
                <tr key={one.version}>
                  <th scope="row">
                    <Link to={`/catalog/${spec.id}?version=${one.version}`} aria-current={one.version === found.data.version ? "true" : undefined}>
                      {t("version", { n: one.version })}</Link>
                  </th>
                  <td><StateTag family="specification" state={one.state} /></td>
                  <td><When at={one.changedAt} /></td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <section className="record__all">
          <h2>{t("characteristics")}</h2>
          <Characteristics all={spec.specCharacteristic ?? spec.resourceSpecCharacteristic ?? []} />
        </section>
        <section className="record__all">
          <h2>{t("catalog.relationships")}</h2>
          {uses.length + usedBy.length === 0 ? <p className="muted">{t("catalog.alone")}</p> : (
            <>
              <Neighbours name={spec.name} uses={uses} usedBy={usedBy} />
              {uses.length > 0 && <Uses uses={uses} relationships={relationships} />}
              {usedBy.length > 0 && <UsedBy usedBy={usedBy} />}
            </>
          )}
        </section>
        <section className="record__all">
          <h2>{t("catalog.plans")}</h2>
          <Plans plans={plans} />
        </section>
      </div>
    </>
  );
}

/** With how the target is shared and what a missing value does. */
type Use = Related & { sharing?: Sharing | null; missing?: string | null };

function Uses({ uses, relationships }: { uses: Use[]; relationships: SpecRelationship[] }) {
  return (
    <div className="scroller">
      <table className="plain near__table">
        <caption>{t("catalog.uses")}</caption>
        <thead><tr>
          <th scope="col">{t("specification")}</th><th scope="col">{t("catalog.how")}</th><th scope="col">{t("catalog.quantity")}</th>
          <th scope="col">{t("catalog.rule")}</th><th scope="col">{t("catalog.mapping")}</th>
        </tr></thead>
        <tbody>
          {uses.map((one) => {
            const full = relationships.find((each) => each.id === one.id && each.relationshipType === one.type);
            return (
              <tr key={`${one.id} ${one.type}`}>
                <th scope="row">{one.kind && <KindMark kind={one.kind} />} <Link to={`/catalog/${one.id}`}>{one.name ?? one.id}</Link></th>
                <td>{one.type}{one.sharing && <div className="muted small">{sharingText(one.sharing)}</div>}</td>
                <td>{full && quantityText(full)}</td>
                <td>{full?.rule ? <>{t("catalog.when")} {conditionText(full.rule.when)} <span className="muted small">{full.rule.name}</span></>
                  : t(one.mandatory ? "catalog.always" : "catalog.onDemand")}
                  {full?.rule && one.missing && <div className="muted small">{missingText(one.missing)}</div>}</td>
                <td>{(full?.mapping ?? []).map((mapping) => <div key={mappingText(mapping)}>{mappingText(mapping)}</div>)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function UsedBy({ usedBy }: { usedBy: Related[] }) {
  return (
    <div className="scroller">
      <table className="plain near__table">
        <caption>{t("catalog.usedBy")}</caption>
        <thead><tr><th scope="col">{t("specification")}</th><th scope="col">{t("catalog.how")}</th><th scope="col">{t("catalog.rule")}</th></tr></thead>
        <tbody>
          {usedBy.map((one) => (
            <tr key={`${one.id} ${one.type}`}>
              <th scope="row">{one.kind && <KindMark kind={one.kind} />} <Link to={`/catalog/${one.id}`}>{one.name ?? one.id}</Link></th>
              <td>{one.type}</td>
              <td>{one.rule ?? t(one.mandatory ? "catalog.always" : "catalog.onDemand")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
