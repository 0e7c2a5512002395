// A task's assignee, priority and due time, changed where they stand in a list; each change can be taken back.
import { Button } from "@carbon/react";
import { Checkmark, Close } from "@carbon/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, type ReactNode } from "react";
import type { Task, WorklistLine } from "@/api/types";
import { tellError } from "@/app/toasts";
import { localText } from "@/i18n/instants";
import { t } from "@/i18n/t";
import type { CellEditor } from "@/parts/DataTable";
import { assign, setUrgency } from "@/tasks/actions";
import { PersonField } from "@/tasks/PersonField";

const PRIORITIES = ["1", "2", "3", "4", "5"];

/** The editors of a worklist, by column; none of them while several tasks are chosen or without the right. */
export function taskEditors(may: boolean): Record<string, CellEditor<WorklistLine>> {
  if (!may) return {};
  return {
    assignee: {
      key: "a", label: (line) => t("edit.assigneeOf", { name: line.task.name }),
      field: (line, close) => <AssigneeField task={line.task} close={close} />,
    },
    priority: {
      key: "p", label: (line) => t("edit.priorityOf", { name: line.task.name }),
      field: (line, close) => <PriorityField line={line} close={close} />,
    },
    due: {
      key: "d", label: (line) => t("edit.dueOf", { name: line.task.name }),
      field: (line, close) => <DueField line={line} close={close} />,
    },
  };
}

function Inline({ children, close, save }: { children: ReactNode; close: () => void; save: () => Promise<void> }) {
  const form = useRef<HTMLFormElement>(null);
  const [sending, setSending] = useState(false);
  useEffect(() => form.current?.querySelector<HTMLElement>("input,select")?.focus(), []);
  const send = async () => {
    setSending(true);
    try {
      await save();
      close();
    } catch (error) {
      setSending(false);
      tellError(error);
    }
  };
  return (
    // the keys belong to the field in it
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form ref={form} className="inline" aria-busy={sending}
      onKeyDown={(event) => {
        if (event.key === "Escape") {
          event.stopPropagation();
          close();
        }
        // a choice out of a list has no key of its own for "that is it"
        if (event.key === "Enter" && event.target instanceof HTMLSelectElement) {
          event.preventDefault();
          void send();
        }
      }}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}>
      {children}
      <Button type="submit" size="sm" kind="ghost" hasIconOnly renderIcon={Checkmark} iconDescription={t("save")} disabled={sending} />
      <Button size="sm" kind="ghost" hasIconOnly renderIcon={Close} iconDescription={t("cancel")} onClick={close} />
    </form>
  );
}

function AssigneeField({ task, close }: { task: Task; close: () => void }) {
  const client = useQueryClient();
  const [person, setPerson] = useState(task.assignee ?? "");
  return (
    <Inline close={close} save={async () => {
      if (person !== (task.assignee ?? "")) await assign(client, task, { assignee: person });
    }}>
      <PersonField id="inline-assignee" label={t("task.assignee")} person={person} onChange={setPerson} permission="task:work" emptyText={t("task.nobody")} />
    </Inline>
  );
}

function PriorityField({ line, close }: { line: WorklistLine; close: () => void }) {
  const client = useQueryClient();
  const [priority, setPriority] = useState(String(line.task.priority));
  return (
    <Inline close={close} save={() => setUrgency(client, line, { priority: Number(priority) })}>
      <select aria-label={t("priority")} value={priority} onChange={(event) => setPriority(event.target.value)}>
        {PRIORITIES.map((one) => <option key={one} value={one}>{one}</option>)}
      </select>
    </Inline>
  );
}

function DueField({ line, close }: { line: WorklistLine; close: () => void }) {
  const client = useQueryClient();
  const [due, setDue] = useState(() => localText(line.dueAt));
  return (
    <Inline close={close} save={() => setUrgency(client, line, { dueAt: new Date(due).toISOString() })}>
      <input type="datetime-local" required aria-label={t("due")} value={due} onChange={(event) => setDue(event.target.value)} />
    </Inline>
  );
}
