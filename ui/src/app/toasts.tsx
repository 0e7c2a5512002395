// What happened, told once, in one polite live region; with an undo or a link where there is one.
import { ActionableNotification, ToastNotification } from "@carbon/react";
import { useEffect, useSyncExternalStore } from "react";
import { ApiError } from "@/api/fetching";
import { t } from "@/i18n/t";
import { isTyping, keyText } from "./shortcuts";

interface Toast {
  id: number;
  kind: "success" | "error" | "info" | "warning";
  title: string;
  text?: string;
  /** `undoes`: Ctrl+Z does it too, as long as the message is there. */
  action?: { label: string; do: () => void; undoes?: boolean };
}

let toasts: Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();

function change(next: Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

export function dismiss(id: number): void {
  change(toasts.filter((toast) => toast.id !== id));
}

/** Shows a message; errors stay until they are closed. */
export function tell(toast: Omit<Toast, "id">): number {
  const id = ++last;
  change([...toasts.slice(-3), { ...toast, id }]);
  if (toast.kind !== "error") setTimeout(() => dismiss(id), toast.action ? 10_000 : 5_000);
  return id;
}

/** Refusals that come of what somebody else did meanwhile; other conflicts are with the state of things. */
const FASTER = /Changed$|^(MoveRefused|CampaignOutdated|SlotTaken|AlertAcknowledged|AlertCleared|AttachmentGone|NoteWithdrawn|InventoryVersionOld)$/;

/** What an error says, with each single fault. */
export function errorText(error: unknown): { title: string; text: string } {
  if (!(error instanceof ApiError)) return { title: t("error.unexpected"), text: String(error) };
  const faults = error.details.map((p) => [p.field, p.what, p.action].filter(Boolean).join(": "));
  return { title: error.isConflict ? t(FASTER.test(error.code) ? "error.conflict" : "error.notNow") : error.reason, text: [error.message, ...faults].join("\n") };
}

export function tellError(error: unknown): void {
  tell({ kind: "error", ...errorText(error) });
}

export function Toasts() {
  const shown = useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, () => toasts);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const newest = shown.findLast((toast) => toast.action?.undoes);
      if (!newest || event.defaultPrevented || keyText(event) !== "ctrl+z" || isTyping(event)) return;
      event.preventDefault();
      newest.action?.do();
      dismiss(newest.id);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [shown]);
  return (
    <div className="toasts" aria-live="polite">
      {shown.map((toast) =>
        toast.action ? (
          <ActionableNotification key={toast.id} inline={false} hasFocus={false} role="status" kind={toast.kind}
            title={toast.title} subtitle={toast.text ?? ""} actionButtonLabel={toast.action.label}
            onActionButtonClick={() => { toast.action?.do(); dismiss(toast.id); }}
            onClose={() => { dismiss(toast.id); }} lowContrast />
        ) : (
          <ToastNotification key={toast.id} kind={toast.kind} role="status" title={toast.title} subtitle={toast.text ?? ""}
            onClose={() => { dismiss(toast.id); }} lowContrast />
        ),
      )}
    </div>
  );
}
