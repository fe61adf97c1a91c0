// How sure and how bad, 0 to 100.
import type { Severity } from "../api/types";

export function Score({ value, severity }: { value: number; severity: Severity }) {
  return (
    <span className="score" title={`Score ${value} of 100`}>
      <span className="figure"><span className="hidden">score </span>{value}</span>
      <span className="score-track" aria-hidden="true"><span className={severity} style={{ width: `${Math.min(100, Math.max(0, value))}%` }} /></span>
    </span>
  );
}
