// One anomaly: who, how odd, and feature by feature what was usual and what was seen.
import type { Anomaly } from "../api/model";
import { Link } from "../router/Link";
import { incidentPath } from "../router/router";
import { Address } from "../ui/Address";
import { number, spaced } from "../ui/format";
import { Time } from "../ui/Time";
import { Wire } from "../ui/Wire";
import { Features } from "./Features";

export function AnomalyCard({ of }: { of: Anomaly }) {
  return (
    <li className="anomaly">
      <div className="anomaly-head">
        <Address of={of.subject || null} />
        <span className="tag">{spaced(of.aspect)}</span>
        <span className="muted"><Time at={of.time} /></span>
        {of.incident_id && <Link to={incidentPath(of.incident_id)}>its incident</Link>}
      </div>
      <p><Wire text={of.summary} length={400} /></p>
      <p className="muted figure">{`Score ${number(of.score)}, the line is at ${number(of.threshold)}; harmless traffic is as odd ${rate(of.as_odd_a_day)}.`}</p>
      <Features of={of.features} />
    </li>
  );
}

function rate(aDay: number): string {
  if (aDay <= 0) return "never";
  return aDay >= 1 ? `${number(aDay)} times a day` : `once in ${number(1 / aDay)} days`;
}
