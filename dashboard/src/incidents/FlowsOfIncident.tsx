// The flows that show an incident.
import type { Flow } from "../api/types";
import { FlowTable } from "../flows/FlowTable";
import { useResource } from "../state/resource";
import { Folded } from "../ui/Folded";
import { Panel } from "../ui/Panel";
import { Empty, Loaded } from "../ui/States";

export function FlowsOfIncident({ id, updated }: { id: string; updated: string }) {
  const flows = useResource<{ items: Flow[] }>(() => `/api/incidents/${encodeURIComponent(id)}/flows`, { key: `flows of ${id} ${updated}` });
  return (
    <Panel title="Flows" note={flows.data ? String(flows.data.items.length) : undefined}>
      <Loaded from={flows} what="Loading flows">
        {(data) => data.items.length === 0
          ? <Empty title="No flows are stored for it.">They may be still open, or older than what is kept.</Empty>
          : <Folded items={data.items} most={12}>{(shown) => <FlowTable flows={shown} label="Flows of this incident" />}</Folded>}
      </Loaded>
    </Panel>
  );
}
