// Findings as rows, the worst first, each with the rows that prove it.
import { useState } from "react";
import type { Audit } from "../api/analyst";
import type { Severity as Level } from "../api/types";
import { Segmented } from "../ui/Segmented";
import { levelRank, levels, Severity } from "../ui/Severity";
import { visible, Wire } from "../ui/Wire";

export const rowId = (id: string) => `row-${id}`;

export function Findings({ of }: { of: Audit }) {
  const [level, setLevel] = useState<Level | "">("");
  const there = levels.filter((one) => of.findings.some((finding) => finding.risk === one));
  const shown = of.findings.filter((finding) => !level || finding.risk === level).sort((a, b) => levelRank[b.risk] - levelRank[a.risk]);
  return (
    <>
      {there.length > 1 && <Segmented label="Risk" options={[["", "All"] as const, ...there.map((one) => [one, one] as const)]} value={level} choose={setLevel} />}
      <div className="table-frame" tabIndex={0} role="region" aria-label="Findings">
        <table className="table">
          <thead><tr><th scope="col">Risk</th><th scope="col">Finding</th><th scope="col">Rows</th><th scope="col">By</th></tr></thead>
          <tbody>
            {shown.map((finding, index) => (
              <tr key={index}>
                <td><Severity level={finding.risk} /></td>
                <td className="wide finding"><Wire text={finding.text} length={600} /></td>
                <td className="wide"><span className="cited">{finding.rows.map((id) => <a key={id} href={`#${rowId(id)}`} aria-label={`Row ${id}`} onClick={(event) => jump(event, id)}>{visible(id).slice(0, 12)}</a>)}</span></td>
                <td>{finding.by === "model" ? <span className="by-model">model</span> : "program"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function jump(event: React.MouseEvent, id: string): void {
  const row = document.getElementById(rowId(id));
  event.preventDefault();
  row?.scrollIntoView({ block: "center" });
  row?.focus({ preventScroll: true });
}
