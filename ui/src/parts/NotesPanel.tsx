// The notes on a record, newest first, and a field for the next one. What was typed comes back when it is refused.
import { Button, TextArea } from "@carbon/react";
import { useState, type FormEvent } from "react";
import type { Note, Schemas } from "@/api/types";
import { tellError } from "@/app/toasts";
import { t } from "@/i18n/t";
import { MentionField } from "./MentionField";
import { mentionPieces } from "./mentions";
import { NoteText } from "./NoteText";
import { When } from "./When";

interface Props {
  notes: Note[];
  /** The number of the service order that the record is in. */
  order: string;
  /** Asked when a note was changed or taken back. */
  onChanged: () => Promise<unknown> | void;
  /** Without it nobody can write here. */
  onAdd?: (text: string) => Promise<unknown>;
  /** Where a note that names somebody as @name tells them: the right they need. */
  names?: Schemas["Permission"];
}

export function NotesPanel({ notes, order, onChanged, onAdd, names }: Props) {
  const [text, setText] = useState("");
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const said = text.trim();
    if (!said || busy || !onAdd) return;
    setBusy(true);
    onAdd(said).then(() => {
      setText("");
      setTried(false);
    }, tellError).finally(() => setBusy(false));
  };
  return (
    <div className="record__notes">
      {onAdd && (
        <form onSubmit={submit} noValidate>
          {names ? (
            <MentionField id="note-text" label={t("notes.write")} text={text} fault={tried && !text.trim() ? t("notes.empty") : undefined} permission={names} onChange={setText} />
          ) : <TextArea id="note-text" labelText={t("notes.write")} rows={2} value={text} invalid={tried && !text.trim()} invalidText={t("notes.empty")}
            onChange={(event) => setText(event.target.value)} />}
          <Button type="submit" size="sm" kind="tertiary" disabled={busy}>{t("notes.add")}</Button>
        </form>
      )}
      {notes.length === 0 ? <p className="muted">{t("notes.none")}</p> : (
        <ul>
          {notes.toReversed().map((note) => (
            <li key={note.id}>
              <p className="muted">
                <strong>{note.author}</strong> · <When at={note.at} relative />{note.customerVisible && <> · {t("notes.customer")}</>}
              </p>
              <NoteText note={note} order={order} mayWrite={onAdd !== undefined} onChanged={onChanged}>
                {names ? mentionPieces(note.text).map((piece, i) => (piece.name ? <strong key={i}>{piece.text}</strong> : piece.text)) : note.text}
              </NoteText>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
