// Hosts as rows.
import type { Host } from "../api/types";
import { ConsensusMark } from "../intelligence/ConsensusMark";
import { PlaceText } from "../intelligence/PlaceText";
import { Address } from "../ui/Address";
import { bytes, count } from "../ui/format";
import { Time } from "../ui/Time";
import { visible, Wire } from "../ui/Wire";

export function HostTable({ hosts }: { hosts: Host[] }) {
  return (
    <div className="table-frame panel" tabIndex={0} role="region" aria-label="Hosts">
      <table className="table">
        <thead><tr><th scope="col">Address</th><th scope="col">Names</th><th scope="col">Vendor</th><th scope="col">Where</th><th scope="col">Flagged by</th><th scope="col" className="number">Sent</th><th scope="col" className="number">Received</th><th scope="col" className="number">Flows</th><th scope="col" className="number">Open incidents</th><th scope="col">Last seen</th></tr></thead>
        <tbody>
          {hosts.map((host) => (
            <tr key={host.address}>
              <td><Address of={host.address} /></td>
              <td className="wide">{host.names.length > 0 ? <Wire text={host.names.join(", ")} length={48} /> : <span className="muted">–</span>}</td>
              <td>{host.vendor ? <Wire text={host.vendor} length={28} /> : <span className="muted">–</span>}</td>
              <td><Where home={host.home} />{host.place && <span className="muted" title={visible(host.place.org ?? "")}> <PlaceText of={host.place} brief /></span>}</td>
              <td>{host.consensus ? <ConsensusMark of={host.consensus} quiet /> : <span className="muted">–</span>}</td>
              <td className="number figure">{bytes(host.bytes_out)}</td>
              <td className="number figure">{bytes(host.bytes_in)}</td>
              <td className="number figure">{count(host.flows)}</td>
              <td className="number figure">{host.incidents_open > 0 ? <b className="attention">{count(host.incidents_open)}</b> : <span className="muted">0</span>}</td>
              <td><Time at={host.last_seen} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function Where({ home }: { home: boolean }) {
  return <span className={`where ${home ? "home" : "outside"}`}>{home ? "home" : "outside"}</span>;
}
