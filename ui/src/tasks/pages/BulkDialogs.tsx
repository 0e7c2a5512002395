// Acting on many tasks: says what will be asked for, then begins.
import { useState } from "react";
import { useSession } from "@/app/session";
import { t, tn } from "@/i18n/t";
import { Dialog } from "@/parts/Dialog";
import type { AllMatching, BulkVerb, Named } from "@/tasks/bulk";
import { WhoFields, type Who } from "@/tasks/WhoFields";
import type { Run } from "./BulkOutcome";

interface Props {
  chosen: Named[] | AllMatching;
  onClose: () => void;
  onStart: (run: Run) => void;
}

let runs = 0;

export const sizeOf = (chosen: Named[] | AllMatching) => (Array.isArray(chosen) ? chosen.length : chosen.total - chosen.excluded.size);

export function BulkAssign({ chosen, onClose, onStart }: Props) {
  const session = useSession();
  const [who, setWho] = useState<Who>({ group: "", person: session.name });
  return (
    <Dialog title={tn("bulk.assign", sizeOf(chosen))} doText={t("verb.assign")} onClose={onClose} lead={<p>{t("bulk.assignLead")}</p>}
      onDo={async () => {
        if (!who.group && !who.person) return t("bulk.nothing");
        onStart({
          id: ++runs, title: t("bulk.assigning", { name: who.person || who.group }), chosen,
          action: { verb: "assign", ...(who.group ? { assignmentGroup: who.group } : {}), ...(who.person ? { assignee: who.person } : {}) },
        });
      }}>
      <WhoFields who={who} onChange={setWho} keepText={t("bulk.keep")} />
    </Dialog>
  );
}

export type Plain = Extract<BulkVerb, "complete" | "start" | "unassign">;

const WORDS = {
  complete: { title: "bulk.complete", lead: "bulk.completeLead", verb: "verb.complete", doing: "bulk.completing" },
  start: { title: "bulk.start", lead: "bulk.startLead", verb: "verb.start", doing: "bulk.starting" },
  unassign: { title: "bulk.unassign", lead: "bulk.unassignLead", verb: "bulk.unassignVerb", doing: "bulk.unassigning" },
} as const;

/** The verbs that need no more words. */
export function BulkPlain({ verb, chosen, onClose, onStart }: Props & { verb: Plain }) {
  const words = WORDS[verb];
  return (
    <Dialog title={tn(words.title, sizeOf(chosen))} doText={t(words.verb)} onClose={onClose} lead={<p>{t(words.lead)}</p>}
      onDo={async () => onStart({ id: ++runs, title: t(words.doing), chosen, action: { verb } })}>
      {Array.isArray(chosen)
        ? <ul className="bulk__list">{chosen.map(({ number, name }) => <li key={number}>{number} {name}</li>)}</ul>
        : <p>{t("bulk.allMatching")}</p>}
    </Dialog>
  );
}
