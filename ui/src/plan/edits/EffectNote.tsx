// What an edit would change, said before it is sent.
import { durationText, momentText } from "@/i18n/instants";
import { t, tn } from "@/i18n/t";
import type { PlanTree } from "../tree";
import type { Effect } from "./effect";

const MOST = 4;

export function EffectNote({ tree, effect }: { tree: PlanTree; effect: Effect }) {
  const names = (tasks: number[]) => [
    ...tasks.slice(0, MOST).map((i) => tree.nodes[tree.taskNodes[i] ?? -1]?.name ?? ""), ...(tasks.length > MOST ? [t("andMore", { n: tasks.length - MOST })] : []),
  ].join(", ");
  const moved = effect.to - effect.from;
  const lines = [
    ...(effect.starts.length > 0 ? [t("edit.starts", { names: names(effect.starts) })] : []),
    ...(effect.waits.length > 0 ? [t("edit.waits", { names: names(effect.waits) })] : []),
    ...(effect.later > 0 ? [tn("edit.later", effect.later)] : []),
    ...(effect.earlier > 0 ? [tn("edit.earlier", effect.earlier)] : []),
    Math.abs(moved) < 60_000 ? t("edit.sameEnd", { when: momentText(effect.to) })
      : t(moved > 0 ? "edit.endsLater" : "edit.endsEarlier", { by: durationText(Math.abs(moved)), when: momentText(effect.to) }),
  ];
  return (
    <div className="edit__effect" role="status">
      <strong>{t("edit.effect")}</strong>
      <ul>{lines.map((line) => <li key={line}>{line}</li>)}</ul>
    </div>
  );
}
