// A new order from TMF641 JSON, pasted or from a file; what is wrong in it is shown item by item, with its line.
import { Button, TextArea } from "@carbon/react";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo, useRef, useState, type DragEvent, type FormEvent } from "react";
import { useNavigate } from "react-router";
import { ApiError, address, api } from "@/api/fetching";
import type { Problem, ServiceOrderDetail } from "@/api/types";
import { errorText, tell } from "@/app/toasts";
import { t, tn } from "@/i18n/t";
import { PageHeader } from "@/parts/PageHeader";
import { ACTIONS } from "@/states";
import { lineOf, outline, readDocument, shortField } from "./document";
import "./orders.scss";

interface Refusal {
  title: string;
  text: string;
  problems: Problem[];
}

export default function NewOrder() {
  const [text, setText] = useState("");
  const [lenient, setLenient] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const file = useRef<HTMLInputElement>(null);
  const result = useRef<HTMLDivElement>(null);
  const navigate = useNavigate();
  const client = useQueryClient();
  const read = useMemo(() => readDocument(text), [text]);
  const load = async (chosen: File | undefined) => {
    if (!chosen) return;
    setText(await chosen.text());
    setRefusal(null);
  };
  const send = async (draft: boolean) => {
    if (busy) return;
    if (read.document === undefined) {
      setRefusal({ title: t("dialog.correct"), text: read.fault, problems: [] });
      area.current?.focus();
      return;
    }
    setBusy(true);
    setRefusal(null);
    try {
      const path = address("/api/serviceOrders", { draft: draft || undefined, validation: lenient ? "lenient" : undefined });
      const { serviceOrder } = await api.post<ServiceOrderDetail>(path, read.document);
      void client.invalidateQueries({ queryKey: ["serviceOrders"] });
      tell({ kind: "success", title: t(draft ? "newOrder.kept" : "newOrder.taken", { number: serviceOrder.number }) });
      void navigate(`/orders/${serviceOrder.number}`);
    } catch (error) {
      const problems = error instanceof ApiError ? error.details : [];
      const told = errorText(error);
      setRefusal({ title: told.title, text: error instanceof ApiError ? error.message : told.text, problems });
      setBusy(false);
      requestAnimationFrame(() => result.current?.focus());
    }
  };
  const show = (line: number) => {
    const field = area.current;
    if (!field) return;
    const lines = text.split("\n");
    const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    field.focus();
    field.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
    field.scrollTop = Math.max(0, (field.scrollHeight / lines.length) * (line - 4));
  };
  return (
    <>
      <PageHeader title={t("orders.new")} path={[{ to: "/orders", label: t("nav.orders") }]}><p className="muted">{t("newOrder.lead")}</p></PageHeader>
      <div className="neworder">
        {/* a file may be dropped anywhere in the form; the button does the same */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
        <form onSubmit={(event: FormEvent) => { event.preventDefault(); void send(false); }}
          onDragOver={(event: DragEvent) => event.preventDefault()}
          onDrop={(event: DragEvent) => { event.preventDefault(); void load(event.dataTransfer.files[0]); }}
          onKeyDown={(event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void send(false); }}>
          <div className="neworder__file">
            <input ref={file} type="file" accept=".json,application/json" className="hidden" tabIndex={-1} aria-label={t("newOrder.file")}
              onChange={(event) => void load(event.target.files?.[0])} />
            <Button size="sm" kind="tertiary" onClick={() => file.current?.click()}>{t("newOrder.file")}</Button>
            <span className="muted">{t("newOrder.drop")}</span>
          </div>
          <TextArea ref={area} id="new-order" className="neworder__text" labelText={t("newOrder.text")} rows={24} spellCheck={false} value={text}
            onChange={(event) => setText(event.target.value)} />
          <label className="check"><input type="checkbox" checked={lenient} onChange={(event) => setLenient(event.target.checked)} /> {t("newOrder.lenient")}</label>
          <div className="verbs">
            <Button type="submit" size="sm" disabled={busy}>{busy ? t("working") : t("newOrder.submit")}</Button>
            <Button size="sm" kind="tertiary" disabled={busy} onClick={() => void send(true)}>{t("newOrder.draft")}</Button>
          </div>
        </form>
        <div className="neworder__side">
          <div ref={result} tabIndex={-1} role="alert" className="neworder__result">
            {refusal && <Refused refusal={refusal} text={text} show={show} />}
          </div>
          <Seen text={text} read={read} />
        </div>
      </div>
    </>
  );
}

function Refused({ refusal, text, show }: { refusal: Refusal; text: string; show: (line: number) => void }) {
  return (
    <section className="callout callout--error">
      <h2>{refusal.problems.length > 0 ? tn("newOrder.problems", refusal.problems.length) : refusal.title}</h2>
      {refusal.text.split("\n").map((line) => <p key={line}>{line}</p>)}
      {refusal.problems.length > 0 && (
        <div className="scroller">
          <table className="plain">
            <thead><tr><th scope="col">{t("item")}</th><th scope="col">{t("newOrder.field")}</th><th scope="col">{t("newOrder.what")}</th><th scope="col">{t("newOrder.do")}</th></tr></thead>
            <tbody>
              {refusal.problems.map((problem, i) => {
                const line = lineOf(text, problem);
                return (
                  // one item may have the same fault twice
                  // oxlint-disable-next-line react/no-array-index-key
                  <tr key={`${i} ${problem.what}`}>
                    <th scope="row">{problem.item ?? t("newOrder.whole")}</th>
                    <td>
                      <span title={problem.field ?? undefined}>{shortField(problem) ?? t("none")}</span>
                      {line !== null && <> <button type="button" className="linkish" title={t("newOrder.goTo")} onClick={() => show(line)}>{t("newOrder.line", { n: line })}</button></>}
                    </td>
                    <td>{problem.what}</td>
                    <td>{problem.action}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Seen({ text, read }: { text: string; read: ReturnType<typeof readDocument> }) {
  if (!text.trim()) return null;
  if (read.document === undefined) return <p className="callout callout--warning" role="status">{read.fault}</p>;
  const seen = outline(read.document);
  return (
    <section>
      <h2>{t("newOrder.sees")}</h2>
      <p>{[seen.customer, seen.externalId, tn("newOrder.count", seen.items.length)].filter(Boolean).join(" · ")}</p>
      <ul className="lines">
        {seen.items.slice(0, 200).map((item, i) => (
          // a wrong document may use an id twice
          // oxlint-disable-next-line react/no-array-index-key
          <li key={i} style={{ paddingInlineStart: `${(item.level - 1) * 16}px` }}>
            <span className="lines__main">{item.specification || t("none")}</span>
            <span className="muted">{item.id}</span>
            <span>{ACTIONS[item.action] ?? item.action}</span>
          </li>
        ))}
        {seen.items.length > 200 && <li>{t("andMore", { n: seen.items.length - 200 })}</li>}
      </ul>
    </section>
  );
}
