// The list of keyboard shortcuts, and the switch that turns single keys off.
import { useEffect, useRef, useState } from "react";
import { Button, Toggle } from "@carbon/react";
import { t, type Key } from "@/i18n/t";
import { chooseSingleKeys, singleKeys } from "./shortcuts";

const GROUPS: { title: Key; keys: [string, Key][] }[] = [
  { title: "help.everywhere", keys: [["Ctrl K", "palette.title"], ["/", "help.search"], ["g h", "nav.home"], ["g d", "nav.dashboard"], ["g o", "nav.orders"],
    ["g t", "nav.tasks"], ["g f", "nav.fallouts"], ["g i", "nav.inventory"], ["g c", "nav.catalog"], ["?", "help.title"]] },
  { title: "help.lists", keys: [["j / k", "help.next"], ["Enter", "help.open"], ["x", "help.select"], ["Space", "preview"], ["↑ ↓", "help.next"], ["Esc", "preview.close"]] },
  { title: "help.plan", keys: [["↑ ↓", "help.rows"], ["← →", "help.branch"], ["Home / End", "help.ends"], ["*", "help.siblings"],
    ["Enter", "help.details"], ["s", "verb.start"], ["c", "verb.complete"], ["a", "verb.assign"], ["f", "verb.raiseFallout"],
    ["!", "help.mend"], ["n / p", "help.hit"], ["1 2 3", "help.views"]] },
];

export function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [on, setOn] = useState(singleKeys());
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="help" aria-labelledby="help-title" onClose={onClose}>
      <div className="help__head"><h2 id="help-title">{t("help.title")}</h2>
        <Button kind="ghost" size="sm" onClick={() => dialog.current?.close()}>{t("close")}</Button></div>
      <div className="help__groups">
        {GROUPS.map((group) => (
          <section key={group.title}>
            <h3>{t(group.title)}</h3>
            <dl>{group.keys.map(([keys, text]) => <div key={keys + text}><dt><kbd>{keys}</kbd></dt><dd>{t(text)}</dd></div>)}</dl>
          </section>
        ))}
      </div>
      <Toggle id="single-keys" size="sm" labelText={t("help.singleKeys")} labelA={t("off")} labelB={t("on")} toggled={on}
        onToggle={(next) => { setOn(next); chooseSingleKeys(next); }} />
    </dialog>
  );
}
