// How the plan came to be as it is: each version, who made it, why, and what it changed.
import { momentText } from "@/i18n/instants";
import { t, tn } from "@/i18n/t";
import { Dialog } from "@/parts/Dialog";
import { ErrorNotice, Pausing } from "@/parts/Notices";
import { When } from "@/parts/When";
import { verbText } from "@/parts/VerbButtons";
import type { PlanTree } from "../tree";
import { usePlanVersions, type Changes, type PlanVersion } from "./data";

export function PlanHistory({ order, tree, onClose }: { order: string; tree: PlanTree; onClose: () => void }) {
  const versions = usePlanVersions(order);
  return (
    <Dialog tells title={t("edit.history", { number: order })} doText={t("close")} onClose={onClose} onDo={() => Promise.resolve()}>
      {versions.isPending && <Pausing label={t("loading")} />}
      {versions.error && <ErrorNotice error={versions.error} retry={() => void versions.refetch()} />}
      {/* it scrolls, so the keyboard must reach it */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <ol className="edit__versions" tabIndex={0}>
        {versions.data?.items.map((one) => <Version key={one.version} version={one} tree={tree} />)}
      </ol>
    </Dialog>
  );
}

/** One version in words. */
export function Version({ version, tree }: { version: PlanVersion; tree: PlanTree }) {
  const changes = version.changes as Changes;
  const name = (number: string) => tree.nodes[tree.byId.get(number) ?? -1]?.name ?? number;
  const pairs = (key: "edit.added" | "edit.removed" | "edit.setAside", list?: [string, string][]) =>
    (list ?? []).map(([before, after]) => <li key={`${key}${before}${after}`}>{t(key, { before: name(before), after: name(after) })}</li>);
  return (
    <li>
      <p><strong>{t("version", { n: version.version })}</strong> · {verbText(version.edit)}{changes.name && `: ${changes.name}`}</p>
      <p className="muted">{t("by", { name: version.by })}, <When at={version.at} /></p>
      {version.reason && <p>{version.reason}</p>}
      <ul>
        {changes.tasks !== undefined && <li>{tn("edit.grown", changes.tasks)}</li>}
        {changes.start !== undefined && <li>{changes.start ? t("edit.startsAt", { when: momentText(changes.start) }) : t("edit.startsFree")}</li>}
        {pairs("edit.added", changes.added)}
        {pairs("edit.removed", changes.removed)}
        {pairs("edit.setAside", changes.setAside)}
      </ul>
    </li>
  );
}
