// The items of an order as a tree: arrows move, open and close; the chosen one stands beside it and in the URL.
import { ChevronDown, ChevronRight } from "@carbon/icons-react";
import { useMemo, useRef, useState, type KeyboardEvent } from "react";
import type { ServiceOrderItem } from "@/api/types";
import { t, tn } from "@/i18n/t";
import { StateTag } from "@/parts/StateTag";
import { ACTIONS } from "@/states";
import { allItems, itemRows, itemTitle } from "./items";

interface Props {
  items: ServiceOrderItem[];
  chosen: number | null;
  choose: (n: number) => void;
}

const MANY = 60;

export function ItemTree({ items, chosen, choose }: Props) {
  const all = useMemo(() => allItems(items), [items]);
  const [closed, setClosed] = useState<ReadonlySet<number>>(() => new Set(all.length > MANY ? all.filter((one) => one.items.length > 0).map((one) => one.n) : []));
  const tree = useRef<HTMLUListElement>(null);
  const rows = useMemo(() => itemRows(items, closed), [items, closed]);
  const at = Math.max(0, rows.findIndex((row) => row.item.n === chosen));
  const fold = (n: number, close: boolean) => setClosed((now) => {
    const next = new Set(now);
    if (close) next.add(n);
    else next.delete(n);
    return next;
  });
  const go = (n: number | null | undefined) => {
    if (n === null || n === undefined) return;
    choose(n);
    tree.current?.querySelector<HTMLElement>(`[data-n="${n}"]`)?.focus();
  };
  const press = (event: KeyboardEvent) => {
    // where the focus is: the address, and with it the chosen one, follows a moment later
    const focused = Number((event.target as HTMLElement).dataset.n);
    const from = Math.max(0, rows.findIndex((one) => one.item.n === focused));
    const row = rows[from];
    if (!row) return;
    const { item } = row;
    const opened = item.items.length > 0 && !closed.has(item.n);
    const doing: Record<string, () => void> = {
      ArrowDown: () => go(rows[from + 1]?.item.n),
      ArrowUp: () => go(rows[from - 1]?.item.n),
      Home: () => go(rows[0]?.item.n),
      End: () => go(rows.at(-1)?.item.n),
      ArrowRight: () => (opened ? go(item.items[0]?.n) : fold(item.n, false)),
      ArrowLeft: () => (opened ? fold(item.n, true) : go(row.parent)),
    };
    const action = doing[event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    action();
  };
  const nested = all.some((item) => item.items.length > 0);
  return (
    <div className="itemtree">
      {nested && (
        <div className="itemtree__bar">
          <button type="button" className="linkish" onClick={() => setClosed(new Set())}>{t("item.expand")}</button>
          <button type="button" className="linkish" onClick={() => setClosed(new Set(all.filter((one) => one.items.length > 0).map((one) => one.n)))}>{t("item.collapse")}</button>
        </div>
      )}
      <ul ref={tree} role="tree" aria-label={t("order.items")} className="itemtree__rows" onKeyDown={press}>
        {rows.map(({ item, level, position, size }, i) => (
          // keys are heard by the tree
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <li key={item.n} role="treeitem" data-n={item.n} aria-level={level} aria-posinset={position} aria-setsize={size}
            aria-expanded={item.items.length > 0 ? !closed.has(item.n) : undefined} aria-selected={i === at} tabIndex={i === at ? 0 : -1}
            className="itemtree__row" style={{ paddingInlineStart: `${(level - 1) * 20 + 4}px` }} onClick={() => choose(item.n)}>
            <span className="itemtree__fold" aria-hidden="true"
              onClick={(event) => { event.stopPropagation(); fold(item.n, !closed.has(item.n)); }}>
              {item.items.length > 0 && (closed.has(item.n) ? <ChevronRight size={16} /> : <ChevronDown size={16} />)}
            </span>
            <span className="itemtree__name">
              <span>{itemTitle(item)}</span>
              <span className="itemtree__sub">{item.itemId} · {ACTIONS[item.action] ?? item.action}{item.quantity > 1 && ` × ${item.quantity}`}</span>
            </span>
            {item.issues.length > 0 && <span className="itemtree__issues">{tn("item.issueCount", item.issues.length)}</span>}
            <StateTag family="serviceOrder" state={item.state} reason={item.stateReason} />
          </li>
        ))}
      </ul>
    </div>
  );
}
