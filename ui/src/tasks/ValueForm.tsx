// The data a task asks for, as fields of the right kind with the fault beside each.
import { Select, SelectItem, TextArea, TextInput } from "@carbon/react";
import type { Field } from "@/api/types";
import { t } from "@/i18n/t";
import { asText } from "./values";

interface Props {
  fields: Field[];
  texts: Record<string, string>;
  faults: Record<string, string>;
  onChange: (name: string, text: string) => void;
}

/** A name as part of an id: one word, and another for every other name. */
const asId = (name: string) => name.replace(/[^\w-]/gu, (sign) => `_${sign.codePointAt(0)?.toString(16)}`);

const INPUT: Record<string, string> = { date: "date", email: "email", integer: "text", decimal: "text" };

export function ValueForm({ fields, texts, faults, onChange }: Props) {
  return (
    <div className="values">
      {fields.map((field) => {
        const name = field.characteristic;
        const text = texts[name] ?? "";
        const label = [name, field.unit && `(${field.unit})`, field.mandatory && !field.readOnly && "*"].filter(Boolean).join(" ");
        const shared = {
          id: `value-${asId(name)}`, labelText: label, helperText: field.description, invalid: !!faults[name], invalidText: faults[name],
          "aria-required": field.mandatory,
        };
        if (field.readOnly) return <TextInput key={name} {...shared} readOnly value={asText(field.value) || t("none")} />;
        const type = field.valueType ?? (typeof field.value === "boolean" ? "boolean" : "text");
        const options = type === "boolean"
          ? [{ value: true, label: t("yes") }, { value: false, label: t("no") }]
          : (field.options ?? []);
        if (options.length > 0) {
          return (
            <Select key={name} {...shared} value={text} onChange={(event) => onChange(name, event.target.value)}>
              <SelectItem value="" text={t("choose")} />
              {options.map((option) => (
                <SelectItem key={asText(option.value)} value={asText(option.value)} text={option.label ?? asText(option.value)} />
              ))}
            </Select>
          );
        }
        if (type === "object" || type === "array" || type === "address") {
          return <TextArea key={name} {...shared} rows={4} value={text} onChange={(event) => onChange(name, event.target.value)} />;
        }
        return (
          <TextInput key={name} {...shared} {...(shared.invalid ? { "aria-describedby": `${shared.id}-error-msg` } : {})} type={INPUT[type] ?? "text"} inputMode={type === "integer" || type === "decimal" ? "decimal" : undefined}
            value={text} onChange={(event) => onChange(name, event.target.value)} />
        );
      })}
    </div>
  );
}
