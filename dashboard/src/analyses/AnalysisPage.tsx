// What was found in one given capture. These incidents are the capture's own; they are not in the inbox.
import { useState } from "react";
import type { Analysis, Incident } from "../api/types";
import { IncidentHead } from "../incidents/IncidentHead";
import { Story } from "../incidents/Story";
import { Link } from "../router/Link";
import { useResource } from "../state/resource";
import { count } from "../ui/format";
import { Severity } from "../ui/Severity";
import { Empty, Loaded } from "../ui/States";
import { Wire } from "../ui/Wire";

export function AnalysisPage({ id }: { id: string }) {
  const [running, setRunning] = useState(true);
  const analysis = useResource<Analysis>(`/api/analyses/${encodeURIComponent(id)}`, { every: running ? 1_000 : undefined });
  const over = analysis.data && analysis.data.state !== "queued" && analysis.data.state !== "running";
  if (over && running) setRunning(false);
  return (
    <div className="page">
      <Link to="/ops/analyses" className="back">← Analyse captures</Link>
      <Loaded from={analysis} what="Loading the analysis">
        {(it) => (
          <>
            <h1><Wire text={it.name} length={80} /></h1>
            {!over && <progress aria-label="Progress" value={it.progress ?? undefined} max={1} />}
            <p className="muted">{`${it.state}${it.packets ? `, ${count(it.packets)} packets` : ""}`}</p>
            {it.message && <p className={it.state === "failed" ? "error" : "muted"}><Wire text={it.message} length={400} /></p>}
            {it.state === "done" && it.incidents.length === 0 && <Empty title="Nothing was found in this capture." />}
            <div className="analysis-incidents">{it.incidents.map((one) => <One key={one.id} incident={one} open={it.incidents.length === 1} />)}</div>
          </>
        )}
      </Loaded>
    </div>
  );
}

function One({ incident, open }: { incident: Incident; open: boolean }) {
  return (
    <details className="panel" open={open || undefined}>
      <summary><Severity level={incident.severity} /><Wire text={incident.title} length={160} /></summary>
      <div className="padded"><IncidentHead incident={incident} within /><Story incident={incident} /></div>
    </details>
  );
}
