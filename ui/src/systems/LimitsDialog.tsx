// The limits of a domain system: how much may be asked of it, and when its circuit opens.
import { TextInput } from "@carbon/react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "@/api/fetching";
import { t } from "@/i18n/t";
import { Dialog } from "@/parts/Dialog";
import type { System } from "./data";

const FIELDS = ["rate", "concurrency", "failuresToOpen", "openForSeconds"] as const;
type Field = (typeof FIELDS)[number];

const needed = (name: Field) => name === "failuresToOpen" || name === "openForSeconds";
const whole = (name: Field) => name === "concurrency" || name === "failuresToOpen";

export function LimitsDialog({ system, onClose }: { system: System; onClose: () => void }) {
  const client = useQueryClient();
  const [texts, setTexts] = useState(() => Object.fromEntries(FIELDS.map((name) => [name, String(system[name] ?? "")])) as Record<Field, string>);
  const wrong = (name: Field) => {
    const text = texts[name].trim();
    if (text === "") return needed(name);
    return !(Number(text) > 0 && (!whole(name) || Number.isInteger(Number(text))));
  };
  return (
    <Dialog title={t("system.limitsOf", { name: system.name })} lead={<p>{t("system.limitsLead")}</p>} doText={t("save")} onClose={onClose}
      onDo={async () => {
        if (FIELDS.some(wrong)) return t("system.limitWrong");
        const limits = Object.fromEntries(FIELDS.map((name) => [name, texts[name].trim() === "" ? null : Number(texts[name])]));
        // what this dialog does not show stays as it is
        await api.patch(`/api/domainSystems/${encodeURIComponent(system.name)}`, limits);
        await client.invalidateQueries({ queryKey: ["domainSystems"] });
      }}>
      {FIELDS.map((name) => (
        <TextInput key={name} id={`limit-${name}`} labelText={t(`limit.${name}`)} value={texts[name]} inputMode="decimal" invalid={wrong(name)} invalidText={t("system.limitWrong")}
          onChange={(event) => setTexts((now) => ({ ...now, [name]: event.target.value }))} />
      ))}
    </Dialog>
  );
}
