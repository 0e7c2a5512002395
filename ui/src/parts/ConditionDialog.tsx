// One condition of a query by field, comparison and value; what is more than one condition is changed as text.
import { Select, SelectItem, TextInput } from "@carbon/react";
import { useId, useState } from "react";
import { t, type Key } from "@/i18n/t";
import { Dialog } from "./Dialog";
import { SPANS, readCondition, writeCondition, type QueryWord, type Unit } from "./typedQuery";
import { useQueryWords } from "./queryWords";

interface Props {
  path: string;
  /** The condition that is changed; none: a new one. */
  unit?: Unit | undefined;
  /** There are others: it is said how it is joined with them. */
  mayJoin: boolean;
  onClose: () => void;
  onDone: (text: string, join: "and" | "or") => void;
}

export function ConditionDialog({ path, unit, mayJoin, onClose, onDone }: Props) {
  const { words, sources } = useQueryWords(path);
  const given = unit && !unit.several ? readCondition(unit.text) : null;
  const asText = unit !== undefined && given === null;
  const [text, setText] = useState(unit?.text ?? "");
  const [field, setField] = useState(given?.field ?? "");
  const [sign, setSign] = useState(given ? (given.negated && given.sign !== "!=" ? "-" : "") + given.sign : ":");
  const [value, setValue] = useState(given?.value ?? "");
  const [join, setJoin] = useState<"and" | "or">("and");
  const [tried, setTried] = useState(false);
  const list = useId();
  const word = words.find((one) => one.name.toLowerCase() === field.toLowerCase());
  const signs = signsOf(word);
  const values = word ? [...new Set([...word.values, ...(word.source ? (sources[word.source] ?? []) : []), ...(word.kind === "instant" ? SPANS : [])])] : [];
  return (
    <Dialog title={t(unit ? "query.changeTitle" : "query.add")} doText={t(unit ? "query.changeDo" : "query.addDo")} onClose={onClose}
      onDo={() => {
        setTried(true);
        if (asText) {
          if (!text.trim()) return Promise.resolve(t("query.valueMissing"));
          onDone(text.trim(), join);
        } else {
          if (!word) return Promise.resolve(t("query.fieldMissing"));
          if (!value.trim()) return Promise.resolve(t("query.valueMissing"));
          const chosen = signs.includes(sign) ? sign : (signs[0] ?? ":");
          const negated = chosen.startsWith("-");
          onDone(writeCondition({ field: word.name, sign: negated ? chosen.slice(1) : chosen, value, negated }), join);
        }
        return Promise.resolve();
      }}>
      {asText ? (
        <TextInput id="condition-text" labelText={t("query")} helperText={t("query.textHelp")} value={text} invalid={tried && !text.trim()} invalidText={t("query.valueMissing")}
          onChange={(event) => setText(event.target.value)} />
      ) : (
        <>
          <Select id="condition-field" labelText={`${t("query.field")} *`} value={word?.name ?? ""} invalid={tried && !word} invalidText={t("query.fieldMissing")}
            onChange={(event) => { setField(event.target.value); setValue(""); setSign(""); }}>
            <SelectItem value="" text={t("choose")} />
            {words.map((one) => <SelectItem key={one.name} value={one.name} text={`${one.about} (${one.name})`} />)}
          </Select>
          <Select id="condition-sign" labelText={t("query.sign")} value={signs.includes(sign) ? sign : (signs[0] ?? ":")} onChange={(event) => setSign(event.target.value)}>
            {signs.map((one) => <SelectItem key={one} value={one} text={signText(one, word)} />)}
          </Select>
          <TextInput id="condition-value" labelText={`${t("query.value")} *`} helperText={t(word?.kind === "instant" ? "query.timeHelp" : "query.valueHelp")} value={value} list={list} autoComplete="off"
            invalid={tried && !value.trim()} invalidText={t("query.valueMissing")} onChange={(event) => setValue(event.target.value)} />
          <datalist id={list}>{values.map((one) => <option key={one} value={one}>{one}</option>)}</datalist>
        </>
      )}
      {mayJoin && (
        <Select id="condition-join" labelText={t("query.join")} value={join} onChange={(event) => setJoin(event.target.value as typeof join)}>
          <SelectItem value="and" text={t("query.joinAnd")} />
          <SelectItem value="or" text={t("query.joinOr")} />
        </Select>
      )}
    </Dialog>
  );
}

/** The comparisons that a field takes, the plain one first, and its opposite. */
function signsOf(word: QueryWord | undefined): string[] {
  if (!word) return [":"];
  const compares = word.signs.filter((sign) => /[<>]/.test(sign));
  return word.kind === "instant" ? [...compares, ":", "-:"] : [":", "-:", ...(word.kind === "text" ? ["=", "!="] : []), ...compares];
}

function signText(sign: string, word: QueryWord | undefined): string {
  const kind = word?.kind === "instant" ? "time" : word?.kind === "number" ? "number" : "text";
  const names: Record<string, string> = { ":": "is", "-:": "isNot", "=": "exactly", "!=": "notExactly", "<": "less", "<=": "atMost", ">": "more", ">=": "atLeast" };
  return t(`query.sign.${kind}.${names[sign] ?? "is"}` as Key);
}
