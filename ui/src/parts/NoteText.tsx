// What a note says; who wrote it may change it or take it back, and everybody sees what it said before.
import { Button, TextArea } from "@carbon/react";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { api } from "@/api/fetching";
import type { Schemas } from "@/api/types";
import { useSession } from "@/app/session";
import { tellError } from "@/app/toasts";
import { t } from "@/i18n/t";
import { Dialog } from "./Dialog";
import { When } from "./When";

interface Said { id: number; author: string; text: string; editedAt: string | null; withdrawnAt: string | null }

interface Props {
  note: Said;
  /** The number of the service order: notes are numbered within it. */
  order: string;
  /** Asked when the note was changed or taken back. */
  onChanged: () => Promise<unknown> | void;
  /** Whether the reader may note here at all. */
  mayWrite: boolean;
  children?: ReactNode;
}

export function NoteText({ note, order, onChanged, mayWrite, children }: Props) {
  const session = useSession();
  const [editing, setEditing] = useState(false);
  const [past, setPast] = useState(false);
  const [gone, setGone] = useState(false);
  const path = `/api/notes/NOTE-${order.replace(/^\D+/, "")}-${note.id}`;
  const own = mayWrite && note.author === session.name && note.withdrawnAt === null && note.id > 0;
  return (
    <>
      {note.withdrawnAt ? <p className="muted">{t("note.gone")} <When at={note.withdrawnAt} relative /></p>
        : editing ? <Editing text={note.text} onClose={() => setEditing(false)} onSave={async (text) => { await api.patch(path, { text }); await onChanged(); setEditing(false); }} />
          : <p className="record__said">{children ?? note.text}</p>}
      {!editing && (own || note.editedAt || note.withdrawnAt) && (
        <p className="note__do">
          {(note.editedAt ?? note.withdrawnAt) && <button type="button" className="note__button" onClick={() => setPast(true)}>{note.withdrawnAt ? t("note.past") : t("note.edited")}</button>}
          {own && <button type="button" className="note__button" onClick={() => setEditing(true)}>{t("verb.edit")}</button>}
          {own && <button type="button" className="note__button" onClick={() => setGone(true)}>{t("note.takeBack")}</button>}
        </p>
      )}
      {past && <Past path={path} onClose={() => setPast(false)} />}
      {gone && (
        <Dialog title={t("note.takeBackTitle")} lead={<p>{t("note.takeBackLead")}</p>} doText={t("note.takeBack")} danger onClose={() => setGone(false)}
          onDo={async () => { await api.delete(path); await onChanged(); }} />
      )}
    </>
  );
}

function Editing({ text, onClose, onSave }: { text: string; onClose: () => void; onSave: (text: string) => Promise<void> }) {
  const [said, setSaid] = useState(text);
  const [busy, setBusy] = useState(false);
  const save = () => {
    if (!said.trim() || busy) return;
    setBusy(true);
    onSave(said.trim()).catch(tellError).finally(() => setBusy(false));
  };
  return (
    <div className="note__edit">
      <TextArea id="note-edit" labelText={t("note.edit")} rows={3} value={said} invalid={!said.trim()} invalidText={t("notes.empty")} onChange={(event) => setSaid(event.target.value)} />
      <div className="verbs">
        <Button size="sm" disabled={busy} onClick={save}>{t("save")}</Button>
        <Button size="sm" kind="ghost" onClick={onClose}>{t("cancel")}</Button>
      </div>
    </div>
  );
}

function Past({ path, onClose }: { path: string; onClose: () => void }) {
  const found = useQuery({ queryKey: ["noteVersions", path], gcTime: 0, queryFn: ({ signal }) => api.get<Schemas["NoteVersionsBody"]>(`${path}/versions`, undefined, signal) });
  return (
    <Dialog title={t("note.pastTitle")} doText={t("close")} tells onClose={onClose} onDo={async () => undefined}>
      <ol className="note__past">
        {(found.data?.items ?? []).toReversed().map((one) => <li key={one.version}><p className="muted"><When at={one.at} /></p><p className="record__said">{one.text}</p></li>)}
      </ol>
    </Dialog>
  );
}
