// The buttons of a milestone, each with the note that it asks for.
import { Button } from "@carbon/react";
import { useState } from "react";
import { t } from "@/i18n/t";
import { ReasonDialog } from "@/parts/ReasonDialog";
import { verbText } from "@/parts/VerbButtons";
import { useMilestoneCall, type Milestone } from "./data";

const VERBS = ["reach", "reopen"] as const;

export function MilestoneVerbs({ milestone, small = false }: { milestone: Milestone; small?: boolean }) {
  const [open, setOpen] = useState<(typeof VERBS)[number] | null>(null);
  const call = useMilestoneCall();
  const { name, verbs } = milestone;
  const possible = VERBS.filter((verb) => verbs.includes(verb));
  if (possible.length === 0) return null;
  return (
    <>
      <div className="verbs">
        {possible.map((verb) => (
          <Button key={verb} size="sm" kind={small || verb === "reopen" ? "ghost" : "tertiary"} aria-label={small ? `${verbText(verb)}: ${name}` : undefined}
            onClick={() => setOpen(verb)}>{verbText(verb)}</Button>
        ))}
      </div>
      {open && (
        <ReasonDialog title={t(open === "reach" ? "milestone.reach" : "milestone.reopen", { name })} doText={verbText(open)} danger={open === "reopen"}
          lead={t(open === "reach" ? "milestone.reachLead" : "milestone.reopenLead")} noteLabel={t(open === "reach" ? "milestone.how" : "milestone.why")}
          onClose={() => setOpen(null)} onDo={({ note }) => call(milestone, open, note)} />
      )}
    </>
  );
}
