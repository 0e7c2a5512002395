// Several of a few, each with a box.
import { t } from "@/i18n/t";

interface ChoicesProps {
  legend: string;
  names: string[];
  text?: (name: string) => string;
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
}

export function Choices({ legend, names, text = (name) => name, chosen, onChange }: ChoicesProps) {
  return (
    <fieldset className="choices">
      <legend>{legend}</legend>
      {names.length === 0 && <p className="muted">{t("none")}</p>}
      {names.map((name) => (
        <label key={name} className="check">
          <input type="checkbox" checked={chosen.has(name)} onChange={() => onChange(chosen.has(name) ? new Set([...chosen].filter((one) => one !== name)) : new Set([...chosen, name]))} /> {text(name)}
        </label>
      ))}
    </fieldset>
  );
}
