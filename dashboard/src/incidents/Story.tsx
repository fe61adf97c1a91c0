// The events in order of time.
import { useEffect } from "react";
import type { Incident, StoryEvent } from "../api/types";
import { Addresses } from "../ui/Address";
import { percent, plural, seconds, spaced } from "../ui/format";
import { SeverityMark } from "../ui/Severity";
import { Empty } from "../ui/States";
import { Time } from "../ui/Time";
import { Wire } from "../ui/Wire";
import { AnomalyEvidence } from "./AnomalyEvidence";
import { chapterId } from "./Cited";
import { EvidenceTable } from "./EvidenceTable";

/** An address may name one event of the story: `/incidents/INC-1#event-E3`. */
function useNamedEvent(there: boolean): void {
  useEffect(() => {
    const chapter = there && /^#event-[\w-]+$/.test(location.hash) ? document.getElementById(location.hash.slice(1)) : null;
    chapter?.scrollIntoView({ block: "center" });
    chapter?.focus({ preventScroll: true });
  }, [there]);
}

export function Story({ incident }: { incident: Incident }) {
  useNamedEvent(incident.events.length > 0);
  if (incident.events.length === 0) return <Empty title="No events are stored for this incident." />;
  const ordered = [...incident.events].sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
  return (
    <ol className="story">
      {ordered.map((event, index) => <Chapter key={event.id} event={event} before={ordered[index - 1]} />)}
    </ol>
  );
}

function Chapter({ event, before }: { event: StoryEvent; before: StoryEvent | undefined }) {
  const lasted = (Date.parse(event.last_time) - Date.parse(event.time)) / 1000;
  const later = before ? (Date.parse(event.time) - Date.parse(before.time)) / 1000 : 0;
  return (
    <li id={chapterId(event.id)} tabIndex={-1} className={`chapter ${event.severity}`}>
      <span className="chapter-mark"><SeverityMark level={event.severity} /></span>
      <div className="chapter-body">
        <div className="chapter-when">
          <span className="chapter-id">{event.id}</span>
          <Time at={event.time} fraction />
          {later > 0 && <span className="muted">{`${seconds(later)} later`}</span>}
          {lasted > 0 && <span className="muted">{`lasting ${seconds(lasted)}`}</span>}
          {event.repeats > 1 && <span className="muted">{`seen ${event.repeats} times`}</span>}
        </div>
        <h3><Wire text={event.summary} length={400} /></h3>
        <div className="chapter-meta">
          <span className="tag">{spaced(event.detection)}</span>
          <span className="muted">{`${event.severity}, confidence ${percent(event.confidence)}`}</span>
          {event.techniques.map((one) => <span key={one} className="technique">{one}</span>)}
          {event.flows.length > 0 && <span className="muted">{`shown by ${plural(event.flows.length, "flow")}`}</span>}
        </div>
        {(event.attackers.length > 0 || event.victims.length > 1) && (
          <div className="chapter-parties"><Addresses of={event.attackers} most={4} /><span className="muted" aria-label="against">→</span><Addresses of={event.victims} most={8} /></div>
        )}
        {event.detection === "anomaly" ? <AnomalyEvidence evidence={event.evidence} /> : <EvidenceTable evidence={event.evidence} />}
      </div>
    </li>
  );
}
