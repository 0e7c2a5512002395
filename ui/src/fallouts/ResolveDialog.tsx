// Resolving a fallout in one step: the remedy, what it needs, and what it does.
import { TextArea, TextInput } from "@carbon/react";
import { useState } from "react";
import { ApiError } from "@/api/fetching";
import type { FalloutDetail, Field, Remedy, TaskDetail } from "@/api/types";
import { t, tn } from "@/i18n/t";
import { Dialog } from "@/parts/Dialog";
import { Pausing } from "@/parts/Notices";
import { useNeededOutputs, useTask } from "@/tasks/actions";
import { faultsByField } from "@/tasks/check";
import { correctable, described, useSpecified } from "@/tasks/specification";
import { ValueForm } from "@/tasks/ValueForm";
import { asText, changedFields, readValues } from "@/tasks/values";
import { useCancelledWith, useFalloutCall } from "./calls";
import { CancelledWith } from "./CancelledWith";
import { ReroutePart, useReroute } from "./ReroutePart";
import { RollBackPart, useRollBack, type RollBackWish } from "./RollBackPart";

interface Props {
  detail: FalloutDetail;
  onClose: () => void;
}

/** The fields of a remedy: what to correct; of a task done outside what it asks for too, of one left out only what later tasks need. */
function fieldsFor(remedy: Remedy | undefined, task: TaskDetail | undefined, specified: Field[], needed: Field[]): Field[] {
  if (!remedy?.takesValues || !task) return [];
  if (remedy.needsValues) return correctable(task.askedFor, specified, task.domainOrder);
  const must = new Set(needed.map((field) => field.characteristic));
  const asked = remedy.resolution === "skip" ? [] : task.askedFor.filter((field) => !field.readOnly && !must.has(field.characteristic));
  return described([...needed, ...asked], specified);
}

export function ResolveDialog({ detail, onClose }: Props) {
  const { fallout, remedies } = detail;
  const task = useTask(fallout.task);
  const specified = useSpecified(task.data?.domainOrder);
  const [chosen, setChosen] = useState(remedies[0]?.resolution ?? "");
  const [texts, setTexts] = useState<Record<string, string>>({});
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [note, setNote] = useState("");
  const [code, setCode] = useState("");
  const [noteMissing, setNoteMissing] = useState(false);
  const call = useFalloutCall(detail);
  const remedy = remedies.find((one) => one.resolution === chosen);
  const standsIn = chosen === "skip" || chosen === "completeByHand";
  const needed = useNeededOutputs(fallout.task, standsIn);
  const fields = fieldsFor(remedy, task.data, specified.data ?? [], needed.data?.items.map((one) => one.field) ?? []);
  const shown = { ...Object.fromEntries(fields.map((field) => [field.characteristic, asText(field.value)])), ...texts };
  const gives = chosen === "giveUp";
  const rolls = chosen === "rollBack";
  const [wish, setWish] = useState<RollBackWish>({ to: "", afterwards: "again" });
  const preview = useRollBack(fallout.number, wish, rolls);
  const reroutes = chosen === "reroute";
  const [way, setWay] = useState("");
  const ways = useReroute(fallout.number, reroutes);
  const others = ways.data?.ways.filter((one) => !one.current) ?? [];
  const route = way || (others.length === 1 ? others[0]!.name : "");
  const cancelled = useCancelledWith(fallout.serviceOrder, fallout.task, gives);
  const waits = remedy?.takesValues === true && (task.isPending || specified.isLoading || (standsIn && needed.isPending));

  async function resolve(): Promise<string | void> {
    if (!remedy) return t("resolve.choose");
    const wanted = remedy.needsValues ? changedFields(fields, shown) : fields;
    const read = readValues(wanted, shown);
    setFaults(read.faults);
    const missing = remedy.needsNote && !note.trim();
    setNoteMissing(missing);
    const wrong = Object.entries(read.faults).map(([name, fault]) => `${name}: ${fault}`);
    if (missing) wrong.push(`${t("reason.note")}: ${t("reason.noteMissing")}`);
    if (rolls && preview.data && preview.data.obstacles.length > 0) wrong.push(t("rollBack.refused"));
    if (reroutes && ways.data && ways.data.obstacles.length > 0) wrong.push(t("rollBack.refused"));
    if (reroutes && !route) wrong.push(t("reroute.choose"));
    if (wrong.length > 0) return wrong.join("\n");
    if (remedy.needsValues && Object.keys(read.values).length === 0) return t("resolve.nothingChanged");
    try {
      await call("resolve", { resolution: remedy.resolution, values: read.values, note: note.trim() || null, resolutionCode: code.trim() || null, ...(rolls ? { rollBackTo: wish.to || null, afterwards: wish.afterwards } : {}), ...(reroutes ? { route } : {}) });
    } catch (error) {
      if (error instanceof ApiError) setFaults(faultsByField(error.details, fields.map((field) => field.characteristic)).faults);
      throw error;
    }
  }
  return (
    <Dialog title={t("resolve.title", { number: fallout.number })} doText={remedy?.name ?? t("verb.resolve")} danger={gives || (rolls && wish.afterwards === "end")} onClose={onClose}
      lead={<>
        <p>{t("resolve.lead", { name: fallout.taskName })}</p>
        {fallout.othersOpen > 0 && <p className="warn">{tn("fallout.othersOpen", fallout.othersOpen)}</p>}
      </>}
      onDo={resolve}>
      <fieldset className="remedies">
        <legend className="cds--label">{t("resolve.remedy")}</legend>
        {remedies.map((one) => (
          <div key={one.resolution} className="remedy">
            <input type="radio" id={`remedy-${one.resolution}`} name="remedy" value={one.resolution} checked={one.resolution === chosen}
              aria-describedby={`remedy-${one.resolution}-effect`}
              onChange={() => { setChosen(one.resolution); setFaults({}); setNoteMissing(false); }} />
            <label htmlFor={`remedy-${one.resolution}`}><strong>{one.name}</strong></label>
            <span id={`remedy-${one.resolution}-effect`} className="remedy__effect">{one.effect}</span>
          </div>
        ))}
      </fieldset>
      {gives && <CancelledWith tasks={cancelled.data} failed={cancelled.error} order={fallout.domainOrderName} />}
      {rolls && <RollBackPart wish={wish} preview={preview.data} failed={preview.error} onChange={setWish} />}
      {reroutes && <ReroutePart route={route} preview={ways.data} failed={ways.error} onChange={setWay} />}
      {waits && <Pausing label={t("loading")} />}
      {!waits && fields.length > 0 && (
        <section className="resolve__values">
          <h3>{remedy?.needsValues ? t("resolve.correct") : t("resolve.values")}</h3>
          {standsIn && needed.data?.items.map((one) => (
            <p key={one.field.characteristic} className="muted">{t("resolve.neededBy", { name: one.field.characteristic, tasks: one.neededBy.slice(0, 3).join(", ") })}</p>
          ))}
          <ValueForm fields={fields} texts={shown} faults={faults} onChange={(name, text) => setTexts((now) => ({ ...now, [name]: text }))} />
        </section>
      )}
      <TextArea id="resolve-note" labelText={remedy?.needsNote ? `${t("reason.note")} *` : t("reason.note")} rows={2} value={note}
        invalid={noteMissing} invalidText={t("reason.noteMissing")} onChange={(event) => setNote(event.target.value)} />
      <TextInput id="resolve-code" labelText={t("resolve.code")} helperText={t("resolve.codeHelp")} value={code}
        onChange={(event) => setCode(event.target.value)} />
    </Dialog>
  );
}
