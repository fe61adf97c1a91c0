// What left the machine, and what was refused before it could: the owner's view of the one gate to the outside.
import type { OutboundCall } from "../api/intelligence";
import { useResource } from "../state/resource";
import { may, role, session } from "../state/session";
import { useStore } from "../state/store";
import { spaced } from "../ui/format";
import { Empty, Loaded } from "../ui/States";
import { Time } from "../ui/Time";
import { Wire } from "../ui/Wire";

export function CallsPage() {
  const state = useStore(session);
  return (
    <div className="page">
      <h1>What left this machine</h1>
      <p className="muted lead">Every call to the outside passes one gate and is listed here: when, to whom, what for, what came. Never a key or a body.</p>
      {may(state, "analyst") ? <Inside /> : <Empty title="For analysts and admins only.">{`You are signed in as ${role(state)}.`}</Empty>}
    </div>
  );
}

function Inside() {
  const calls = useResource<{ items: OutboundCall[] }>("/api/intelligence/calls?limit=200", { every: 10_000 });
  return (
    <Loaded from={calls} what="Loading the calls" absent="This service makes no calls to the outside.">
      {({ items }) => items.length === 0 ? <Empty title="Nothing left this machine." /> : (
        <div className="table-frame panel" tabIndex={0} role="region" aria-label="Calls to the outside">
          <table className="table">
            <thead><tr><th scope="col">When</th><th scope="col">Service</th><th scope="col">To</th><th scope="col">What for</th><th scope="col">Left</th><th scope="col">Outcome</th></tr></thead>
            <tbody>{items.map((one, index) => (
              <tr key={index}>
                <td><Time at={one.at} /></td><td><Wire text={one.service} length={30} /></td><td><code><Wire text={one.target} length={60} /></code></td>
                <td className="wide"><Wire text={one.purpose} length={80} /></td><td>{one.left ? "yes" : <span className="muted">refused</span>}</td><td className="wide"><Wire text={spaced(one.outcome)} length={100} /></td>
              </tr>
            ))}</tbody>
          </table>
        </div>
      )}
    </Loaded>
  );
}
