// Ctrl+K: one field that goes anywhere and does anything.
import { Search } from "@carbon/icons-react";
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { useNavigate } from "react-router";
import { t, type Key } from "@/i18n/t";
import { addressOf, match, offered, searchOrders, type Finding } from "./palette";

interface Props {
  commands: Finding[];
  onClose: () => void;
}

const GROUPS: Record<string, Key> = {
  go: "palette.go", page: "palette.page", orders: "palette.orders", commands: "palette.commands",
};

export function Palette({ commands, onClose }: Props) {
  const [words, setWords] = useState("");
  const [server, setServer] = useState<Finding[]>([]);
  const [active, setActive] = useState(0);
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useId();
  const navigate = useNavigate();
  useEffect(() => {
    // the browser's own modal: traps the focus and gives it back
    dialog.current?.showModal();
  }, []);
  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(() => {
      void searchOrders(words, stop.signal).then((found) => {
        if (!stop.signal.aborted) setServer(found);
      });
    }, 150);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [words]);
  const findings = useMemo(() => {
    const direct = addressOf(words);
    const local = words.trim().length > 1 ? offered(words) : [];
    return [...(direct ? [direct] : []), ...local, ...server, ...match(commands, words)].slice(0, 40);
  }, [words, server, commands]);
  const at = Math.min(active, findings.length - 1);
  function choose(finding: Finding | undefined) {
    if (!finding) return;
    dialog.current?.close();
    if (finding.run) finding.run();
    if (finding.to) void navigate(finding.to);
  }
  function press(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setActive((at + step + findings.length) % Math.max(1, findings.length));
    } else if (event.key === "Enter") {
      event.preventDefault();
      choose(findings[at]);
    }
  }
  let group = "";
  return (
    // a click beside the panel closes, as Escape does
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <dialog ref={dialog} className="palette" aria-label={t("palette.title")} onClose={onClose}
      onClick={(event) => event.target === dialog.current && dialog.current.close()}>
      <div className="palette__panel">
        <div className="palette__field">
          <Search size={20} aria-hidden />
          <input role="combobox" aria-expanded="true" aria-controls={list} aria-label={t("palette.title")}
            aria-activedescendant={findings[at] ? `${list}-${at}` : undefined} aria-autocomplete="list"
            placeholder={t("palette.placeholder")} value={words} onKeyDown={press} autoComplete="off" spellCheck={false}
            onChange={(event) => { setWords(event.target.value); setActive(0); }} />
          <kbd>Esc</kbd>
        </div>
        <div id={list} role="listbox" aria-label={t("palette.findings")} className="palette__list">
          {findings.map((finding, i) => {
            const head = finding.group !== group;
            group = finding.group;
            return (
              <div key={`${finding.group}-${finding.id}`} role="presentation">
                {head && <p className="palette__group" role="presentation">{t(GROUPS[finding.group] ?? "palette.page")}</p>}
                {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus */}
                <div id={`${list}-${i}`} role="option" aria-selected={i === at} className="palette__line"
                  ref={(line) => { if (line && i === at) line.scrollIntoView({ block: "nearest" }); }}
                  onMouseMove={() => setActive(i)} onClick={() => choose(finding)}>
                  <span>{finding.label}</span>
                  {finding.hint && <small>{finding.hint}</small>}
                </div>
              </div>
            );
          })}
        </div>
        {findings.length === 0 && <p className="palette__empty">{t("palette.empty")}</p>}
      </div>
    </dialog>
  );
}
