// What it offers and what it uses.
import type { HostService } from "../api/types";
import { bytes, count } from "../ui/format";
import { Empty } from "../ui/States";
import { Wire } from "../ui/Wire";

export function Services({ services }: { services: HostService[] }) {
  if (services.length === 0) return <Empty title="No services were seen." />;
  return (
    <div className="table-frame" tabIndex={0} role="region" aria-label="Services">
      <table className="table">
        <thead><tr><th scope="col">Service</th><th scope="col" className="number">Port</th><th scope="col">As</th><th scope="col" className="number">Flows</th><th scope="col" className="number">Bytes</th></tr></thead>
        <tbody>
          {services.map((one, index) => (
            <tr key={index}>
              <td>{one.service ? <Wire text={one.service} length={30} /> : <span className="muted">unknown</span>}</td>
              <td className="number figure">{one.port ?? "–"}</td>
              <td>{one.side}</td>
              <td className="number figure">{count(one.flows)}</td>
              <td className="number figure">{bytes(one.bytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
