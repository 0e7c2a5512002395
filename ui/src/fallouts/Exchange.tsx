// What was sent and what came back, as it can be read. The server has taken out what is secret.
import { t } from "@/i18n/t";

/** JSON that came as text is laid out like JSON. */
export function pretty(value: unknown): string {
  if (typeof value !== "string") return JSON.stringify(value, null, 2);
  const text = value.trim();
  if (!/^[[{]/.test(text)) return value;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return value;
  }
}

const HEADS: Record<string, string> = { request: t("exchange.request"), response: t("exchange.response") };

export function Exchange({ exchange }: { exchange: Record<string, unknown> | null }) {
  if (!exchange || Object.keys(exchange).length === 0) return <p className="muted">{t("exchange.none")}</p>;
  const long = Object.entries(exchange).filter(([name]) => name in HEADS);
  const rest = Object.fromEntries(Object.entries(exchange).filter(([name]) => !(name in HEADS)));
  return (
    <div className="exchange">
      {long.map(([name, value]) => <Block key={name} name={HEADS[name] ?? name} value={value} />)}
      {Object.keys(rest).length > 0 && <Block name={long.length > 0 ? t("exchange.rest") : t("exchange.all")} value={rest} />}
    </div>
  );
}

function Block({ name, value }: { name: string; value: unknown }) {
  const text = pretty(value);
  return (
    <figure className="exchange__block">
      <figcaption>
        {name}
        <button type="button" className="linkish" onClick={() => void navigator.clipboard?.writeText(text)}>{t("copy")}</button>
      </figcaption>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
      <pre tabIndex={0} aria-label={name}>{text}</pre>
    </figure>
  );
}
