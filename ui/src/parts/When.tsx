// An instant in the user's zone; the tooltip says it exactly in UTC.
import { agoText, momentText, utcText } from "@/i18n/instants";
import { t } from "@/i18n/t";

export function When({ at, relative = false }: { at: string | null; relative?: boolean }) {
  if (at === null) return <span className="muted">{t("none")}</span>;
  return <time dateTime={at} title={utcText(at)}>{relative ? agoText(at, Date.now()) : momentText(at)}</time>;
}
