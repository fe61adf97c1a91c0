// One incident as a story: what it is, who against whom, what happened in order, with the numbers that show it, and what can be done.
import { useEffect, useState } from "react";
import type { Incident } from "../api/types";
import { Link } from "../router/Link";
import { elsewhere } from "../shell/Shortcuts";
import { onIncident } from "../state/incidents";
import { useResource } from "../state/resource";
import { may, session } from "../state/session";
import { toast } from "../state/toasts";
import { Loaded } from "../ui/States";
import { Button } from "../ui/Button";
import { Panel } from "../ui/Panel";
import { AllowDialog } from "./AllowDialog";
import { Analysis } from "./Analysis";
import { FlowsOfIncident } from "./FlowsOfIncident";
import { IncidentHead } from "./IncidentHead";
import { NoteDialog } from "./NoteDialog";
import { Notes } from "./Notes";
import { Outside } from "./Outside";
import { Related } from "./Related";
import { Story } from "./Story";
import { triage, triageKeys } from "./triage";
import { TriageBar } from "./TriageBar";

export function IncidentPage({ id }: { id: string }) {
  const incident = useResource<Incident>(`/api/incidents/${encodeURIComponent(id)}`);
  const { replace, data } = incident;
  const [noting, setNoting] = useState(false);
  const [allowing, setAllowing] = useState(false);

  useEffect(() => onIncident((changed) => {
    if (changed.id !== id) return;
    replace({ ...changed, notes: changed.notes ?? data?.notes, triage: changed.triage === undefined ? data?.triage : changed.triage, evidence: changed.evidence ?? data?.evidence, places: changed.places ?? data?.places });
  }), [id, replace, data]);

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (elsewhere(event)) return;
      const status = triageKeys[event.key];
      if (!status && event.key !== "n") return;
      if (!may(session.get(), "analyst")) return toast("failed", "Triage needs the analyst role.");
      event.preventDefault();
      if (status) void triage(id, { status });
      else setNoting(true);
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [id]);

  return (
    <div className="page incident-page">
      <Link to="/incidents" className="back">← Incidents</Link>
      <Loaded from={incident} what="Loading the incident">
        {(it) => (
          <>
            <IncidentHead incident={it} />
            <div className="incident-actions">
              <TriageBar incident={it} note={() => setNoting(true)} />
              <Button needs="admin" onClick={() => setAllowing(true)}>Allow this…</Button>
            </div>
            <div className="columns story-columns">
              <div className="column">
                <Analysis incident={it} />
                <Panel title="Story" note={it.dropped_events > 0 ? `${it.dropped_events} further events were folded away` : undefined}><Story incident={it} /></Panel>
                <Outside incident={it} />
                <FlowsOfIncident id={id} updated={it.last_seen} />
              </div>
              <div className="column side">
                <Notes incident={it} add={() => setNoting(true)} />
                <Related ids={it.related} />
              </div>
            </div>
            {allowing && <AllowDialog detections={it.detections} attackers={it.attackers} close={() => setAllowing(false)} />}
          </>
        )}
      </Loaded>
      {noting && <NoteDialog id={id} close={() => setNoting(false)} />}
    </div>
  );
}
