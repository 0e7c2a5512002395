// One order from a file of rows, one item each; every fault is told with its row, and faulty rows can be left out.
import { Button, TextInput } from "@carbon/react";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo, useRef, useState, type DragEvent, type FormEvent } from "react";
import { Link, useNavigate } from "react-router";
import { ApiError, api } from "@/api/fetching";
import type { Problem, ServiceOrderDetail } from "@/api/types";
import { errorText, tell } from "@/app/toasts";
import { number, t, tn } from "@/i18n/t";
import { save } from "@/parts/exporting";
import { PageHeader } from "@/parts/PageHeader";
import { cells, rowOf, seen, TEMPLATE } from "./rows";
import "./orders.scss";

interface Imported {
  order: ServiceOrderDetail;
  imported: number;
  skipped: number;
  problems: { row: number; item: string; field: string; what: string; action: string }[];
}

interface Fault {
  row: number | null;
  item: string | null;
  field: string | null;
  what: string;
  action: string;
}

const faultOf = (problem: Problem): Fault => ({
  row: rowOf(problem.field), item: problem.item ?? null, field: problem.field?.replace(/^row\[\d+\]\.?/, "") || null, what: problem.what, action: problem.action,
});

const PREVIEW = 8;

export default function ImportPage() {
  const [file, setFile] = useState<{ name: string; text: string } | null>(null);
  const [header, setHeader] = useState({ externalId: "", customerId: "", customerName: "", description: "", requestedCompletionDate: "" });
  const [skip, setSkip] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<{ title: string; faults: Fault[] } | null>(null);
  const [done, setDone] = useState<Imported | null>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const result = useRef<HTMLDivElement>(null);
  const navigate = useNavigate();
  const client = useQueryClient();
  const found = useMemo(() => (file ? seen(file.text) : null), [file]);
  const load = async (chosen: File | undefined) => {
    if (!chosen) return;
    setFile({ name: chosen.name, text: await chosen.text() });
    setRefused(null);
    setDone(null);
  };
  const refuse = (title: string, faults: Fault[]) => {
    setRefused({ title, faults });
    requestAnimationFrame(() => result.current?.focus());
  };
  const send = async (draft: boolean) => {
    if (busy) return;
    if (!file || !found || found.rows === 0) return refuse(t("import.fileMissing"), []);
    setBusy(true);
    setRefused(null);
    try {
      const answer = await api.post<Imported>("/api/serviceOrders/importCsv", { order: orderOf(header), csv: file.text, skipInvalid: skip, draft });
      void client.invalidateQueries({ queryKey: ["serviceOrders"] });
      tell({ kind: "success", title: tn("import.made", answer.imported, { number: answer.order.serviceOrder.number }) });
      if (answer.problems.length === 0) return void navigate(`/orders/${answer.order.serviceOrder.number}`);
      setDone(answer);
      requestAnimationFrame(() => result.current?.focus());
    } catch (error) {
      if (error instanceof ApiError) refuse(error.message, error.details.map(faultOf));
      else refuse(errorText(error).text, []);
    } finally {
      setBusy(false);
    }
  };
  const field = (name: keyof typeof header, label: string, type = "text") => (
    <TextInput id={`import-${name}`} labelText={label} type={type} value={header[name]} onChange={(event) => setHeader((now) => ({ ...now, [name]: event.target.value }))} />
  );
  return (
    <>
      <PageHeader title={t("import.title")} path={[{ to: "/orders", label: t("nav.orders") }]}><p className="muted">{t("import.lead")}</p></PageHeader>
      <div className="neworder">
        {/* a file may be dropped anywhere in the form; the button does the same */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
        <form className="importer" onSubmit={(event: FormEvent) => { event.preventDefault(); void send(false); }}
          onDragOver={(event: DragEvent) => event.preventDefault()}
          onDrop={(event: DragEvent) => { event.preventDefault(); void load(event.dataTransfer.files[0]); }}>
          <div className="neworder__file">
            <input ref={chooser} type="file" accept=".csv,.tsv,.txt,text/csv" className="hidden" tabIndex={-1} aria-label={t("newOrder.file")}
              onChange={(event) => { void load(event.target.files?.[0]); event.target.value = ""; }} />
            <Button size="sm" kind="tertiary" onClick={() => chooser.current?.click()}>{t("newOrder.file")}</Button>
            <Button size="sm" kind="ghost" onClick={() => save("items.csv", TEMPLATE, "text/csv")}>{t("import.template")}</Button>
            <span className="muted">{file ? file.name : t("newOrder.drop")}</span>
          </div>
          {field("externalId", t("externalId"))}
          {field("customerId", t("import.customerId"))}
          {field("customerName", t("customer"))}
          {field("description", t("description"))}
          {field("requestedCompletionDate", t("requestedCompletionDate"), "date")}
          <label className="check"><input type="checkbox" checked={skip} onChange={(event) => setSkip(event.target.checked)} /> {t("import.skip")}</label>
          <div className="verbs">
            <Button type="submit" size="sm" disabled={busy}>{busy ? t("working") : t("newOrder.submit")}</Button>
            <Button size="sm" kind="tertiary" disabled={busy} onClick={() => void send(true)}>{t("newOrder.draft")}</Button>
          </div>
        </form>
        <div className="neworder__side">
          <div ref={result} tabIndex={-1} role="alert" className="neworder__result">
            {refused && (
              <section className="callout callout--error">
                <h2>{refused.title}</h2>
                <Faults faults={refused.faults} />
              </section>
            )}
            {done && (
              <section className="callout callout--warning">
                <h2>{tn("import.left", done.skipped)}</h2>
                <p><Link to={`/orders/${done.order.serviceOrder.number}`}>{tn("import.made", done.imported, { number: done.order.serviceOrder.number })}</Link></p>
                <Faults faults={done.problems} />
              </section>
            )}
          </div>
          {file && found && <Preview text={file.text} rows={found.rows} />}
        </div>
      </div>
    </>
  );
}

/** The header's TMF641 attributes. */
function orderOf(header: Record<"externalId" | "customerId" | "customerName" | "description" | "requestedCompletionDate", string>): Record<string, unknown> {
  const { externalId, customerId, customerName, description, requestedCompletionDate } = header;
  return {
    ...(externalId.trim() ? { externalId: externalId.trim() } : {}),
    ...(description.trim() ? { description: description.trim() } : {}),
    ...(requestedCompletionDate ? { requestedCompletionDate: `${requestedCompletionDate}T00:00:00Z` } : {}),
    ...(customerId.trim() || customerName.trim() ? {
      relatedParty: [{ id: customerId.trim() || customerName.trim(), name: customerName.trim() || customerId.trim(), role: "customer", "@referredType": "Customer" }],
    } : {}),
  };
}

function Faults({ faults }: { faults: readonly Fault[] }) {
  if (faults.length === 0) return null;
  return (
    // what scrolls must be reachable by keyboard
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="scroller" tabIndex={0} role="region" aria-label={t("import.faults")}>
      <table className="plain">
        <thead><tr><th scope="col">{t("import.row")}</th><th scope="col">{t("item")}</th><th scope="col">{t("newOrder.field")}</th><th scope="col">{t("newOrder.what")}</th><th scope="col">{t("newOrder.do")}</th></tr></thead>
        <tbody>
          {faults.slice(0, 500).map((fault, i) => (
            // one row may have the same fault twice
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={`${i} ${fault.what}`}>
              <th scope="row">{fault.row ?? t("newOrder.whole")}</th><td>{fault.item}</td><td>{fault.field}</td><td>{fault.what}</td><td>{fault.action}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {faults.length > 500 && <p>{t("andMore", { n: faults.length - 500 })}</p>}
    </div>
  );
}

function Preview({ text, rows }: { text: string; rows: number }) {
  const [heading = [], ...lines] = cells(text).slice(0, PREVIEW + 1);
  return (
    <section>
      <h2>{tn("import.rows", rows)}</h2>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="scroller" tabIndex={0} role="region" aria-label={tn("import.rows", rows)}>
        <table className="plain">
          <thead><tr><th scope="col">{t("import.row")}</th>{heading.map((name, i) => <th key={`${i} ${name}`} scope="col">{name}</th>)}</tr></thead>
          <tbody>
            {lines.map((line, i) => (
              // rows of a file have no other name than their place
              // oxlint-disable-next-line react/no-array-index-key
              <tr key={i}><th scope="row">{i + 1}</th>{heading.map((name, at) => <td key={`${at} ${name}`}>{line[at]}</td>)}</tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows > PREVIEW && <p className="muted">{t("andMore", { n: number(rows - PREVIEW) })}</p>}
    </section>
  );
}
