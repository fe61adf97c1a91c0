// What a host is, how much it says, with whom it speaks, and what was found about it.
import type { HostDetail } from "../api/types";
import { IncidentRow } from "../incidents/IncidentRow";
import { LocalHits } from "../intelligence/LocalHits";
import { PlaceText } from "../intelligence/PlaceText";
import { Link } from "../router/Link";
import { flowsPath } from "../router/router";
import { useResource } from "../state/resource";
import { bytes, count, plural } from "../ui/format";
import { Folded } from "../ui/Folded";
import { Panel } from "../ui/Panel";
import { Empty, Loaded } from "../ui/States";
import { Time } from "../ui/Time";
import { visible, Wire } from "../ui/Wire";
import { HostTrafficChart } from "./HostTrafficChart";
import { Where } from "./HostTable";
import { Peers } from "./Peers";
import { Reputation } from "./Reputation";
import { Services } from "./Services";

export function HostPage({ address }: { address: string }) {
  const host = useResource<HostDetail>(`/api/hosts/${encodeURIComponent(address)}`, { every: 15_000 });
  return (
    <div className="page">
      <Link to="/intelligence/hosts" className="back">← Hosts</Link>
      <h1 className="address">{visible(address)}</h1>
      <Loaded from={host} what="Loading the host">
        {(it) => (
          <>
            <dl className="facts panel padded">
              <div><dt>Names</dt><dd>{it.names.length > 0 ? it.names.slice(0, 8).map((name) => <Wire key={name} text={name} length={60} className="value-chip" />) : <span className="muted">none seen</span>}</dd></div>
              <div><dt>Where</dt><dd><Where home={it.home} />{it.place && <> <PlaceText of={it.place} /></>}</dd></div>
              <div><dt>Hardware</dt><dd>{it.mac ? <code>{it.mac}</code> : <span className="muted">not known</span>}{it.vendor && <> <Wire text={it.vendor} length={40} /></>}</dd></div>
              <div><dt>First seen</dt><dd><Time at={it.first_seen} /></dd></div>
              <div><dt>Last seen</dt><dd><Time at={it.last_seen} /></dd></div>
              <div><dt>Traffic</dt><dd className="figure">{`${bytes(it.bytes_out)} sent, ${bytes(it.bytes_in)} received`}</dd></div>
              <div><dt>Flows</dt><dd><Link to={flowsPath(`host:${it.address}`)}>{plural(it.flows, "flow")}</Link></dd></div>
            </dl>
            <Panel title="Incidents" note={it.incidents.length > 0 ? count(it.incidents.length) : undefined}>
              {it.incidents.length === 0 ? <Empty title="No incident names this host." /> : <ol className="incident-list">{it.incidents.map((one) => <IncidentRow key={one.id} incident={one} />)}</ol>}
            </Panel>
            {!it.home && <LocalHits subject={it.address} />}
            <Reputation host={it} />
            <Panel title="Traffic"><HostTrafficChart traffic={it.traffic} /></Panel>
            <div className="columns even">
              <Panel title="Speaks with"><Folded items={it.peers} most={14}>{(shown) => <Peers peers={shown} />}</Folded></Panel>
              <Panel title="Services"><Services services={it.services} /></Panel>
            </div>
          </>
        )}
      </Loaded>
    </div>
  );
}
