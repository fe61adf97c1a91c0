// Title, severity, score, status, techniques, attackers and victims.
import type { Incident } from "../api/types";
import { ConsensusMark } from "../intelligence/ConsensusMark";
import { PlaceText } from "../intelligence/PlaceText";
import { Address, Addresses } from "../ui/Address";
import { plural, seconds, spaced } from "../ui/format";
import { Severity } from "../ui/Severity";
import { Status } from "../ui/Status";
import { Time } from "../ui/Time";
import { Wire } from "../ui/Wire";
import { Score } from "./Score";

/** `within`: the page has a heading of its own above. */
export function IncidentHead({ incident, within = false }: { incident: Incident; within?: boolean }) {
  const Heading = within ? "h2" : "h1";
  const lasted = (Date.parse(incident.last_seen) - Date.parse(incident.first_seen)) / 1000;
  const places = Object.entries(incident.places ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return (
    <header className={`incident-head ${incident.severity}`}>
      <div className="incident-line">
        <Severity level={incident.severity} />
        <Score value={incident.score} severity={incident.severity} />
        <Status state={incident.status} />
        {incident.triage && <span className="muted">by <Wire text={incident.triage.by} length={32} />, <Time at={incident.triage.at} /></span>}
        {incident.forged && <span className="forged small">forged</span>}
        <code className="muted">{incident.id}</code>
      </div>
      <Heading><Wire text={incident.title} length={300} /></Heading>
      <dl className="facts">
        <div><dt>Attackers</dt><dd><Addresses of={incident.attackers} /></dd></div>
        <div><dt>Victims</dt><dd><Addresses of={incident.victims} /></dd></div>
        <div><dt>First seen</dt><dd><Time at={incident.first_seen} /></dd></div>
        <div><dt>Last seen</dt><dd><Time at={incident.last_seen} />{lasted > 0 && <span className="muted"> · {seconds(lasted)}</span>}</dd></div>
        {places.length > 0 && <div><dt>Where they lie</dt><dd className="reputations">{places.slice(0, 4).map(([address, place]) => <span key={address}><Address of={address} /> <PlaceText of={place} /></span>)}</dd></div>}
        {incident.evidence && incident.evidence.length > 0 && <div><dt>Reputation</dt><dd className="reputations">{incident.evidence.slice(0, 4).map((note) => <span key={note.subject}><Address of={note.subject} /> <ConsensusMark of={note.consensus} /></span>)}</dd></div>}
        <div><dt>Techniques (ATT&amp;CK)</dt><dd className="techniques">{incident.techniques.length === 0 ? <span className="muted">none</span> : incident.techniques.map((one) => (
          <span key={`${one.id}${one.tactic}`} className="technique"><b>{one.id}</b> {one.name} <span className="muted">{spaced(one.tactic)}</span></span>
        ))}</dd></div>
        <div><dt>Found by</dt><dd className="techniques">{incident.detections.map((one) => <span key={one} className="tag">{spaced(one)}</span>)}<span className="muted">{plural(incident.events.length, "event")}</span></dd></div>
      </dl>
    </header>
  );
}
