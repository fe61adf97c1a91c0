// The other ends.
import type { HostPeer } from "../api/types";
import { Address } from "../ui/Address";
import { bytes, count } from "../ui/format";
import { Empty } from "../ui/States";
import { visible, cut } from "../ui/Wire";
import { Where } from "./HostTable";

export function Peers({ peers }: { peers: HostPeer[] }) {
  if (peers.length === 0) return <Empty title="It spoke with no one." />;
  return (
    <div className="table-frame" tabIndex={0} role="region" aria-label="Peers">
      <table className="table">
        <thead><tr><th scope="col">Peer</th><th scope="col">Where</th><th scope="col">Services</th><th scope="col" className="number">Flows</th><th scope="col" className="number">Bytes</th></tr></thead>
        <tbody>
          {peers.map((peer) => (
            <tr key={peer.address}>
              <td><Address of={peer.address} /></td>
              <td><Where home={peer.home} /></td>
              <td>{cut(visible(peer.services.join(", ")), 60) || "–"}</td>
              <td className="number figure">{count(peer.flows)}</td>
              <td className="number figure">{bytes(peer.bytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
