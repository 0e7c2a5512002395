// Characteristics with where each value came from.
import { Link } from "react-router";
import type { Characteristic } from "@/api/types";
import { t } from "@/i18n/t";

/** A value as text; what is nested is spelled as name: value. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return t("none");
  if (typeof value === "boolean") return value ? t("yes") : t("no");
  if (Array.isArray(value)) return value.map(valueText).join(", ");
  if (typeof value === "object") {
    return Object.entries(value).map(([name, inner]) => `${name}: ${valueText(inner)}`).join(", ");
  }
  return String(value);
}

/** Where a value came from, in a word or two. */
export function originWord(origin: string): string {
  const kind = origin.split(":")[0] ?? "";
  return { order: t("origin.order"), default: t("origin.default"), mapping: t("origin.mapping"), task: t("origin.task"),
    constant: t("origin.constant"), inventory: t("origin.inventory"), person: t("origin.person") }[kind] ?? kind;
}

export function Origin({ origin }: { origin: string }) {
  const [kind = "", ...rest] = origin.split(":");
  const what = rest.join(":");
  if (kind === "task" && what) return <span>{t("origin.task")} <Link to={`/tasks/${what}`}>{what}</Link></span>;
  return <span><span className="nowrap">{originWord(origin)}</span> {what && <span className="muted">{what}</span>}</span>;
}

interface Props {
  characteristics: Record<string, Characteristic> | (Characteristic & { name: string })[];
}

export function CharacteristicTable({ characteristics }: Props) {
  const rows = Array.isArray(characteristics)
    ? characteristics
    : Object.entries(characteristics).map(([name, one]) => ({ name, ...one }));
  if (rows.length === 0) return <p className="muted">{t("characteristic.none")}</p>;
  return (
    <div className="scroller">
      <table className="plain plain--values">
        <thead><tr><th scope="col">{t("characteristic")}</th><th scope="col">{t("value")}</th><th scope="col">{t("origin")}</th></tr></thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}><th scope="row">{row.name}</th><td>{valueText(row.value)}</td><td><Origin origin={row.origin} /></td></tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
