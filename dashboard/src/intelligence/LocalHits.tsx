// What this machine knows of an address, domain or fingerprint without asking anybody: lists it stands on, where it lies.
import { address } from "../api/http";
import type { LocalKnowledge } from "../api/intelligence";
import { useResource } from "../state/resource";
import { percent } from "../ui/format";
import { Panel } from "../ui/Panel";
import { Loaded } from "../ui/States";
import { Wire } from "../ui/Wire";
import { PlaceText } from "./PlaceText";

export function LocalHits({ subject }: { subject: string }) {
  const local = useResource<LocalKnowledge>(address("/api/intelligence/indicators", { subject }));
  if (local.missing) return null;
  return (
    <Panel title="On this machine" note="blocklists and mmdb files; nothing was sent">
      <Loaded from={local} what="Looking at the lists">
        {({ hit, place }) => (
          <dl className="facts">
            <div><dt>Blocklists</dt><dd>{!hit ? "on none of your lists" : (
              <ul className="listings">{hit.listings.map((one) => <li key={one.list}><b className="bad"><Wire text={one.list} length={60} /></b> <span className="muted figure">{`${percent(one.confidence)} believed`}</span>{one.label && <> says <Wire text={one.label} length={120} /></>}</li>)}
                <li className="muted">by its entry <code><Wire text={hit.indicator} length={100} /></code></li></ul>
            )}</dd></div>
            <div><dt>Where</dt><dd>{place ? <PlaceText of={place} /> : <span className="muted">not known</span>}</dd></div>
          </dl>
        )}
      </Loaded>
    </Panel>
  );
}
