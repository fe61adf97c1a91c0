// The pages of the pane one is in.
import { Link } from "../router/Link";
import { paneOf } from "../router/router";
import { sections } from "./routes";

// The roots of panes are pages of their own, not folders of the pages beside them.
const roots = ["/", "/auditor"];
const belongs = (path: string, section: string) => path === section || (!roots.includes(section) && path.startsWith(`${section}/`)) || (section === "/auditor" && path.startsWith("/auditor/audits/"))
  || (section === "/intelligence/hosts" && path.startsWith("/hosts/")) || (section === "/ops/analyses" && path.startsWith("/analyses/"));

export function SectionBar({ path }: { path: string }) {
  const pages = sections[paneOf(path)];
  if (pages.length === 0) return null;
  return (
    <nav className="section-bar" aria-label="Pages of this pane">
      {pages.map(([to, name]) => <Link key={to} to={to} aria-current={belongs(path, to) ? "page" : undefined}>{name}</Link>)}
    </nav>
  );
}
