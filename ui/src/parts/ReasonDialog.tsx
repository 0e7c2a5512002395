// Asks for a reason code and a note before something that must be explained.
import { Select, SelectItem, TextArea } from "@carbon/react";
import { useState } from "react";
import { t } from "@/i18n/t";
import { Dialog } from "./Dialog";

export interface Reason {
  code: string;
  note: string;
}

interface Props {
  title: string;
  lead?: string;
  doText: string;
  danger?: boolean;
  /** The codes to choose from; without them only a note is asked for. */
  codes?: { id: string; name: string }[];
  codeLabel?: string;
  noteLabel?: string;
  noteNeeded?: boolean;
  onClose: () => void;
  onDo: (reason: Reason) => Promise<unknown>;
}

export function ReasonDialog({ title, lead, doText, danger, codes, codeLabel, noteLabel, noteNeeded = true, onClose, onDo }: Props) {
  const [code, setCode] = useState("");
  const [note, setNote] = useState("");
  const [tried, setTried] = useState(false);
  const codeMissing = tried && !!codes && !code;
  const noteMissing = tried && noteNeeded && !note.trim();
  return (
    <Dialog title={title} lead={lead} doText={doText} danger={danger} onClose={onClose}
      onDo={async () => {
        setTried(true);
        if (codes && !code) return t("reason.codeMissing");
        if (noteNeeded && !note.trim()) return t("reason.noteMissing");
        await onDo({ code, note: note.trim() });
      }}>
      {codes && (
        <Select id="reason-code" labelText={codeLabel ?? t("reason.code")} value={code} invalid={codeMissing}
          invalidText={t("reason.codeMissing")} onChange={(event) => setCode(event.target.value)}>
          <SelectItem value="" text={t("choose")} />
          {codes.map((one) => <SelectItem key={one.id} value={one.id} text={one.name} />)}
        </Select>
      )}
      <TextArea id="reason-note" labelText={noteLabel ?? t("reason.note")} rows={4} value={note} invalid={noteMissing}
        invalidText={t("reason.noteMissing")} onChange={(event) => setNote(event.target.value)} />
    </Dialog>
  );
}
