// What was typed and could not be written: to be read, and copied to where it belongs now.
import { Button } from "@carbon/react";
import { t } from "@/i18n/t";
import type { Typed } from "./conflict";

export function TypedValues({ typed }: { typed: Typed[] }) {
  const text = typed.length === 1 ? typed[0]!.text : typed.map((one) => `${one.name}: ${one.text}`).join("\n");
  return (
    <div className="typed">
      <dl className="facts">
        {typed.map((one) => <div key={one.name}><dt>{one.name}</dt><dd>{one.text}</dd></div>)}
      </dl>
      <Button size="sm" kind="tertiary" onClick={() => void navigator.clipboard?.writeText(text)}>{t("conflict.copy")}</Button>
    </div>
  );
}
