// The features that made an anomaly, the one with the largest part first: in words, and as a small picture of baseline and value.
import type { AnomalyFeature } from "../api/model";
import { Deviation } from "../charts/Deviation";
import { number, percent, spaced } from "../ui/format";

export function Features({ of }: { of: AnomalyFeature[] }) {
  const far = Math.max(0, ...of.map((one) => one.distance));
  return (
    <dl className="deviations">
      {of.map((one) => {
        const below = one.limit < one.usual || (one.limit === one.usual && one.value < one.usual);
        return (
          <div key={one.name}>
            <dt>{spaced(one.name)} <span className="muted figure">{`${percent(one.share)} of it`}</span></dt>
            <dd>
              <Deviation distance={one.distance} far={far} below={below} hot={one.distance > 1} label={`${spaced(one.name)}: ${number(one.value)}, usually ${number(one.usual)}, ${below ? "seldom below" : "seldom above"} ${number(one.limit)}`} />
              <span className="figure"><b>{number(one.value)}</b> <span className="muted">{`usually ${number(one.usual)}, seldom ${below ? "below" : "above"} ${number(one.limit)}`}</span></span>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
