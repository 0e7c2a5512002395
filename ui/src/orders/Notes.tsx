// Notes on an order: what the customer sees stands apart from what is only ours.
import { Button, TextArea } from "@carbon/react";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useSession } from "@/app/session";
import { t } from "@/i18n/t";
import { ErrorNotice, Pausing } from "@/parts/Notices";
import { NoteText } from "@/parts/NoteText";
import { When } from "@/parts/When";
import { useAddNote, useNotes } from "./data";
import type { Note } from "./types";

export function Notes({ order, mayAdd }: { order: string; mayAdd: boolean }) {
  const notes = useNotes(order);
  if (notes.error) return <ErrorNotice error={notes.error} retry={() => void notes.refetch()} />;
  if (!notes.data) return <Pausing label={t("loading")} />;
  const newest = notes.data.items.toReversed();
  return (
    <>
      {mayAdd && <NoteForm order={order} />}
      <div className="columns notes">
        <NoteList order={order} mayAdd={mayAdd} title={t("notes.privateHead")} notes={newest.filter((note) => !note.customerVisible)} />
        <NoteList order={order} mayAdd={mayAdd} title={t("notes.customerHead")} notes={newest.filter((note) => note.customerVisible)} customer />
      </div>
    </>
  );
}

function NoteList({ order, mayAdd, title, notes, customer = false }: { order: string; mayAdd: boolean; title: string; notes: Note[]; customer?: boolean }) {
  const client = useQueryClient();
  return (
    <section className={customer ? "notes__list notes__list--customer" : "notes__list"}>
      <h2>{title}</h2>
      {notes.length === 0 ? <p className="muted">{t("notes.none")}</p> : (
        <ul>
          {notes.map((note) => (
            <li key={note.id} className={note.id < 0 ? "notes__note notes__note--going" : "notes__note"}>
              <p className="muted"><strong>{note.author}</strong> · <When at={note.at} relative /></p>
              <NoteText note={note} order={order} mayWrite={mayAdd} onChanged={() => client.invalidateQueries({ queryKey: ["notes", order] })} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function NoteForm({ order }: { order: string }) {
  const session = useSession();
  const [text, setText] = useState("");
  const [visible, setVisible] = useState(false);
  const [tried, setTried] = useState(false);
  const add = useAddNote(order, session.name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const said = text.trim();
    if (!said || add.isPending) return;
    setText("");
    setTried(false);
    // what was typed comes back when the server refuses it
    add.mutate({ text: said, customerVisible: visible }, { onError: () => setText(said) });
  };
  return (
    <form className="noteform" onSubmit={submit} noValidate>
      <TextArea id="note-text" labelText={t("notes.write")} rows={3} value={text} invalid={tried && !text.trim()} invalidText={t("notes.empty")}
        onChange={(event) => setText(event.target.value)} />
      <div className="noteform__do">
        <fieldset className="noteform__who">
          <legend className="hidden">{t("notes.who")}</legend>
          <label><input type="radio" name="visible" checked={!visible} onChange={() => setVisible(false)} /> {t("notes.private")}</label>
          <label><input type="radio" name="visible" checked={visible} onChange={() => setVisible(true)} /> {t("notes.customer")}</label>
        </fieldset>
        {visible && <span className="warn">{t("notes.warn")}</span>}
        <Button type="submit" size="sm" disabled={add.isPending}>{t("notes.add")}</Button>
      </div>
    </form>
  );
}
