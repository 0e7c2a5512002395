// The files on a record: drop or choose some, see how far they are, download, remove and take that back.
import { Download, TrashCan } from "@carbon/icons-react";
import { Button } from "@carbon/react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, type DragEvent } from "react";
import { Link } from "react-router";
import { api } from "@/api/fetching";
import { upload } from "@/api/upload";
import { addressOf } from "@/app/palette";
import { errorText, tell, tellError } from "@/app/toasts";
import { t } from "@/i18n/t";
import { faultOf, sizeText, without, type Attachment, type Attachments } from "./files";
import { ErrorNotice, Pausing } from "./Notices";
import { When } from "./When";

interface Sending {
  id: number;
  name: string;
  size: number;
  share: number;
  fault?: string;
  stop?: () => void;
}

let last = 0;

/** `inside`: an order's page shows the files of everything in it too. */
export function FilesPanel({ record, inside = false }: { record: string; inside?: boolean }) {
  const client = useQueryClient();
  const queryKey = ["files", record, inside];
  const path = `/api/records/${record}/attachments`;
  const files = useQuery({ queryKey, queryFn: ({ signal }) => api.get<Attachments>(path, { inside }, signal) });
  const [sending, setSending] = useState<Sending[]>([]);
  const [visible, setVisible] = useState(false);
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const sendPasted = useRef<(files: FileList) => void>(() => undefined);
  useEffect(() => {
    // a picture of the screen; who pastes words means the field they are in
    const paste = ({ clipboardData: board }: ClipboardEvent) => {
      if (board && board.files.length > 0 && !board.types.includes("text/plain")) sendPasted.current(board.files);
    };
    document.addEventListener("paste", paste);
    return () => document.removeEventListener("paste", paste);
  }, []);
  if (files.error && !files.data) return <ErrorNotice error={files.error} retry={() => void files.refetch()} />;
  if (!files.data) return <Pausing label={t("loading")} />;
  const { items, largest, verbs } = files.data;
  const refresh = () => client.invalidateQueries({ queryKey: ["files", record] });
  const drop = (id: number) => setSending((now) => now.filter((one) => one.id !== id));
  const set = (id: number, next: Partial<Sending>) => setSending((now) => now.map((one) => (one.id === id ? { ...one, ...next } : one)));

  async function send(file: File) {
    const id = ++last;
    const { name, size } = file;
    const fault = faultOf(file, largest);
    if (fault) {
      setSending((now) => [...now, { id, name, size, share: 0, fault }]);
      return;
    }
    const stop = new AbortController();
    setSending((now) => [...now, { id, name, size, share: 0, stop: () => stop.abort() }]);
    try {
      await upload<Attachment>(path, file, { name, customerVisible: visible }, (share) => set(id, { share }), stop.signal);
      await refresh();
      drop(id);
    } catch (error) {
      if (stop.signal.aborted) drop(id);
      else set(id, { fault: errorText(error).text, stop: undefined });
    }
  }
  async function sendAll(chosen: Iterable<File> | null) {
    // one after the other: they share one line to the server, and the order they are numbered in
    // oxlint-disable-next-line no-await-in-loop
    for (const file of chosen ?? []) await send(file);
  }
  async function remove(file: Attachment) {
    const before = client.getQueryData<Attachments>(queryKey);
    client.setQueryData<Attachments>(queryKey, (list) => list && without(list, file.number));
    try {
      await api.delete(`/api/attachments/${file.number}`);
    } catch (error) {
      client.setQueryData(queryKey, before);
      tellError(error);
      return;
    }
    const restore = () => void api.post(`/api/attachments/${file.number}/restore`).then(refresh, tellError);
    tell({ kind: "info", title: t("files.removed", { name: file.name }), action: { label: t("undo"), do: restore } });
  }
  const may = verbs.includes("attach");
  sendPasted.current = (pasted) => { if (may) void sendAll([...pasted]); };
  const drag = (on: boolean) => (event: DragEvent) => {
    if (!may || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    setOver(on);
  };
  return (
    // dropping is a second way: the button does the same for the keyboard
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={over ? "files files--over" : "files"} onDragEnter={drag(true)} onDragOver={drag(true)} onDragLeave={drag(false)}
      onDrop={(event) => { drag(false)(event); if (may) void sendAll(event.dataTransfer.files); }}>
      {may && (
        <div className="files__add">
          <Button size="sm" kind="tertiary" onClick={() => input.current?.click()}>{t("files.choose")}</Button>
          <input ref={input} type="file" multiple hidden aria-label={t("files.choose")}
            onChange={(event) => { void sendAll(event.target.files).then(() => { if (input.current) input.current.value = ""; }); }} />
          <label><input type="checkbox" checked={visible} onChange={(event) => setVisible(event.target.checked)} /> {t("files.visible")}</label>
          <span className="muted">{t("files.drop", { largest: sizeText(largest) })}</span>
        </div>
      )}
      {sending.length > 0 && (
        <ul className="files__sending" aria-live="polite">
          {sending.map((one) => (
            <li key={one.id} className={one.fault ? "files__fault" : undefined}>
              <span className="files__name">{one.name}</span>
              {one.fault ? <span>{one.fault}</span> : <progress max={1} value={one.share} aria-label={t("files.sending", { name: one.name })} />}
              <button type="button" className="linkish" onClick={() => (one.stop ? one.stop() : drop(one.id))}>{t(one.stop ? "cancel" : "close")}</button>
            </li>
          ))}
        </ul>
      )}
      {items.length === 0 ? <p className="muted">{t("files.none")}</p> : (
        <ul className="files__list">
          {items.map((file) => (
            <li key={file.number}>
              <a href={`/api/attachments/${file.number}`} download={file.name} className="files__name"><Download size={16} aria-hidden="true" /> {file.name}</a>
              <span className="muted">
                {sizeText(file.size)} · {file.author} · <When at={file.at} relative />
                {file.to !== record && <> · <Link to={addressOf(file.to)?.to ?? `/orders/${file.serviceOrder}`}>{file.to}</Link></>}
                {file.customerVisible && <> · {t("notes.customer")}</>}
              </span>
              {file.verbs.includes("remove") && (
                <button type="button" className="files__remove" aria-label={t("files.remove", { name: file.name })} title={t("files.remove", { name: file.name })}
                  onClick={() => void remove(file)}><TrashCan size={16} aria-hidden="true" /></button>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
