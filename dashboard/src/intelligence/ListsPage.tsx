// Blocklists on this machine: what is in force, each list with what of it could not be taken; adding, switching, removing.
import { useState } from "react";
import type { Indicators } from "../api/intelligence";
import { useResource } from "../state/resource";
import { Button } from "../ui/Button";
import { bytes, count, plural, seconds, spaced } from "../ui/format";
import { Panel } from "../ui/Panel";
import { Empty, Loaded } from "../ui/States";
import { Time } from "../ui/Time";
import { Wire } from "../ui/Wire";
import { AddList } from "./AddList";
import { ListCard } from "./ListCard";

export function ListsPage() {
  const lists = useResource<Indicators>("/api/intelligence/lists", { every: 10_000 });
  const [adding, setAdding] = useState(false);
  return (
    <div className="page">
      <div className="page-head"><h1>Blocklists</h1>{lists.data && <Button needs="admin" kind="main" onClick={() => setAdding(true)}>Add a list…</Button>}</div>
      <p className="muted lead">Addresses, blocks, domains and TLS fingerprints that are known to be bad, matched while traffic is read. A hit is an incident at once; nothing is asked outside for it.</p>
      <Loaded from={lists} what="Loading the lists" absent="This service has no blocklists.">
        {(data) => (
          <>
            <Facts of={data} />
            {data.lists.length === 0 ? <Empty title="There are no lists yet.">Plain lists, CIDR blocks, hosts files, CSV, STIX 2.1 and MISP feeds can be added.</Empty>
              : <div className="rules">{data.lists.map((one) => <ListCard key={one.id} list={one} changed={lists.refetch} />)}</div>}
            <Geo of={data} />
            {adding && <AddList close={() => setAdding(false)} added={lists.refetch} />}
          </>
        )}
      </Loaded>
    </div>
  );
}

function Facts({ of }: { of: Indicators }) {
  const { entries, past } = of;
  return (
    <dl className="facts panel padded">
      <div><dt>Addresses</dt><dd className="figure">{`${count(entries.addresses)} and ${plural(entries.blocks, "block")}`}</dd></div>
      <div><dt>Domains</dt><dd className="figure">{count(entries.domains)}</dd></div>
      <div><dt>TLS fingerprints</dt><dd className="figure">{count(entries.fingerprints)}</dd></div>
      <div><dt>In memory</dt><dd className="figure">{`${bytes(of.bytes)}, read in ${seconds(of.load_seconds)}`}</dd></div>
      <div><dt>In force since</dt><dd><Time at={of.loaded} /></dd></div>
      {of.refused > 0 && <div><dt>Without room</dt><dd className="figure attention">{plural(of.refused, "entry", "entries")}</dd></div>}
      <div><dt>New entries, looked up in the past</dt><dd className="figure">{past.state === "running" ? `searching, ${plural(past.flows, "flow")} so far` : past.finished ? <>{`${plural(past.hits, "hit")} in ${plural(past.flows, "flow")}, `}<Time at={past.finished} /></> : <span className="muted">not yet</span>}</dd></div>
    </dl>
  );
}

function Geo({ of }: { of: Indicators }) {
  return (
    <Panel title="Countries and networks" note="files on this machine; nobody is guilty by country">
      {of.geo.length === 0 ? <p className="muted quiet-line">No mmdb file was given, so nothing is known of where addresses lie.</p> : (
        <ul className="geo-files">{of.geo.map((file) => (
          <li key={file.path}><b><Wire text={spaced(file.type)} length={60} /></b> <code><Wire text={file.path} length={120} /></code> {file.problem ? <span className="error"><Wire text={file.problem} length={200} /></span> : <span className="muted">built <Time at={file.built} /></span>}</li>
        ))}</ul>
      )}
    </Panel>
  );
}
