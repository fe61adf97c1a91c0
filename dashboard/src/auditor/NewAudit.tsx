// What is to be looked through: source, least risk, kinds, time, how many rows, and what the model is told.
import type { FormEvent } from "react";
import { useState } from "react";
import { longPatience, post, words } from "../api/http";
import type { AnalystSettings, Audit, AuditorPrompt, AuditSource } from "../api/analyst";
import type { Severity } from "../api/types";
import { windows } from "../incidents/query";
import { Link } from "../router/Link";
import { useResource } from "../state/resource";
import { may, session } from "../state/session";
import { eventNow } from "../state/stats";
import { useStore } from "../state/store";
import { Check } from "../ui/Check";
import { Panel } from "../ui/Panel";
import { Segmented } from "../ui/Segmented";
import { levels } from "../ui/Severity";
import { Wire } from "../ui/Wire";
import { ExternalLog } from "./ExternalLog";
import { KindPicker } from "./KindPicker";

const sources: [AuditSource, string][] = [["alerts", "Alerts"], ["incidents", "Incidents"], ["flows", "Flows"], ["external", "A log of mine"]];

export function NewAudit({ started }: { started: (audit: Audit) => void }) {
  const [source, setSource] = useState<AuditSource>("alerts");
  const [risk, setRisk] = useState<Severity>("high");
  const [kinds, setKinds] = useState<string[]>([]);
  const [window, setWindow] = useState("");
  const [rows, setRows] = useState("600");
  const [prompt, setPrompt] = useState("analyst");
  const [useModel, setUseModel] = useState(true);
  const [log, setLog] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const prompts = useResource<{ items: AuditorPrompt[] }>("/api/auditor-prompts");
  const model = useResource<AnalystSettings>("/api/analyst");
  const allowed = may(useStore(session), "analyst");
  const external = source === "external";
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || !allowed) return;
    setBusy(true);
    setError(null);
    const span = windows[window as keyof typeof windows];
    const since = span && !external ? new Date(eventNow() - span * 1000).toISOString() : null;
    try {
      started(await post<Audit>("/api/auditor", { source, min_risk: risk, kinds, since, max_rows: Number(rows), prompt, use_model: useModel, ...(external ? { log } : {}) }, longPatience));
    } catch (cause) {
      setError(words(cause));
      setBusy(false);
    }
  };
  return (
    <Panel title="New audit">
      <form className="new-audit" aria-label="New audit" onSubmit={send}>
        <div className="inline-form">
          <Segmented label="What to look through" options={sources} value={source} choose={(next) => { setSource(next); setKinds([]); setRisk(next === "flows" || next === "external" ? "info" : "high"); }} />
          <label className="select">Risk at least
            <select value={risk} onChange={(event) => setRisk(event.target.value as Severity)}>{levels.map((level) => <option key={level}>{level}</option>)}</select>
          </label>
          {!external && (
            <label className="select">From the last
              <select value={window} onChange={(event) => setWindow(event.target.value)}><option value="">of everything</option>{Object.keys(windows).map((name) => <option key={name}>{name}</option>)}</select>
            </label>
          )}
          <label className="select">At most <input type="number" className="short" min={1} max={5000} required value={rows} onChange={(event) => setRows(event.target.value)} /> rows</label>
        </div>
        <KindPicker source={source} kinds={kinds} change={setKinds} />
        {external && <ExternalLog text={log} change={setLog} />}
        <div className="inline-form">
          <Check label="Ask the model" on={useModel} change={setUseModel} />
          <label className="select">as
            <select value={prompt} disabled={!useModel} onChange={(event) => setPrompt(event.target.value)}>
              {(prompts.data?.items ?? [{ name: "analyst", title: "analyst", changed: false, text: "" }]).map((one) => <option key={one.name} value={one.name}>{one.title}{one.changed ? " (your text)" : ""}</option>)}
            </select>
          </label>
          <Link to="/auditor/prompts">Change what it is told</Link>
          <p className="muted">{!useModel ? "Rows are grouped and ranked by the program alone." : model.data && <Standing of={model.data} />}</p>
        </div>
        {error && <p className="error" role="alert">{error}</p>}
        <div className="form-end">
          {!allowed && <span className="muted">Auditing needs the analyst role.</span>}
          <button type="submit" className="button main" disabled={busy || !allowed || (external && !log.trim())}>{busy ? "Starting…" : "Start"}</button>
        </div>
      </form>
    </Panel>
  );
}

function Standing({ of }: { of: AnalystSettings }) {
  if (of.backend === "none") return <>No model is set up, so rows are grouped and ranked by the program. <Link to="/auditor/model">Set one up</Link></>;
  return <><Wire text={`${of.backend} ${of.model}`} length={60} /> {of.standing.state === "ok" ? "will be asked" : `is ${of.standing.state}`}{of.pseudonyms ? "; addresses under other names." : "; addresses as they are."}</>;
}
