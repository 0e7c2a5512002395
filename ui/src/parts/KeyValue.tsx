// Facts about a record: name and value, two columns where there is room.
import type { ReactNode } from "react";
import { t } from "@/i18n/t";

export function KeyValue({ facts }: { facts: [string, ReactNode][] }) {
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value === null || value === undefined || value === "" ? <span className="muted">{t("none")}</span> : value}</dd>
        </div>
      ))}
    </dl>
  );
}
