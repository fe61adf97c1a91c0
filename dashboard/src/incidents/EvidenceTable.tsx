// The numbers that crossed the line, beside the line.
import type { Evidence, EvidenceValue } from "../api/types";
import { number, spaced } from "../ui/format";
import { Wire } from "../ui/Wire";

export function EvidenceTable({ evidence }: { evidence: Evidence[] }) {
  if (evidence.length === 0) return null;
  return (
    <dl className="evidence">
      {evidence.map((one) => (
        <div key={one.name} className={one.threshold !== undefined && one.threshold !== null ? "against" : Array.isArray(one.value) ? "long" : ""}>
          <dt>{spaced(one.name)}</dt>
          <dd>
            <Value of={one.value} />
            {one.threshold !== undefined && one.threshold !== null && <Threshold value={one.value} line={one.threshold} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Value({ of }: { of: EvidenceValue }) {
  if (of === null) return <span className="muted">not known</span>;
  if (Array.isArray(of)) return <span className="values">{of.map((one, index) => <Wire key={index} text={String(one)} length={60} className="value-chip" />)}</span>;
  if (typeof of === "number") return <b className="figure">{number(of)}</b>;
  return <b><Wire text={String(of)} length={200} /></b>;
}

function Threshold({ value, line }: { value: EvidenceValue; line: number }) {
  const most = typeof value === "number" ? Math.max(value, line, 1e-12) * 1.05 : null;
  return (
    <>
      <span className="muted">threshold <span className="figure">{number(line)}</span></span>
      {most !== null && typeof value === "number" && (
        <span className="gauge" aria-hidden="true">
          <span className="gauge-value" style={{ width: `${Math.max(1, (value / most) * 100)}%` }} />
          <span className="gauge-line" style={{ left: `${(line / most) * 100}%` }} />
        </span>
      )}
    </>
  );
}
