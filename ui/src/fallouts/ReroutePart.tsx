// Rerouting: which other way a task may go, and what is undone before.
import { InlineLoading, RadioButton, RadioButtonGroup } from "@carbon/react";
import { useQuery } from "@tanstack/react-query";
import { api } from "@/api/fetching";
import type { Schemas } from "@/api/types";
import { t, tn } from "@/i18n/t";
import { useInSight } from "@/parts/inSight";
import { UndoSteps } from "./RollBackPart";

type Preview = Schemas["ReroutePreview"];

/** The ways of this fallout's task, and what going another one would undo. */
export function useReroute(fallout: string, enabled: boolean) {
  return useQuery({
    queryKey: ["fallout", fallout, "reroute"],
    queryFn: ({ signal }) => api.get<Preview>(`/api/fallouts/${fallout}/reroute`, undefined, signal),
    enabled,
  });
}

interface Props {
  route: string;
  preview: Preview | undefined;
  failed: unknown;
  onChange: (route: string) => void;
}

/** A way as people call it, with the system and the executor. */
export const wayText = (way: Preview["ways"][number]) =>
  `${way.name === "usual" ? t("reroute.usual") : way.name} (${[way.system, way.executor].filter(Boolean).join(", ")})`;

export function ReroutePart({ route, preview, failed, onChange }: Props) {
  const told = useInSight<HTMLDivElement>(preview);
  if (!preview) return failed ? <p className="warn">{t("rollBack.unread")}</p> : <InlineLoading description={t("loading")} />;
  const now = preview.ways.find((way) => way.current);
  return (
    <section className="resolve__values">
      {now && <p>{t("reroute.now", { way: wayText(now) })}</p>}
      <RadioButtonGroup legendText={t("reroute.to")} name="reroute-to" orientation="vertical" valueSelected={route}
        onChange={(chosen) => onChange(String(chosen))}>
        {preview.ways.filter((way) => !way.current).map((way) => (
          <RadioButton key={way.name} labelText={wayText(way)} value={way.name} id={`reroute-${way.name}`} />
        ))}
      </RadioButtonGroup>
      <div className="cancels" role="status" ref={told}>
        {preview.obstacles.length > 0 ? (
          <>
            <strong>{t("rollBack.refused")}</strong>
            <ul>{preview.obstacles.map((one) => <li key={`${one.item} ${one.what}`}>{one.item} {one.what}; {one.action}.</li>)}</ul>
          </>
        ) : preview.steps.length > 0 ? (
          <><strong>{tn("rollBack.steps", preview.steps.length)}</strong><UndoSteps steps={preview.steps} /></>
        ) : <p>{t("reroute.nothing")}</p>}
      </div>
    </section>
  );
}
