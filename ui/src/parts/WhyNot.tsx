// What the server would refuse now, and why: behind one button, so that nothing forbidden is offered and nothing stays a riddle.
import { Toggletip, ToggletipButton, ToggletipContent } from "@carbon/react";
import { Help } from "@carbon/icons-react";
import type { Schemas } from "@/api/types";
import en from "@/i18n/en.json";
import { t, type Key } from "@/i18n/t";
import { look } from "@/states";

export type Forbidden = Schemas["Forbidden"];
export type Family = Parameters<typeof look>[0];

/** Why a verb is not possible, as a sentence. */
export function whyNot(forbidden: Forbidden, family: Family): string {
  if (forbidden.because === "right") return t("why.right", { rights: forbidden.rights.map(rightText).join(t("why.or")) });
  if (forbidden.because === "state") return t("why.state", { states: forbidden.states.map((state) => look(family, state).label).join(t("why.or")) });
  const key = `why.${forbidden.because}`;
  return key in en ? t(key as Key) : forbidden.because;
}

/** A right as people say it. */
export function rightText(right: string): string {
  const key = `right.${right.replace(":", ".")}`;
  return key in en ? t(key as Key) : right;
}

interface Props {
  forbidden: readonly Forbidden[];
  family: Family;
  /** The verbs that this page has a button for; the others are not its affair. */
  shown: readonly string[];
  wordOf: (verb: string) => string;
}

export function WhyNot({ forbidden, family, shown, wordOf }: Props) {
  const told = forbidden.filter(({ verb }) => shown.includes(verb));
  if (told.length === 0) return null;
  return (
    <Toggletip align="bottom-start" autoAlign className="whynot">
      <ToggletipButton label={t("why.button")}><Help /> <span>{t("why.button")}</span></ToggletipButton>
      <ToggletipContent>
        <dl className="whynot__list">
          {told.map((one) => <div key={one.verb}><dt>{wordOf(one.verb)}</dt><dd>{whyNot(one, family)}</dd></div>)}
        </dl>
      </ToggletipContent>
    </Toggletip>
  );
}
