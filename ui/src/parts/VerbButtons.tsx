// Buttons for what the server says is possible, and for nothing else.
import { Button } from "@carbon/react";
import { t, type Key } from "@/i18n/t";
import en from "@/i18n/en.json";
import { WhyNot, type Family, type Forbidden } from "./WhyNot";

export interface VerbButton {
  verb: string;
  onClick: () => void;
  kind?: "primary" | "secondary" | "tertiary" | "danger--tertiary" | "ghost";
  keys?: string;
}

/** The word of a verb such as `approve`. */
export function verbText(verb: string): string {
  const key = `verb.${verb}`;
  return key in en ? t(key as Key) : verb;
}

interface Props {
  /** The verbs as the server sent them. */
  verbs: readonly string[];
  /** What the page can do, in the order it is shown; those that `verbs` lacks are left out. */
  buttons: VerbButton[];
  busy?: boolean;
  /** What the server would refuse, with the family of states that its reasons speak of. */
  forbidden?: readonly Forbidden[] | undefined;
  family?: Family;
}

export function VerbButtons({ verbs, buttons, busy = false, forbidden = [], family = "task" }: Props) {
  const possible = buttons.filter((button) => verbs.includes(button.verb));
  return (
    <div className="verbs">
      {possible.map(({ verb, onClick, kind }, i) => (
        <Button key={verb} size="sm" kind={kind ?? (i === 0 ? "primary" : "tertiary")} disabled={busy} onClick={onClick}>
          {verbText(verb)}
        </Button>
      ))}
      <WhyNot forbidden={forbidden} family={family} shown={buttons.map(({ verb }) => verb)} wordOf={verbText} />
    </div>
  );
}
