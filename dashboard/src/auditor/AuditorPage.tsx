// The auditor: rows of the store, or of a log somebody brings, looked through by the program and, where one is set up, a model.
import { useState } from "react";
import { remove, words } from "../api/http";
import type { Audit } from "../api/analyst";
import { Link } from "../router/Link";
import { go } from "../router/router";
import { useResource } from "../state/resource";
import { toast } from "../state/toasts";
import { Button } from "../ui/Button";
import { count, seconds } from "../ui/format";
import { Panel } from "../ui/Panel";
import { Empty, Loaded } from "../ui/States";
import { Time } from "../ui/Time";
import { visible, Wire } from "../ui/Wire";
import { NewAudit } from "./NewAudit";
import { Progress } from "./Progress";

export const auditPath = (id: string) => `/auditor/audits/${encodeURIComponent(id)}`;
export const isRunning = (audit: Audit) => audit.state === "queued" || audit.state === "running";

export function AuditorPage() {
  const [running, setRunning] = useState(true);
  const audits = useResource<{ items: Audit[] }>("/api/auditor", { every: running ? 1_500 : 10_000, key: "/api/auditor" });
  const some = audits.data?.items.some(isRunning) ?? false;
  if (audits.data && some !== running) setRunning(some);
  return (
    <div className="page">
      <h1>AI Auditor</h1>
      <p className="muted lead">Looks through many rows at once for what belongs together. Each finding cites the rows that prove it; what they do not support is struck, and shown.</p>
      <Loaded from={audits} what="Loading the audits" absent="This service has no auditor.">
        {({ items }) => (
          <>
            <NewAudit started={(audit) => go(auditPath(audit.id))} />
            <Panel title="Audits">{items.length === 0 ? <Empty title="Nothing was audited yet." /> : <Audits of={items} changed={audits.refetch} />}</Panel>
          </>
        )}
      </Loaded>
    </div>
  );
}

export async function forget(audit: Audit): Promise<boolean> {
  try {
    await remove(`/api/auditor/${encodeURIComponent(audit.id)}`);
    toast("done", `${visible(audit.id)} was ${isRunning(audit) ? "stopped and " : ""}removed.`);
    return true;
  } catch (cause) {
    toast("failed", `${visible(audit.id)} was not removed: ${words(cause)}`);
    return false;
  }
}

function Audits({ of, changed }: { of: Audit[]; changed: () => void }) {
  return (
    <div className="table-frame" tabIndex={0} role="region" aria-label="Audits">
      <table className="table">
        <thead><tr><th scope="col">Audit</th><th scope="col">Of</th><th scope="col">State</th><th scope="col" className="number">Rows</th><th scope="col" className="number">Findings</th><th scope="col" className="number">Struck</th><th scope="col">Asked</th><th scope="col">Started</th><th scope="col" className="number">Took</th><th scope="col"><span className="hidden">Actions</span></th></tr></thead>
        <tbody>
          {of.map((audit) => (
            <tr key={audit.id}>
              <td><Link to={auditPath(audit.id)}>{visible(audit.id)}</Link></td>
              <td>{audit.source}</td>
              <td className="wide">{isRunning(audit) ? <Progress of={audit} /> : <>{audit.state}{audit.message && <span className="muted"> · <Wire text={audit.message} length={80} /></span>}</>}</td>
              <td className="number figure">{count(audit.rows_read)}</td>
              <td className="number figure">{count(audit.findings.length)}</td>
              <td className="number figure">{count(audit.struck.length)}</td>
              <td>{audit.model ? <Wire text={audit.model} length={40} /> : <span className="muted">no model</span>}</td>
              <td><Time at={audit.started} /></td>
              <td className="number figure">{seconds(audit.elapsed_seconds)}</td>
              <td><Button needs="analyst" kind="quiet" aria-label={`${isRunning(audit) ? "Cancel" : "Remove"} ${audit.id}`} onClick={() => void forget(audit).then((done) => done && changed())}>{isRunning(audit) ? "Cancel" : "Remove"}</Button></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
