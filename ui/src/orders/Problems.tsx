// What is wrong, where, and what to do about it.
import type { Problem } from "@/api/types";
import { t } from "@/i18n/t";

interface Props {
  problems: Problem[];
  /** Shows the item a problem is about; answers null when that is no item of the order. */
  onItem?: (itemId: string) => (() => void) | null;
}

export function Problems({ problems, onItem }: Props) {
  return (
    <ul className="problems">
      {problems.map((problem, i) => {
        const go = problem.item === null ? null : onItem?.(problem.item);
        return (
          // one item may have the same fault twice
          // oxlint-disable-next-line react/no-array-index-key
          <li key={`${i} ${problem.what}`}>
            {problem.item !== null && onItem && (
              go ? <button type="button" className="linkish" onClick={go}>{t("item")} {problem.item}</button> : <span>{t("item")} {problem.item}</span>
            )}
            {problem.field && <code>{problem.field}</code>}
            <span>{problem.what}: {problem.action}</span>
          </li>
        );
      })}
    </ul>
  );
}
