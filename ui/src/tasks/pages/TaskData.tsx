// The data a task asks for, as a form: checked as the specification says before anything is sent.
import { Button } from "@carbon/react";
import { useEffect, useImperativeHandle, useRef, useState, type FormEvent, type Ref } from "react";
import { ApiError } from "@/api/fetching";
import type { TaskDetail } from "@/api/types";
import { errorText, tell } from "@/app/toasts";
import { t, tn } from "@/i18n/t";
import { FAULTY } from "@/parts/Dialog";
import { unlocks, useTaskCall } from "@/tasks/actions";
import { faultsByField } from "@/tasks/check";
import { takesData, unwritten } from "@/tasks/conflict";
import { ConflictDialog, type Conflict } from "@/tasks/ConflictDialog";
import { useAsked } from "@/tasks/specification";
import { TypedValues } from "@/tasks/TypedValues";
import { ValueForm } from "@/tasks/ValueForm";
import { changedFields, readValues, textsOf } from "@/tasks/values";

export interface TaskDataKeys {
  /** Brings the keyboard to what is to be filled in. */
  focus: () => void;
}

export function TaskData({ detail, keys }: { detail: TaskDetail; keys?: Ref<TaskDataKeys> }) {
  const { task, verbs } = detail;
  const asked = useAsked(detail.askedFor, detail.domainOrder);
  const canSave = verbs.includes("setValues");
  const canComplete = verbs.includes("complete");
  const fields = canSave || canComplete ? asked : asked.map((field) => ({ ...field, readOnly: true }));
  const [texts, setTexts] = useState(() => textsOf(detail.askedFor));
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [summary, setSummary] = useState<{ title: string; lines: string[] } | null>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const alert = useRef<HTMLDivElement>(null);
  const start = useRef(textsOf(detail.askedFor));
  const call = useTaskCall(detail);
  useEffect(() => {
    // what somebody else wrote is shown, what is being typed here stays
    const fresh = textsOf(detail.askedFor);
    const before = start.current;
    start.current = fresh;
    setTexts((now) => Object.fromEntries(Object.entries(fresh).map(([name, text]) =>
      [name, (now[name] ?? "") === (before[name] ?? "") ? text : (now[name] ?? "")])));
  }, [detail.askedFor]);
  useImperativeHandle(keys, () => ({
    focus: () => {
      const inputs = [...form.current?.querySelectorAll<HTMLInputElement>(".values input, .values select, .values textarea") ?? []];
      const open = inputs.find((input) => !input.readOnly && !input.value) ?? form.current?.querySelector<HTMLElement>("button[type=submit]");
      open?.focus();
    },
  }));

  async function send(verb: "values" | "complete") {
    const wanted = verb === "values" ? changedFields(fields, texts) : fields;
    const read = readValues(verb === "values" ? wanted.map((field) => ({ ...field, mandatory: false })) : wanted, texts);
    setFaults(read.faults);
    const wrong = Object.entries(read.faults);
    if (wrong.length > 0) {
      setSummary({ title: tn("task.faults", wrong.length), lines: wrong.map(([name, fault]) => `${name}: ${fault}`) });
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>(FAULTY)?.focus());
      return;
    }
    setSummary(null);
    try {
      if (verb === "complete") {
        const answer = await call.mutateAsync({ verb, body: { values: read.values }, expected: { state: "completed" } });
        // as the server wrote it, which may be spelled otherwise
        setTexts(textsOf(answer.askedFor));
      } else {
        await call.mutateAsync({ verb, body: { values: read.values } });
        tell({ kind: "success", title: t("task.saved") });
      }
    } catch (error) {
      if (error instanceof ApiError && error.isConflict) {
        setConflict({ seen: detail, error, typed: unwritten(fields, texts) });
        return;
      }
      const found = error instanceof ApiError ? faultsByField(error.details, fields.map((field) => field.characteristic)) : null;
      setFaults(found?.faults ?? {});
      const { title, text } = errorText(error);
      setSummary({ title, lines: text.split("\n") });
      requestAnimationFrame(() => alert.current?.scrollIntoView({ block: "nearest" }));
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!call.isPending) void send(canComplete ? "complete" : "values");
  };
  const n = unlocks(detail);
  // the form was closed by somebody else while something was typed into it
  const lost = takesData(detail) || call.isPending ? [] : unwritten(detail.askedFor, texts);
  const changed = changedFields(fields, texts).length;
  return (
    <>
      <form ref={form} className="taskdata" onSubmit={submit} noValidate>
        <div ref={alert} role="alert">
          {summary && (
            <div className="dialog__error"><strong>{summary.title}</strong>{summary.lines.map((line) => <p key={line}>{line}</p>)}</div>
          )}
        </div>
        <ValueForm fields={fields} texts={texts} faults={faults}
          onChange={(name, text) => setTexts((now) => ({ ...now, [name]: text }))} />
        {(canSave || canComplete) && (
          <div className="taskdata__do">
            {canComplete && <Button type="submit" size="sm" disabled={call.isPending}>{call.isPending ? t("working") : t("verb.complete")}</Button>}
            {canSave && (
              <Button size="sm" kind="tertiary" type={canComplete ? "button" : "submit"} disabled={call.isPending || changed === 0}
                onClick={canComplete ? () => void send("values") : undefined}>{t("task.saveData")}</Button>
            )}
            {canComplete && n > 0 && <span className="muted">{tn("task.unlocks", n)}</span>}
          </div>
        )}
        {!canComplete && !canSave && task.state !== "completed" && <p className="muted">{t("task.notYours")}</p>}
        {lost.length > 0 && <section className="banner" aria-label={t("conflict.notWritten")}><p>{t("conflict.notWritten")}</p><TypedValues typed={lost} /></section>}
      </form>
      {conflict && <ConflictDialog conflict={conflict} onClose={() => setConflict(null)} />}
    </>
  );
}
