// Rolling back: from which task on, what comes after, and exactly what is undone or stands against it.
import { InlineLoading, RadioButton, RadioButtonGroup, Select, SelectItem } from "@carbon/react";
import { useQuery } from "@tanstack/react-query";
import { api } from "@/api/fetching";
import type { RollBackPreview } from "@/api/types";
import { t, tn } from "@/i18n/t";
import { useInSight } from "@/parts/inSight";

export interface RollBackWish {
  to: string;
  afterwards: "again" | "end";
}

/** What a roll back of this fallout's task would do; the tasks to choose from are in every answer. */
export function useRollBack(fallout: string, wish: RollBackWish, enabled: boolean) {
  return useQuery({
    queryKey: ["fallout", fallout, "rollBack", wish.to, wish.afterwards],
    queryFn: ({ signal }) => api.get<RollBackPreview>(`/api/fallouts/${fallout}/rollBack`, { to: wish.to || undefined, afterwards: wish.afterwards }, signal),
    enabled,
    placeholderData: (before) => before,
  });
}

/** What is undone, first to be undone first. */
export function UndoSteps({ steps }: { steps: RollBackPreview["steps"] }) {
  return (
    <ol>
      {steps.map((step) => (
        <li key={step.task}>
          {step.undo ?? t("rollBack.nothing")} <span className="muted">{step.name} {step.task}{step.byHand ? `, ${t("rollBack.byHand")}` : ""}</span>
          {step.note && <span className="warn"> {step.note}</span>}
        </li>
      ))}
    </ol>
  );
}

interface Props {
  wish: RollBackWish;
  preview: RollBackPreview | undefined;
  failed: unknown;
  onChange: (wish: RollBackWish) => void;
}

export function RollBackPart({ wish, preview, failed, onChange }: Props) {
  const told = useInSight<HTMLDivElement>(preview);
  if (!preview) return failed ? <p className="warn">{t("rollBack.unread")}</p> : <InlineLoading description={t("loading")} />;
  return (
    <section className="resolve__values">
      <Select id="roll-back-to" labelText={t("rollBack.to")} value={wish.to} onChange={(event) => onChange({ ...wish, to: event.target.value })}>
        <SelectItem value="" text={t("rollBack.alone")} />
        {preview.starts.map((start) => <SelectItem key={start.task} value={start.task} text={`${start.name} (${start.task})`} />)}
      </Select>
      <RadioButtonGroup legendText={t("rollBack.then")} name="roll-back-then" valueSelected={wish.afterwards}
        onChange={(chosen) => onChange({ ...wish, afterwards: chosen === "end" ? "end" : "again" })}>
        <RadioButton labelText={t("rollBack.again")} value="again" id="roll-back-again" />
        <RadioButton labelText={t("rollBack.end")} value="end" id="roll-back-end" />
      </RadioButtonGroup>
      <div className="cancels" role="status" ref={told}>
        {preview.obstacles.length > 0 ? (
          <>
            <strong>{t("rollBack.refused")}</strong>
            <ul>{preview.obstacles.map((one) => <li key={`${one.item} ${one.what}`}>{one.item} {one.what}; {one.action}.</li>)}</ul>
          </>
        ) : (
          <>
            <strong>{tn("rollBack.steps", preview.steps.length)}</strong>
            <UndoSteps steps={preview.steps} />
            {preview.dropped.length > 0 && <p>{tn("resolve.cancels", preview.dropped.length)} {preview.dropped.slice(0, 8).join(", ")}</p>}
          </>
        )}
      </div>
    </section>
  );
}
