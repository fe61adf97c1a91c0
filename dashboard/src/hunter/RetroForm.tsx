// How far back to look, for trial or in earnest; and the report of what was looked at.
import type { FormEvent } from "react";
import { useState } from "react";
import { longPatience, post, words } from "../api/http";
import type { RetroReport } from "../api/hunting";
import { refetchAll } from "../state/live";
import { may, session } from "../state/session";
import { useStore } from "../state/store";
import { Address } from "../ui/Address";
import { Check } from "../ui/Check";
import { count, number, plural, spaced } from "../ui/format";
import { Panel } from "../ui/Panel";
import { Time } from "../ui/Time";
import { Wire } from "../ui/Wire";

export function RetroForm() {
  const [since, setSince] = useState("1 day");
  const [dry, setDry] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [report, setReport] = useState<RetroReport | null>(null);
  const allowed = may(useStore(session), "analyst");
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || !allowed) return;
    setBusy(true);
    setError(null);
    try {
      setReport(await post<RetroReport>("/api/hunter/retro", { since: since.trim() || null, dry_run: dry }, longPatience));
      if (!dry) refetchAll();
    } catch (cause) {
      setError(words(cause));
    }
    setBusy(false);
  };
  return (
    <Panel title="Look back">
      <form className="inline-form" onSubmit={send} aria-label="Look back">
        <label className="select">The last <input type="text" maxLength={60} spellCheck={false} placeholder="1 hour 30 minutes" value={since} onChange={(event) => setSince(event.target.value)} /></label>
        <Check label="For trial: keep nothing" on={dry} change={setDry} />
        <button type="submit" className="button main" disabled={busy || !allowed}>{busy ? "Looking…" : "Look back"}</button>
        {!allowed && <span className="muted">Looking back needs the analyst role.</span>}
      </form>
      {error && <p className="error" role="alert">{error}</p>}
      {report && <Report of={report} />}
    </Panel>
  );
}

function Report({ of }: { of: RetroReport }) {
  return (
    <div className="hunt report" role="status">
      <p>{`${plural(of.events, "event")} from `}<Time at={of.since} />{" to "}<Time at={of.until} />{`: ${of.dry_run ? `${plural(of.alerts.filter((one) => one.outcome === "would").length, "alert")} would be kept` : `${plural(of.inserted, "alert")} kept`}, ${count(of.skipped)} passed over.`}{of.unreadable > 0 && <span className="attention">{` ${plural(of.unreadable, "row")} with a time that could not be read.`}</span>}</p>
      {of.notes.length > 0 && <ul className="plain">{of.notes.map((note, index) => <li key={index}><Wire text={note} length={300} /></li>)}</ul>}
      {of.alerts.length > 0 && (
        <div className="table-frame" tabIndex={0} role="region" aria-label="What was found">
          <table className="table">
            <thead><tr><th scope="col">Found</th><th scope="col">From</th><th scope="col">To</th><th scope="col" className="number">Score</th><th scope="col">Became</th></tr></thead>
            <tbody>{of.alerts.slice(0, 100).map((one, index) => <tr key={index}><td>{spaced(one.alert_type).slice(0, 60)}</td><td><Address of={one.src_ip} /></td><td><Address of={one.dst_ip} /></td><td className="number figure">{number(one.score)}</td><td>{spaced(one.outcome)}</td></tr>)}</tbody>
          </table>
        </div>
      )}
    </div>
  );
}
