// A state as word, sign and colour, from the one table in states.ts.
import { KINDS, look, type StateFamily } from "@/states";

interface Props {
  family: StateFamily;
  state: string;
  reason?: string | null;
}

export function StateTag({ family, state, reason }: Props) {
  const { label, sign, tag } = look(family, state);
  return (
    <span className={`state state--${tag}`} title={reason ?? label}>
      <span className="state__sign" aria-hidden="true">{sign}</span>
      <span className="state__word">{label}</span>
    </span>
  );
}

/** The kind of a node as a short mark: CFS, RFS, RES, MAN ... */
export function KindMark({ kind }: { kind: string }) {
  const known = KINDS[kind];
  return <abbr className={`kind kind--${kind}`} title={known?.label ?? kind}>{known?.short ?? kind}</abbr>;
}
