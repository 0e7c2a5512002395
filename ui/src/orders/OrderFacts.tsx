// The header of an order as facts, short enough to stand above its parts.
import type { ReactNode } from "react";
import type { ServiceOrderDetail } from "@/api/types";
import { dayText, utcText } from "@/i18n/instants";
import { t } from "@/i18n/t";
import { When } from "@/parts/When";

function Day({ at }: { at: string | null }) {
  return at === null ? <span className="muted">{t("none")}</span> : <time dateTime={at} title={utcText(at)}>{dayText(at)}</time>;
}

/** Name and value, those that are empty left out unless they are always wanted. */
export function factsOf({ serviceOrder: o }: ServiceOrderDetail): [string, ReactNode][] {
  const facts: [string, ReactNode, boolean][] = [
    [t("externalId"), o.externalId, true],
    [t("order.customerId"), o.customerId, true],
    [t("priority"), o.priority, true],
    [t("order.category"), o.category, false],
    [t("orderDate"), <When key="o" at={o.orderDate} />, true],
    [t("order.startWanted"), o.requestedStartDate && <Day key="s" at={o.requestedStartDate} />, false],
    [t("requestedCompletionDate"), <Day key="r" at={o.requestedCompletionDate} />, true],
    [t("order.due"), o.committedDueDate && <Day key="d" at={o.committedDueDate} />, false],
    [t("order.expected"), o.expectedCompletionDate && <Day key="x" at={o.expectedCompletionDate} />, false],
    [t("order.started"), o.startDate && <When key="b" at={o.startDate} />, false],
    [t("order.ended"), o.completionDate && <When key="e" at={o.completionDate} />, false],
    [t("order.version"), o.version, true],
    [t("order.catalog"), o.catalogRevision, false],
    [t("order.created"), o.createdBy, true],
  ];
  return facts.filter(([, value, always]) => always || value).map(([name, value]) => [name, value ?? t("none")]);
}

export function OrderFacts({ detail }: { detail: ServiceOrderDetail }) {
  return (
    <dl className="orderfacts">
      {factsOf(detail).map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}
    </dl>
  );
}
