// One audit: how far it is, what it found and in which rows, what was struck, and everything to take away.
import { useState } from "react";
import type { Audit } from "../api/analyst";
import { Link } from "../router/Link";
import { go } from "../router/router";
import { useResource } from "../state/resource";
import { Button } from "../ui/Button";
import { download } from "../ui/download";
import { count, plural, seconds } from "../ui/format";
import { Panel } from "../ui/Panel";
import { Empty, Loaded } from "../ui/States";
import { Time } from "../ui/Time";
import { visible, Wire } from "../ui/Wire";
import { forget, isRunning } from "./AuditorPage";
import { AuditRows } from "./AuditRows";
import { Findings } from "./Findings";
import { Progress } from "./Progress";

export function AuditPage({ id }: { id: string }) {
  const [running, setRunning] = useState(true);
  const url = `/api/auditor/${encodeURIComponent(id)}`;
  const audit = useResource<Audit>(url, { every: running ? 1_000 : undefined });
  if (running && audit.data && !isRunning(audit.data)) setRunning(false);
  return (
    <div className="page">
      <Link to="/auditor" className="back">← AI Auditor</Link>
      <Loaded from={audit} what="Loading the audit" absent="There is no such audit. Audits are forgotten when the service stops.">
        {(it) => (
          <>
            <div className="page-head">
              <h1>{visible(it.id)}</h1>
              <div className="form-end">
                {!isRunning(it) && it.findings.length + it.struck.length > 0 && (
                  <>
                    <a className="button" href={`${url}/findings.csv`} download={`${it.id}.csv`}>Findings as CSV</a>
                    <Button onClick={() => download(`${it.id}.json`, "application/json", JSON.stringify(it, null, 2))}>All as JSON</Button>
                  </>
                )}
                <Button needs="analyst" kind={isRunning(it) ? "danger" : "quiet"} onClick={() => void forget(it).then((done) => done && go("/auditor"))}>{isRunning(it) ? "Cancel" : "Remove"}</Button>
              </div>
            </div>
            {isRunning(it) && <Progress of={it} />}
            <p className="muted">
              {`${it.state}: ${plural(it.rows_read, "row")} of ${it.source} read, ${count(it.rows.length)} after the same were folded; ${seconds(it.elapsed_seconds)}, started `}<Time at={it.started} />
              {it.model ? <>; asked <Wire text={it.model} length={60} /></> : "; no model was asked"}
            </p>
            {it.message && <p className={it.state === "failed" ? "error" : "muted"}><Wire text={it.message} length={500} /></p>}
            <Panel title="Findings" note={it.findings.length > 0 ? count(it.findings.length) : undefined}>
              {it.findings.length === 0 ? <Empty title={isRunning(it) ? "None so far." : "Nothing was found in these rows."} /> : <Findings of={it} />}
              {it.struck.length > 0 && <Struck of={it} />}
            </Panel>
            {it.rows.length > 0 && <AuditRows rows={it.rows} />}
          </>
        )}
      </Loaded>
    </div>
  );
}

function Struck({ of }: { of: Audit }) {
  return (
    <details className="struck">
      <summary>{`${plural(of.struck.length, "finding")} of the model struck: its rows do not support ${of.struck.length === 1 ? "it" : "them"}`}</summary>
      <ul>{of.struck.map((one, index) => <li key={index}><s><Wire text={one.text} length={600} /></s><p className="muted">Struck because: <Wire text={one.reason} length={300} /></p></li>)}</ul>
    </details>
  );
}
