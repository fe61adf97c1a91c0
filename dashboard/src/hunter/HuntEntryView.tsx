// What one hunt looked at, in its own sentences, and what came of it.
import type { HuntEntry } from "../api/hunting";
import { Link } from "../router/Link";
import { incidentPath } from "../router/router";
import { plural } from "../ui/format";
import { visible, Wire } from "../ui/Wire";

const shown = 8;

export function HuntEntryView({ entry }: { entry: HuntEntry }) {
  return (
    <div className="hunt">
      <ul className="plain">{entry.looked.map((sentence, index) => <li key={index}><Wire text={sentence} length={400} /></li>)}</ul>
      {entry.findings > 0 || entry.incidents.length > 0 ? (
        <p className="attention">
          {plural(entry.findings, "new finding")}
          {entry.incidents.slice(0, shown).map((id) => <span key={id}> · <Link to={incidentPath(id)}>{visible(id).slice(0, 60)}</Link></span>)}
          {entry.incidents.length > shown && ` and ${entry.incidents.length - shown} more`}
        </p>
      ) : <p><span className="muted">Nothing new: </span><Wire text={entry.nothing ?? "no reason was given"} length={400} /></p>}
    </div>
  );
}
