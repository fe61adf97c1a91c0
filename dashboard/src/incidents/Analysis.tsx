// What the analyst makes of an incident: sentences with the events that prove each, what was struck, what it means and what to do first.
import { useEffect, useRef, useState } from "react";
import { longPatience, post, words } from "../api/http";
import type { Claim, IncidentAnalysis } from "../api/analyst";
import type { Incident } from "../api/types";
import { useResource } from "../state/resource";
import { toast } from "../state/toasts";
import { Button } from "../ui/Button";
import { plural, spaced } from "../ui/format";
import { Panel } from "../ui/Panel";
import { Loaded } from "../ui/States";
import { Time } from "../ui/Time";
import { visible, Wire } from "../ui/Wire";
import { Cited } from "./Cited";
import { Playbook } from "./Playbook";
import { PromptPreview } from "./PromptPreview";

export function Analysis({ incident }: { incident: Incident }) {
  const url = `/api/incidents/${encodeURIComponent(incident.id)}/analysis`;
  const analysis = useResource<IncidentAnalysis>(url);
  const { refetch } = analysis;
  // Asked for anew when the incident grew, or when somebody else asked the model; the old one stays until the new one is there.
  const stand = `${incident.last_seen} ${incident.events.length} ${incident.analysis?.made ?? ""}`;
  const shown = useRef(stand);
  useEffect(() => {
    if (shown.current === stand) return;
    shown.current = stand;
    refetch();
  }, [stand, refetch]);
  const [busy, setBusy] = useState(false);
  const [previewing, setPreviewing] = useState(false);
  const ask = async () => {
    setBusy(true);
    try {
      const made = await post<IncidentAnalysis>(url, undefined, longPatience);
      analysis.replace(made);
      if (made.origin === "model") toast("done", `${visible(made.model ?? "The model")} answered.`);
      else toast("notice", made.fallback ? `Made from templates: ${visible(made.fallback)}` : "Made from templates: no model is set up.");
    } catch (cause) {
      toast("failed", `Not analysed: ${words(cause)}`);
    }
    setBusy(false);
  };
  // A service without an analyst has no analysis, and then there is nothing to show.
  if (analysis.missing) return null;
  const known = new Set(incident.events.map((event) => event.id));
  return (
    <>
      <Panel title="Analysis" className="analysis" note={analysis.data && <Author of={analysis.data} />} tools={
        <>
          <Button needs="analyst" kind="quiet" onClick={() => setPreviewing(true)}>What would be sent</Button>
          <Button needs="analyst" busy={busy} onClick={() => void ask()}>{busy ? "Asking…" : "Ask the model again"}</Button>
        </>
      }>
        <Loaded from={analysis} what="Loading the analysis">{(it) => <Body of={it} known={known} />}</Loaded>
      </Panel>
      {analysis.data && analysis.data.playbook.length > 0 && <Playbook steps={analysis.data.playbook} />}
      {previewing && <PromptPreview id={incident.id} close={() => setPreviewing(false)} />}
    </>
  );
}

function Author({ of }: { of: IncidentAnalysis }) {
  return <>{of.origin === "model" ? <>by <Wire text={of.model ?? "a model"} length={60} />, each claim checked against its events</> : "from templates, without a model"}{of.made && <>{" · "}<Time at={of.made} /></>}</>;
}

/** Sentences in a row that rest on the same events read as one paragraph. */
function paragraphs(claims: Claim[]): Claim[][] {
  const out: Claim[][] = [];
  for (const claim of claims) {
    const last = out[out.length - 1];
    if (last && last[0]?.events.join() === claim.events.join()) last.push(claim);
    else out.push([claim]);
  }
  return out;
}

function Body({ of, known }: { of: IncidentAnalysis; known: Set<string> }) {
  const advice: [string, string][] = [["Do first", of.first_step], ["What it means", of.meaning], ["What could make it harmless", of.harmless]];
  const argued = of.techniques.filter((one) => one.argument || one.events.length > 0);
  return (
    <div className="analysis-body">
      {of.fallback && <p className="warning"><Wire text={of.fallback} length={400} /></p>}
      {of.claims.length === 0 ? <p className="muted">Nothing could be said that its events prove.</p> : (
        <ol className="claims">
          {paragraphs(of.claims).map((paragraph, index) => (
            <li key={index}>
              {paragraph.map((claim, place) => (
                <span key={place}><Wire text={claim.text} length={600} />{claim.by === "model" && <span className="by-model" title="A model said this; the program checked it against the events">model</span>}{" "}</span>
              ))}
              <Cited events={paragraph[0]?.events ?? []} known={known} />
            </li>
          ))}
        </ol>
      )}
      {of.struck.length > 0 && (
        <details className="struck">
          <summary>{`${plural(of.struck.length, "claim")} struck: the evidence does not support ${of.struck.length === 1 ? "it" : "them"}`}</summary>
          <ul>
            {of.struck.map((claim, index) => (
              <li key={index}>
                <s><Wire text={claim.text} length={600} /></s>{" "}<Cited events={claim.events} known={known} />
                <p className="muted">Struck because: <Wire text={claim.reason} length={300} /></p>
              </li>
            ))}
          </ul>
        </details>
      )}
      <dl className="advice">
        {advice.filter(([, text]) => text).map(([name, text]) => <div key={name}><dt>{name}</dt><dd><Wire text={text} length={1200} /></dd></div>)}
      </dl>
      {argued.length > 0 && (
        <ul className="argued" aria-label="Techniques">{argued.map((one) => (
          <li key={`${one.id}${one.tactic}`} className={one.argument ? "with-argument" : ""}><span className="technique"><b>{one.id}</b> {one.name} <span className="muted">{spaced(one.tactic)}</span></span>{" "}<Cited events={one.events} known={known} />{one.argument && <span className="muted"> <Wire text={one.argument} length={400} /></span>}</li>
        ))}</ul>
      )}
    </div>
  );
}
