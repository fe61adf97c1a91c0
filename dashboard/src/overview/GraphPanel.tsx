// The attack graph of the last day, small.
import { GraphCanvas } from "../graph/GraphCanvas";
import { useGraph } from "../graph/useGraph";
import { Link } from "../router/Link";
import { eventNow } from "../state/stats";
import { Panel } from "../ui/Panel";
import { Empty, Loaded } from "../ui/States";

export function GraphPanel() {
  const graph = useGraph("24h", false, 60);
  return (
    <Panel title="Attack graph" note="24 h" className="graph-small" tools={<Link to="/graph">Open</Link>}>
      <Loaded from={graph} what="Loading the graph">
        {(data) => data.nodes.length === 0 ? <Empty title="No attacks in the last day." /> : <GraphCanvas graph={data} paused={false} now={eventNow()} small />}
      </Loaded>
    </Panel>
  );
}
