// Captures that were given, and the button for those who cannot drop one.
import { useRef } from "react";
import { give } from "../analyses/uploads";
import type { Analysis } from "../api/types";
import { Link } from "../router/Link";
import { useResource } from "../state/resource";
import { Button } from "../ui/Button";
import { count, percent } from "../ui/format";
import { Empty, Loaded } from "../ui/States";
import { Wire } from "../ui/Wire";

export function AnalysesPage() {
  const analyses = useResource<{ items: Analysis[] }>("/api/analyses", { every: 3_000 });
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="page">
      <div className="page-head">
        <h1>Analyse captures</h1>
        <Button needs="analyst" kind="main" onClick={() => input.current?.click()}>Choose a file…</Button>
        <input ref={input} type="file" className="hidden" tabIndex={-1} aria-label="Capture file" accept=".pcap,.pcapng,.cap,.gz" multiple onChange={(event) => {
          if (event.target.files) give(Array.from(event.target.files));
          event.target.value = "";
        }} />
      </div>
      <p className="muted lead">A capture can be dropped on any page. It is read beside the live one; its incidents stay apart from the inbox.</p>
      <Loaded from={analyses} what="Loading analyses">
        {({ items }) => items.length === 0 ? <Empty title="No capture was given yet." /> : (
          <div className="table-frame panel" tabIndex={0} role="region" aria-label="Analyses">
            <table className="table">
              <thead><tr><th scope="col">Capture</th><th scope="col">State</th><th scope="col" className="number">Packets</th><th scope="col" className="number">Incidents</th></tr></thead>
              <tbody>
                {items.map((one) => (
                  <tr key={one.id}>
                    <td><Link to={`/analyses/${encodeURIComponent(one.id)}`}><Wire text={one.name} length={60} /></Link></td>
                    <td>{one.state}{one.state === "running" && typeof one.progress === "number" ? ` ${percent(one.progress)}` : ""}{one.message && <span className="muted"> · <Wire text={one.message} length={80} /></span>}</td>
                    <td className="number figure">{count(one.packets ?? 0)}</td>
                    <td className="number figure">{count(one.incidents?.length ?? 0)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Loaded>
    </div>
  );
}
