// The dialogs of a task: complete with its data, assign, raise a fallout.
import { Select, SelectItem, TextArea } from "@carbon/react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "@/api/fetching";
import type { TaskDetail } from "@/api/types";
import { TypeSuggestions } from "@/fallouts/TypeSuggestions";
import { t, tn } from "@/i18n/t";
import { Dialog } from "@/parts/Dialog";
import { assign, raiseFallout, unlocks, useFalloutTypes, useTaskCall } from "./actions";
import { faultsByField } from "./check";
import { useAsked } from "./specification";
import { ValueForm } from "./ValueForm";
import { readValues, textsOf } from "./values";
import { WhoFields, type Who } from "./WhoFields";

interface Props {
  detail: TaskDetail;
  onClose: () => void;
  /** Told when somebody else was faster; the dialog stays as it is. */
  onConflict?: (error: ApiError) => void;
}

const tellConflict = (onConflict?: (error: ApiError) => void) => (error: unknown): never => {
  if (error instanceof ApiError && error.isConflict) onConflict?.(error);
  throw error;
};

export function CompleteDialog({ detail, onClose, onConflict }: Props) {
  const fields = useAsked(detail.askedFor, detail.domainOrder);
  const [texts, setTexts] = useState(() => textsOf(detail.askedFor));
  const [faults, setFaults] = useState<Record<string, string>>({});
  const call = useTaskCall(detail);
  const n = unlocks(detail);
  return (
    <Dialog title={t("task.complete", { name: detail.task.name })} doText={t("verb.complete")} onClose={onClose}
      lead={<>
        <p>{fields.length > 0 ? t("task.completeLead") : t("task.completeBare")}</p>
        {n > 0 && <p className="muted">{tn("task.unlocks", n)}</p>}
      </>}
      onDo={async () => {
        const read = readValues(fields, texts);
        setFaults(read.faults);
        const wrong = Object.entries(read.faults);
        if (wrong.length > 0) return wrong.map(([name, fault]) => `${name}: ${fault}`).join("\n");
        try {
          await call.mutateAsync({ verb: "complete", body: { values: read.values }, expected: { state: "completed" } });
        } catch (error) {
          if (error instanceof ApiError) setFaults(faultsByField(error.details, fields.map((field) => field.characteristic)).faults);
          tellConflict(onConflict)(error);
        }
      }}>
      <ValueForm fields={fields} texts={texts} faults={faults}
        onChange={(name, text) => setTexts((now) => ({ ...now, [name]: text }))} />
    </Dialog>
  );
}

export function AssignDialog({ detail, onClose, onConflict }: Props) {
  const { task } = detail;
  const client = useQueryClient();
  const [who, setWho] = useState<Who>({ group: task.assignmentGroup ?? "", person: task.assignee ?? "" });
  return (
    <Dialog title={t("task.assign", { name: task.name })} doText={t("verb.assign")} onClose={onClose}
      onDo={() => assign(client, task, { assignmentGroup: who.group, assignee: who.person }).catch(tellConflict(onConflict))}>
      <WhoFields who={who} onChange={setWho} />
    </Dialog>
  );
}

export function FalloutDialog({ detail, onClose }: Props) {
  const client = useQueryClient();
  const types = useFalloutTypes();
  const [type, setType] = useState("");
  const [message, setMessage] = useState("");
  const [tried, setTried] = useState(false);
  return (
    <Dialog title={t("fallout.raise", { name: detail.task.name })} lead={<p>{t("fallout.raiseLead")}</p>} doText={t("verb.raiseFallout")} danger
      onClose={onClose}
      onDo={async () => {
        setTried(true);
        if (!type) return t("fallout.typeMissing");
        if (!message.trim()) return t("fallout.messageMissing");
        await raiseFallout(client, detail.task, type, message.trim());
      }}>
      <Select id="fallout-type" labelText={t("fallout.type")} value={type} invalid={tried && !type} invalidText={t("fallout.typeMissing")}
        onChange={(event) => setType(event.target.value)}>
        <SelectItem value="" text={t("choose")} />
        {(types.data?.items ?? []).map((one) => <SelectItem key={one.id} value={one.id} text={one.name} />)}
      </Select>
      <TextArea id="fallout-message" labelText={t("fallout.message")} rows={4} value={message} invalid={tried && !message.trim()}
        invalidText={t("fallout.messageMissing")} onChange={(event) => setMessage(event.target.value)} />
      <TypeSuggestions text={message} chosen={type} onTake={setType} />
    </Dialog>
  );
}
