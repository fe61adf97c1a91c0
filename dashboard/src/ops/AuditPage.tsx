// Who changed what, when; and whether the chain of entries is whole.
import { useState } from "react";
import { get, words } from "../api/http";
import type { AuditEntry } from "../api/types";
import { useResource } from "../state/resource";
import { may, session } from "../state/session";
import { useStore } from "../state/store";
import { Button } from "../ui/Button";
import { Empty, Loaded } from "../ui/States";
import { Time } from "../ui/Time";
import { Wire } from "../ui/Wire";
import { NeedsAdmin } from "./NeedsAdmin";

interface Log { items: AuditEntry[]; intact: boolean; next_cursor: string | null }

export function AuditPage() {
  const admin = may(useStore(session), "admin");
  return <div className="page"><h1>Audit log</h1>{admin ? <Inside /> : <NeedsAdmin what="The audit log" />}</div>;
}

function Inside() {
  const log = useResource<Log>("/api/audit?limit=100");
  const [more, setMore] = useState<{ items: AuditEntry[]; cursor: string | null } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const cursor = more ? more.cursor : log.data?.next_cursor ?? null;
  const load = () => get<Log>("/api/audit", { limit: 100, cursor })
    .then((page) => setMore({ items: [...(more?.items ?? []), ...page.items], cursor: page.next_cursor }))
    .catch((cause) => setProblem(words(cause)));
  return (
    <Loaded from={log} what="Loading the audit log">
      {(data) => (
        <>
          <p className={data.intact ? "muted lead" : "error"} role="status">{data.intact ? "Each entry holds the hash of the one before; the chain is whole." : "The chain is broken: an entry was changed or removed outside of NetSentinel."}</p>
          {data.items.length === 0 ? <Empty title="Nothing was changed yet." /> : (
            <div className="table-frame panel" tabIndex={0} role="region" aria-label="Audit log">
              <table className="table">
                <thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">Role</th><th scope="col">Did</th><th scope="col">To</th><th scope="col">Detail</th><th scope="col">Hash</th></tr></thead>
                <tbody>{[...data.items, ...(more?.items ?? [])].map((one) => (
                  <tr key={one.id}>
                    <td><Time at={one.at} /></td><td><Wire text={one.who} length={32} /></td><td>{one.role ? <span className="role">{one.role}</span> : "–"}</td><td>{one.action}</td>
                    <td>{one.target ? <Wire text={one.target} length={48} /> : "–"}</td>
                    <td className="wide">{one.detail ? <Wire text={typeof one.detail === "string" ? one.detail : JSON.stringify(one.detail)} length={120} /> : "–"}</td>
                    <td><code className="muted" title={one.hash}>{one.hash.slice(0, 10)}</code></td>
                  </tr>
                ))}</tbody>
              </table>
            </div>
          )}
          {problem && <p className="error" role="alert">{problem}</p>}
          {cursor && <Button className="more" onClick={() => void load()}>Show more</Button>}
        </>
      )}
    </Loaded>
  );
}
