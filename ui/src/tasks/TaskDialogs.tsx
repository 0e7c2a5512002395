// The dialogs of a task: complete with its data, assign, raise a fallout.
import { Select, SelectItem, TextArea, TextInput } from "@carbon/react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { TaskDetail } from "@/api/types";
import { useSession } from "@/app/session";
import { t, tn } from "@/i18n/t";
import { Dialog } from "@/parts/Dialog";
import { assign, raiseFallout, unlocks, useFalloutTypes, useGroups, useTaskCall } from "./actions";
import { ValueForm } from "./ValueForm";
import { asText, readValues } from "./values";

interface Props {
  detail: TaskDetail;
  onClose: () => void;
}

export function CompleteDialog({ detail, onClose }: Props) {
  const fields = detail.askedFor;
  const [texts, setTexts] = useState<Record<string, string>>(() =>
    Object.fromEntries(fields.map((field) => [field.characteristic, asText(field.value)])));
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
        await call.mutateAsync({ verb: "complete", body: { values: read.values }, expected: { state: "completed" } });
      }}>
      <ValueForm fields={fields} texts={texts} faults={faults}
        onChange={(name, text) => setTexts((now) => ({ ...now, [name]: text }))} />
    </Dialog>
  );
}

export function AssignDialog({ detail, onClose }: Props) {
  const { task } = detail;
  const session = useSession();
  const client = useQueryClient();
  const groups = useGroups();
  const [group, setGroup] = useState(task.assignmentGroup ?? "");
  const [person, setPerson] = useState(task.assignee ?? "");
  const members = groups.data?.items.find((one) => one.name === group)?.members ?? [];
  const people = [...new Set([...members, session.name, ...(person ? [person] : [])])].sort();
  return (
    <Dialog title={t("task.assign", { name: task.name })} doText={t("verb.assign")} onClose={onClose}
      onDo={() => assign(client, task, { assignmentGroup: group, assignee: person })}>
      {groups.data ? (
        <Select id="assign-group" labelText={t("task.group")} value={group} onChange={(event) => setGroup(event.target.value)}>
          <SelectItem value="" text={t("none")} />
          {[...new Set([...groups.data.items.map((one) => one.name), ...(task.assignmentGroup ? [task.assignmentGroup] : [])])].map((name) => (
            <SelectItem key={name} value={name} text={name} />
          ))}
        </Select>
      ) : <TextInput id="assign-group" labelText={t("task.group")} value={group} onChange={(event) => setGroup(event.target.value)} />}
      <Select id="assign-person" labelText={t("task.assignee")} value={person} onChange={(event) => setPerson(event.target.value)}>
        <SelectItem value="" text={t("task.nobody")} />
        {people.map((name) => <SelectItem key={name} value={name} text={name === session.name ? t("task.me", { name }) : name} />)}
      </Select>
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
    </Dialog>
  );
}
