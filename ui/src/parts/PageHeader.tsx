// The head of a page: where one is, what it is, how it stands, what can be done.
import { useEffect, type ReactNode } from "react";
import { Link } from "react-router";

interface Props {
  title: string;
  /** The way here; the page itself is not in it. */
  path?: { to: string; label: string }[];
  number?: string;
  tags?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
}

export function PageHeader({ title, path = [], number, tags, actions, children }: Props) {
  useEffect(() => {
    document.title = `${number && number !== title ? `${number} ` : ""}${title} · Trunkline`;
  }, [title, number]);
  return (
    <header className="pagehead">
      {path.length > 0 && (
        <nav aria-label="Breadcrumb" className="pagehead__path">
          {path.map((step) => <Link key={step.to} to={step.to}>{step.label}</Link>)}
          {number && <span aria-current="page">{number}</span>}
        </nav>
      )}
      <div className="pagehead__line">
        <h1>{title}</h1>
        {tags}
        {actions && <div className="pagehead__do">{actions}</div>}
      </div>
      {children}
    </header>
  );
}
