// What the shapes mean.
import { levels, SeverityMark } from "../ui/Severity";

export function GraphLegend() {
  return (
    <div className="graph-legend" aria-hidden="true">
      <span><svg viewBox="0 0 16 16"><path d="M8 2 15 14H1z" /></svg>attacker</span>
      <span><svg viewBox="0 0 16 16"><circle cx="8" cy="8" r="6" className="hollow" /></svg>victim</span>
      <span><svg viewBox="0 0 16 16"><path d="M8 1 15 8 8 15 1 8z" /></svg>both</span>
      <span className="gap" />
      {levels.map((level) => <span key={level}><SeverityMark level={level} />{level}</span>)}
    </div>
  );
}
