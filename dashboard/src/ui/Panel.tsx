// A titled region of a page.
import type { ReactNode } from "react";
import { useId } from "react";

interface Properties { title: ReactNode; tools?: ReactNode; children: ReactNode; className?: string; note?: ReactNode }

export function Panel({ title, tools, children, className = "", note }: Properties) {
  const id = useId();
  return (
    <section className={`panel ${className}`} aria-labelledby={id}>
      <header className="panel-head">
        <h2 id={id}>{title}</h2>
        {note && <span className="panel-note">{note}</span>}
        {tools && <div className="panel-tools">{tools}</div>}
      </header>
      <div className="panel-body">{children}</div>
    </section>
  );
}
