// The model in force, and the one that is being learnt.
import type { Model } from "../api/model";
import { count, number, percent, plural, seconds, spaced } from "../ui/format";
import { Panel } from "../ui/Panel";
import { Time } from "../ui/Time";

const kinds: Record<Model["kind"], string> = { none: "none", base: "the one that came with the program", own: "your own, learnt here" };
const week = 168;

export function ModelState({ of }: { of: Model }) {
  const { learning } = of;
  return (
    <>
      <dl className="facts panel padded">
        <div><dt>Model in force</dt><dd>{kinds[of.kind] ?? of.kind}{of.kind === "own" && <span className="muted">{`, ${count(of.generation)}. training`}</span>}</dd></div>
        <div><dt>Trained</dt><dd>{of.trained_at ? <Time at={of.trained_at} /> : <span className="muted">{of.kind === "base" ? "before it was shipped" : "never"}</span>}</dd></div>
        <div><dt>From</dt><dd className="figure">{`${plural(of.rows, "row")}${of.days > 0 ? ` of ${number(of.days)} days` : ""}`}</dd></div>
        <div><dt>False alarms allowed</dt><dd className="figure">{of.kind === "none" ? <span className="muted">–</span> : `${number(of.budget)} a day`}</dd></div>
        <div><dt>Hours of the week it knows</dt><dd className="figure">{`${count(of.known_hours)} of ${week}`}<Bar share={of.known_hours / week} /></dd></div>
        <div><dt>Your own baseline</dt><dd className="figure">{!learning.on ? <span className="muted">learning is off</span> : learning.progress < 1 ? <>{`${percent(learning.progress)} learnt`}<Bar share={learning.progress} /></> : "learnt; it follows slowly"}</dd></div>
        <div><dt>Seen so far</dt><dd className="figure">{`${seconds(learning.minutes * 60)} of traffic, ${plural(learning.rows, "row")}`}</dd></div>
        <div><dt>Next training</dt><dd className="figure">{learning.on ? `after ${seconds(learning.minutes_left * 60)} more of traffic` : <span className="muted">–</span>}</dd></div>
        <div><dt>Left out</dt><dd className="figure">{plural(learning.refused, "row")}<span className="muted"> that stood out, or whose host has an open incident</span></dd></div>
      </dl>
      {of.aspects.length > 0 && (
        <Panel title="What it looks at" note={`${of.aspects.length} sides of a host's behaviour`}>
          <div className="table-frame" tabIndex={0} role="region" aria-label="What it looks at">
            <table className="table">
              <thead><tr><th scope="col">Side</th><th scope="col">Features</th><th scope="col" className="number">Learnt from</th><th scope="col" className="number">Stands out from</th></tr></thead>
              <tbody>{of.aspects.map((one) => <tr key={one.name}><td>{spaced(one.name)}</td><td className="wide muted">{one.features.map(spaced).join(", ")}</td><td className="number figure">{plural(one.rows, "row")}</td><td className="number figure">{number(one.threshold)}</td></tr>)}</tbody>
            </table>
          </div>
        </Panel>
      )}
    </>
  );
}

function Bar({ share }: { share: number }) {
  return <span className="meter"><span className="meter-track" aria-hidden="true"><span style={{ width: `${Math.min(1, Math.max(0, share)) * 100}%` }} /></span></span>;
}
