// One incident in a list: how bad, what, who against whom, when, where it stands.
import { memo } from "react";
import type { Incident, IncidentSummary } from "../api/types";
import { ConsensusMark } from "../intelligence/ConsensusMark";
import { Link } from "../router/Link";
import { incidentPath } from "../router/router";
import { plural } from "../ui/format";
import { Severity } from "../ui/Severity";
import { Status } from "../ui/Status";
import { Time } from "../ui/Time";
import { Wire } from "../ui/Wire";
import { Score } from "./Score";

interface Properties { incident: IncidentSummary; selected?: boolean; fresh?: boolean; onSelect?: () => void }

export const IncidentRow = memo(function IncidentRow({ incident, selected = false, fresh = false, onSelect }: Properties) {
  return (
    <li className={`incident-row ${incident.severity} ${selected ? "selected" : ""} ${fresh ? "fresh" : ""}`} data-id={incident.id} aria-current={selected ? "true" : undefined} onClick={onSelect}>
      <Severity level={incident.severity} />
      <Score value={incident.score} severity={incident.severity} />
      <div className="incident-what">
        <Link to={incidentPath(incident.id)} className="incident-title"><Wire text={incident.title} length={140} /></Link>
        <span className="incident-detail muted">
          <ConsensusMark of={consensusOf(incident)} quiet />
          <Techniques of={incident} />
          {incident.event_count !== undefined && <span>{plural(incident.event_count, "event")}</span>}
          {Boolean(incident.notes_count) && <span>{plural(incident.notes_count ?? 0, "note")}</span>}
          {incident.forged && <span className="forged small">forged</span>}
        </span>
      </div>
      <Status state={incident.status} />
      <Time at={incident.last_seen} />
    </li>
  );
});

/** A live message brings the whole incident, whose notes begin with the party that is flagged most. */
function consensusOf(incident: IncidentSummary & Partial<Pick<Incident, "evidence">>): IncidentSummary["consensus"] {
  return incident.consensus ?? incident.evidence?.[0]?.consensus;
}

function Techniques({ of }: { of: IncidentSummary }) {
  const shown = of.techniques.slice(0, 3);
  return <>{shown.map((one) => <span key={one.id} className="technique" title={`${one.id} ${one.name} (${one.tactic})`}>{`${one.id} ${one.name}`}</span>)}</>;
}
