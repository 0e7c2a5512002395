// The essentials of the row under the cursor, beside the list: the list keeps the focus and its place.
import { Close } from "@carbon/icons-react";
import { useEffect, useRef, type ReactNode } from "react";
import { Link } from "react-router";
import { isTyping, singleKeys } from "@/app/shortcuts";
import { t } from "@/i18n/t";

interface KeyActions {
  /** Whether the panel is open. */
  open: boolean;
  /** Whether there is a row under the cursor. */
  on: boolean;
  toggle: () => void;
  close: () => void;
  move: (by: 1 | -1) => void;
}

/** Space shows and hides, the arrows go through the rows, Escape hides; what a button or menu needs stays theirs. */
export function usePreviewKeys(actions: KeyActions): void {
  const current = useRef(actions);
  useEffect(() => { current.current = actions; });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { open, on, toggle, close, move } = current.current;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || isTyping(event)) return;
      if ((event.target as HTMLElement | null)?.closest("button,summary,[role=tab],[role=button]")) return;
      if (event.key === "Escape" && open) close();
      else if (event.key === " " && (open || on) && singleKeys()) toggle();
      else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && (open || on)) move(event.key === "ArrowDown" ? 1 : -1);
      else return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    // before the page's own keys: Escape closes the panel first
    window.addEventListener("keydown", press, true);
    return () => window.removeEventListener("keydown", press, true);
  }, []);
}

interface Props {
  name: string;
  to: string;
  onClose: () => void;
  children: ReactNode;
}

export function RowPreview({ name, to, onClose, children }: Props) {
  return (
    <aside className="preview" aria-label={t("preview")}>
      <div className="preview__head">
        <h2>{name}</h2>
        <button type="button" className="preview__close" aria-label={t("preview.close")} onClick={onClose}><Close size={20} /></button>
      </div>
      <div className="preview__body" aria-live="polite">{children}</div>
      <div className="preview__foot"><Link to={to}>{t("preview.open")}</Link><span className="muted">{t("preview.keys")}</span></div>
    </aside>
  );
}
