// The rows as the auditor saw them, the same folded into one.
import type { AuditRow } from "../api/analyst";
import { Address } from "../ui/Address";
import { count, plural, spaced } from "../ui/format";
import { Panel } from "../ui/Panel";
import { Severity } from "../ui/Severity";
import { Time } from "../ui/Time";
import { visible, Wire } from "../ui/Wire";
import { rowId } from "./Findings";

export function AuditRows({ rows }: { rows: AuditRow[] }) {
  return (
    <Panel title="Rows" note={plural(rows.length, "row")}>
      <div className="table-frame audit-rows" tabIndex={0} role="region" aria-label="Rows">
        <table className="table">
          <thead><tr><th scope="col">Row</th><th scope="col">Risk</th><th scope="col">Kind</th><th scope="col">From</th><th scope="col">To</th><th scope="col" className="number">Times</th><th scope="col">Last</th><th scope="col">What it says</th></tr></thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id} id={rowId(row.id)} tabIndex={-1}>
                <td>{visible(row.id)}</td>
                <td><Severity level={row.risk} /></td>
                <td>{spaced(row.kind).slice(0, 60)}</td>
                <td><Address of={row.source || null} /></td>
                <td><Address of={row.destination || null} port={row.port} /></td>
                <td className="number figure">{count(row.hits)}</td>
                <td><Time at={row.last} /></td>
                <td className="wide"><Wire text={row.text} length={160} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
