// A specification between what needs it (left) and what it needs (right). The tables beside it say the same.
import { useNavigate } from "react-router";
import { t } from "@/i18n/t";
import type { Related } from "./types";

const [BOX, TALL, GAP, SPACE] = [200, 34, 10, 90];

interface Props {
  name: string;
  uses: Related[];
  usedBy: Related[];
}

export function Neighbours({ name, uses, usedBy }: Props) {
  const navigate = useNavigate();
  const rows = Math.max(uses.length, usedBy.length, 1);
  const height = rows * (TALL + GAP);
  const top = (i: number, n: number) => (height - n * (TALL + GAP)) / 2 + i * (TALL + GAP) + GAP / 2;
  const middle = height / 2;
  const column = usedBy.length > 0 ? BOX + SPACE : 0;
  const width = column + BOX + (uses.length > 0 ? SPACE + BOX : 0);
  const side = (all: Related[], x: number, left: boolean) => all.map((one, i) => {
    const y = top(i, all.length) + TALL / 2;
    const [from, to] = left ? [x + BOX, column] : [column + BOX, x];
    return (
      <g key={`${one.id} ${one.type}`}>
        <path className={one.mandatory ? "near__line" : "near__line near__line--optional"}
          d={`M${from} ${left ? y : middle} C${from + SPACE / 2} ${left ? y : middle} ${to - SPACE / 2} ${left ? middle : y} ${to} ${left ? middle : y}`} />
        {/* the tables hold the same as links for the keyboard */}
        {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
        <g className="near__box" onClick={() => void navigate(`/catalog/${one.id}`)}>
          <rect x={x} y={y - TALL / 2} width={BOX} height={TALL} rx={4} />
          <text x={x + 10} y={y} dy="0.32em">{short(one.name ?? one.id)}</text>
          <title>{`${one.name ?? one.id} (${one.type})`}</title>
        </g>
      </g>
    );
  });
  return (
    <div className="scroller">
      <svg className="near" width={width + 2} height={height} viewBox={`-1 0 ${width + 2} ${height}`} role="img"
        aria-label={t("catalog.graph", { name, uses: uses.length, usedBy: usedBy.length })}>
        {side(usedBy, 0, true)}
        {side(uses, column + BOX + SPACE, false)}
        <g className="near__self">
          <rect x={column} y={middle - TALL / 2} width={BOX} height={TALL} rx={4} />
          <text x={column + 10} y={middle} dy="0.32em">{short(name)}</text>
        </g>
      </svg>
    </div>
  );
}

const short = (name: string) => (name.length > 26 ? `${name.slice(0, 25)}…` : name);
