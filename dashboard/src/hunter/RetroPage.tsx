// The retro-hunt: simple rules over everything that is stored, its alerts, and what was taken of routers' logs.
import type { IngestReport } from "../api/hunting";
import { useResource } from "../state/resource";
import { count } from "../ui/format";
import { Panel } from "../ui/Panel";
import { Loaded } from "../ui/States";
import { RetroForm } from "./RetroForm";
import { ScoutAlerts } from "./ScoutAlerts";

export function RetroPage() {
  const ingested = useResource<IngestReport>("/api/hunter/router-log", { every: 15_000 });
  return (
    <div className="page">
      <h1>Retro-hunt</h1>
      <p className="muted lead">Looks back: scans and unusual numbers of connections in stored flows and in routers' logs. The same is told once a day.</p>
      <Loaded from={ingested} what="Asking the hunter" absent="This service has no retro-hunt.">
        {(router) => (
          <>
            <RetroForm />
            <ScoutAlerts />
            <RouterLog of={router} />
          </>
        )}
      </Loaded>
    </div>
  );
}

function RouterLog({ of }: { of: IngestReport }) {
  const rows: [string, number][] = [["lines taken", of.lines], ["events", of.events], ["known before", of.known], ["kept, but no firewall event", of.unparsed], ["old ones gone to make room", of.evicted]];
  return (
    <Panel title="Routers' logs" note="syslog by UDP or file">
      {of.lines === 0 ? <p className="muted quiet-line">No line was taken yet. <code>netsentinel watch --help</code> says how a router can send its log here.</p>
        : <table className="table counters"><tbody>{rows.map(([name, value]) => <tr key={name}><th scope="row">{name}</th><td className="number figure">{count(value)}</td></tr>)}</tbody></table>}
    </Panel>
  );
}
