// The graph as a table: the same for those who do not see or use the drawing.
import type { GraphEdge } from "../api/types";
import { Link } from "../router/Link";
import { incidentPath } from "../router/router";
import { levelRank, Severity } from "../ui/Severity";
import { Address } from "../ui/Address";
import { count, spaced } from "../ui/format";
import { Time } from "../ui/Time";

export function EdgeList({ edges }: { edges: GraphEdge[] }) {
  const sorted = [...edges].sort((a, b) => levelRank[b.severity] - levelRank[a.severity] || b.count - a.count);
  return (
    <div className="table-frame" tabIndex={0} role="region" aria-label="Who attacked whom">
      <table className="table">
        <thead><tr><th scope="col">Severity</th><th scope="col">Attacker</th><th scope="col">Victim</th><th scope="col">By</th><th scope="col" className="number">Findings</th><th scope="col">Last seen</th><th scope="col">Incident</th></tr></thead>
        <tbody>
          {sorted.map((edge) => (
            <tr key={`${edge.source} ${edge.target} ${edge.rule_name} ${edge.incident_id}`}>
              <td><Severity level={edge.severity} /></td>
              <td><Address of={edge.source} /></td>
              <td><Address of={edge.target} /></td>
              <td>{spaced(edge.rule_name)}{edge.technique && <span className="technique">{edge.technique}</span>}</td>
              <td className="number figure">{count(edge.count)}</td>
              <td><Time at={edge.last_seen} /></td>
              <td>{edge.incident_id && <Link to={incidentPath(edge.incident_id)}>open</Link>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
