// The buttons of a task and the dialogs behind them; used by the task page, the plan and the lists.
import { useQueryClient } from "@tanstack/react-query";
import { useImperativeHandle, useState, type Ref } from "react";
import { ApiError } from "@/api/fetching";
import type { TaskDetail } from "@/api/types";
import { useSession } from "@/app/session";
import { tellError } from "@/app/toasts";
import { HoldDialog } from "@/holds/HoldDialog";
import { useHolds } from "@/holds/data";
import { t } from "@/i18n/t";
import { ReasonDialog } from "@/parts/ReasonDialog";
import { VerbButtons, type VerbButton } from "@/parts/VerbButtons";
import { assign, retry, useOpenFallout, useTaskCall } from "./actions";
import { ConflictDialog, type Conflict } from "./ConflictDialog";
import { AssignDialog, CompleteDialog, FalloutDialog } from "./TaskDialogs";

export interface VerbKeys {
  /** Does what the key stands for, when the server offers it; answers whether it did. */
  press: (key: string) => boolean;
}

interface Props {
  detail: TaskDetail;
  keys?: Ref<VerbKeys>;
  /** Verbs that the page offers in its own way. */
  without?: readonly string[];
}

type Open = "complete" | "assign" | "raiseFallout" | "askInformation" | "resume" | "hold" | null;

export function TaskVerbs({ detail, keys, without = [] }: Props) {
  const { task, verbs } = detail;
  const session = useSession();
  const client = useQueryClient();
  const [open, setOpen] = useState<Open>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const call = useTaskCall(detail);
  const met = (error: ApiError) => setConflict({ seen: detail, error });
  const refused = (error: unknown) => {
    if (error instanceof ApiError && error.isConflict) met(error);
    else tellError(error);
  };
  const fallout = useOpenFallout(task);
  const part = { order: task.serviceOrder, task: task.number };
  const holds = useHolds(part, task.endedAt === null);
  const send = (verb: "start" | "release", expected: Partial<typeof task>) =>
    call.mutate({ verb, body: {}, expected }, { onError: refused });
  const canRetry = fallout.data?.remedies.some((remedy) => remedy.resolution === "retry") ?? false;
  const buttons: (VerbButton & { key?: string })[] = [
    { verb: "start", key: "s", onClick: () => send("start", { state: "inProgress", assignee: session.name }) },
    { verb: "complete", key: "c", onClick: () => setOpen("complete") },
    { verb: "resume", key: "s", onClick: () => setOpen("resume") },
    { verb: "retry", key: "r", onClick: () => { if (fallout.data) retry(client, task, fallout.data.fallout).catch(refused); } },
    { verb: "assign", key: "a", kind: "tertiary", onClick: () => setOpen("assign") },
    { verb: "take", key: "t", kind: "tertiary", onClick: () => { assign(client, task, { assignee: session.name }).catch(refused); } },
    { verb: "release", kind: "tertiary", onClick: () => send("release", { state: "ready", assignee: null }) },
    { verb: "askInformation", kind: "tertiary", onClick: () => setOpen("askInformation") },
    { verb: "hold", key: "h", kind: "tertiary", onClick: () => setOpen("hold") },
    { verb: "raiseFallout", key: "f", kind: "danger--tertiary", onClick: () => setOpen("raiseFallout") },
  ];
  const offered = verbs.filter((verb) => !without.includes(verb) && (verb !== "take" || task.assignee !== session.name));
  const possible = [...offered, ...(canRetry ? ["retry"] : []), ...(holds.data?.verbs ?? []).filter((verb) => !without.includes(verb))];
  useImperativeHandle(keys, () => ({
    press: (key) => {
      const button = buttons.find((one) => one.key === key && possible.includes(one.verb));
      button?.onClick();
      return button !== undefined;
    },
  }));
  const close = () => setOpen(null);
  return (
    <>
      <VerbButtons verbs={possible} buttons={buttons} busy={call.isPending} forbidden={detail.forbidden.filter(({ verb }) => !without.includes(verb))} family="task" />
      {open === "complete" && <CompleteDialog detail={detail} onClose={close} onConflict={met} />}
      {open === "assign" && <AssignDialog detail={detail} onClose={close} onConflict={met} />}
      {open === "raiseFallout" && <FalloutDialog detail={detail} onClose={close} />}
      {open === "hold" && <HoldDialog of={part} name={task.name} onClose={close} />}
      {open === "askInformation" && (
        <ReasonDialog title={t("verb.askInformation")} noteLabel={t("task.question")} doText={t("task.ask")} onClose={close}
          onDo={({ note }) => call.mutateAsync({ verb: "askInformation", body: { question: note } })} />
      )}
      {open === "resume" && (
        <ReasonDialog title={t("verb.resume")} lead={task.stateReason ? t("task.wasAsked", { question: task.stateReason }) : undefined}
          noteLabel={t("task.answer")} noteNeeded={false} doText={t("verb.resume")} onClose={close}
          onDo={({ note }) => call.mutateAsync({ verb: "resume", body: { answer: note || null }, expected: { state: "inProgress" } })} />
      )}
      {conflict && <ConflictDialog conflict={conflict} onClose={() => setConflict(null)} />}
    </>
  );
}
