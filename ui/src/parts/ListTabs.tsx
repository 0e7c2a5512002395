// Tabs that are addresses: each a link, so that back, forward and a copied URL keep the tab.
import { Link } from "react-router";

export interface ListTab {
  to: string;
  text: string;
  current: boolean;
  /** How many lines are behind it. */
  count?: number;
}

export function ListTabs({ label, tabs }: { label: string; tabs: ListTab[] }) {
  return (
    <nav className="listtabs" aria-label={label}>
      {tabs.map((tab) => (
        <Link key={tab.to} to={tab.to} className="listtabs__tab" aria-current={tab.current ? "page" : undefined}>
          {tab.text}{tab.count !== undefined && <span className="listtabs__count">{tab.count}</span>}
        </Link>
      ))}
    </nav>
  );
}
