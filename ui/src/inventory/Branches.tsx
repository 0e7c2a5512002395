// Inventory as a tree of links.
import { Link } from "react-router";
import { KindMark, StateTag } from "@/parts/StateTag";
import type { InventoryBranch } from "./types";

export function Branches({ branches, at }: { branches: InventoryBranch[]; at?: string }) {
  return (
    <ul className="branches">
      {branches.map(({ item, children }) => (
        <li key={item.number}>
          <span className="branches__line">
            <KindMark kind={item.kind} />
            {item.number === at ? <strong aria-current="true">{item.name}</strong> : <Link to={`/inventory/${item.number}`}>{item.name}</Link>}
            <span className="muted small nowrap">{item.number}</span>
            <StateTag family="inventory" state={item.state} />
          </span>
          {children.length > 0 && <Branches branches={children} at={at} />}
        </li>
      ))}
    </ul>
  );
}
