// A modal on the browser's own dialog element: it traps the focus, closes with Escape, gives the focus back.
import { Button } from "@carbon/react";
import { useEffect, useId, useRef, useState, type FormEvent, type ReactNode } from "react";
import { ApiError } from "@/api/fetching";
import { errorText } from "@/app/toasts";
import { t } from "@/i18n/t";

/** The first field with a fault. */
export const FAULTY = "[data-invalid=true] :is(input, select, textarea), [aria-invalid=true]";

interface Props {
  title: string;
  lead?: ReactNode;
  doText: string;
  /** What leaves it as it is, where "Cancel" would be the other thing. */
  backText?: string;
  danger?: boolean;
  /** There is nothing to decide: only one button. */
  tells?: boolean;
  onClose: () => void;
  /** Answers a sentence when something must be corrected first; throws what the server refuses. */
  onDo: () => Promise<string | void>;
  children?: ReactNode;
}

/** What had the focus before a dialog: the button of a menu for what was chosen from it, since the menu is gone afterwards. */
function opener(): HTMLElement | null {
  const active = document.activeElement;
  const from = active?.closest("[role=menu]") ? document.querySelector("[aria-haspopup][aria-expanded=true]") : active;
  return from instanceof HTMLElement ? from : null;
}

export function Dialog({ title, lead, doText, backText = t("cancel"), danger = false, tells = false, onClose, onDo, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const [busy, setBusy] = useState(false);
  // asked while what opened the dialog is still there
  const [before] = useState(opener);
  const [error, setError] = useState<{ title: string; text: string } | null>(null);
  useEffect(() => {
    dialog.current?.showModal();
    dialog.current?.querySelector<HTMLElement>(".dialog__body input, .dialog__body select, .dialog__body textarea")?.focus();
    // the browser gives the focus back, unless what had it is gone
    return () => { if (document.activeElement === document.body || document.activeElement === null) before?.focus({ preventScroll: true }); };
  }, [before]);
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    // a field that knows itself that it holds nothing usable
    const own = [...(dialog.current?.querySelectorAll("input") ?? [])].find((one) => one.validity.customError);
    if (own) {
      setError({ title: t("dialog.correct"), text: own.validationMessage });
      own.focus();
      return;
    }
    setBusy(true);
    setError(null);
    try {
      const correct = await onDo();
      if (correct) {
        setError({ title: t("dialog.correct"), text: correct });
        // where to correct it
        requestAnimationFrame(() => dialog.current?.querySelector<HTMLElement>(FAULTY)?.focus());
      } else dialog.current?.close();
    } catch (failure) {
      setError(failure instanceof ApiError ? errorText(failure) : { title: t("error.unexpected"), text: String(failure) });
    } finally {
      setBusy(false);
    }
  }
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={id} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <h2 id={id}>{title}</h2>
        {lead && <div className="dialog__lead">{lead}</div>}
        <div role="alert">
          {error && (
            <div className="dialog__error"><strong>{error.title}</strong>{error.text.split("\n").map((line) => <p key={line}>{line}</p>)}</div>
          )}
        </div>
        <div className="dialog__body">{children}</div>
        <div className="dialog__do">
          {!tells && <Button kind="secondary" onClick={() => dialog.current?.close()}>{backText}</Button>}
          <Button type="submit" kind={danger ? "danger" : "primary"} disabled={busy}>{busy ? t("working") : doText}</Button>
        </div>
      </form>
    </dialog>
  );
}
