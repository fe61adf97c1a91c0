// Which model explains incidents and audits rows, what it may cost, and what became of its answers.
import { useResource } from "../state/resource";
import type { AnalystSettings, AnalystStanding } from "../api/analyst";
import { count } from "../ui/format";
import { Meter } from "../ui/Meter";
import { Panel } from "../ui/Panel";
import { Loaded } from "../ui/States";
import { Wire } from "../ui/Wire";
import { ModelForm } from "./ModelForm";

export function ModelPage() {
  const settings = useResource<AnalystSettings>("/api/analyst", { every: 10_000 });
  return (
    <div className="page">
      <h1>Model</h1>
      <p className="muted lead">Without a model everything is explained from templates, offline. A model may write more freely; the program strikes what the evidence does not support.</p>
      <Loaded from={settings} what="Loading the settings" absent="This service has no analyst.">
        {(data) => (
          <div className="columns story-columns">
            <ModelForm of={data} applied={settings.replace} />
            <Standing of={data} />
          </div>
        )}
      </Loaded>
    </div>
  );
}

const states: Record<AnalystStanding["state"], string> = { none: "no model is set up", ok: "ready", limited: "its budget is used up for now", broken: "it failed several times and is left alone for a while", offline: "offline: nothing leaves this machine" };

function Standing({ of }: { of: AnalystSettings }) {
  const { standing } = of;
  const rows: [string, number][] = [["asked", standing.asked], ["answered from memory", standing.cached], ["failed", standing.failed], ["claims kept", standing.claims_kept], ["claims struck", standing.claims_struck]];
  return (
    <Panel title="How it stands" note="since the start">
      <p className={standing.state === "ok" || standing.state === "none" ? "" : "warning"}>{states[standing.state] ?? standing.state}</p>
      {of.backend !== "none" && <div className="meters"><Meter label="this minute" used={standing.used_minute} of={of.per_minute} /><Meter label="today" used={standing.used_day} of={of.per_day} /></div>}
      <table className="table counters"><tbody>{rows.map(([name, value]) => <tr key={name}><th scope="row">{name}</th><td className="number figure">{count(value)}</td></tr>)}</tbody></table>
      {standing.last_error && <p className="error"><Wire text={standing.last_error} length={300} /></p>}
    </Panel>
  );
}
