// Who and what carries the most bytes.
import { useState } from "react";
import { address } from "../api/http";
import type { TopEntry } from "../api/types";
import { BarList } from "../charts/BarList";
import { Link } from "../router/Link";
import { flowsPath } from "../router/router";
import { useResource } from "../state/resource";
import { eventNow, useEventClock } from "../state/stats";
import { Address } from "../ui/Address";
import { bytes } from "../ui/format";
import { Panel } from "../ui/Panel";
import { Segmented } from "../ui/Segmented";
import { Empty, Loaded } from "../ui/States";
import { Wire } from "../ui/Wire";

const kinds = [["host", "Hosts"], ["service", "Services"], ["port", "Ports"]] as const;
type Kind = (typeof kinds)[number][0];
const span = 86_400_000;

export function TopTalkers() {
  const [kind, setKind] = useState<Kind>("host");
  const ready = useEventClock();
  const top = useResource<{ items: TopEntry[] }>(!ready ? null : () => address("/api/traffic/top", { by: kind, since: new Date(eventNow() - span).toISOString(), limit: 8 }), { key: `top ${kind}`, every: 10_000 });
  return (
    <Panel title="Most bytes" note="24 h" className="talkers-panel" tools={<Segmented label="Of" options={kinds} value={kind} choose={setKind} />}>
      <Loaded from={top} what="Loading">
        {({ items }) => items.length === 0 ? <Empty title="No traffic yet." /> : (
          <BarList label="Most bytes" bars={items.map((one) => ({ key: one.key, name: <Name kind={kind} of={one} />, value: one.bytes, text: bytes(one.bytes), note: kind === "host" && one.home === false ? "outside" : undefined }))} />
        )}
      </Loaded>
    </Panel>
  );
}

function Name({ kind, of }: { kind: Kind; of: TopEntry }) {
  if (kind === "host") return <Address of={of.key} />;
  return <Link to={flowsPath(`${kind}:${of.key}`)}><Wire text={of.key} length={30} /></Link>;
}
