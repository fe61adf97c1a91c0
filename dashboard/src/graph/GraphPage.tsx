// Who attacks whom, drawn and listed.
import { useState } from "react";
import { place, refine } from "../router/router";
import { eventNow } from "../state/stats";
import { useStore } from "../state/store";
import { Button } from "../ui/Button";
import { Panel } from "../ui/Panel";
import { plural } from "../ui/format";
import { Segmented } from "../ui/Segmented";
import { Empty, Loaded } from "../ui/States";
import { EdgeList } from "./EdgeList";
import { GraphCanvas } from "./GraphCanvas";
import { GraphLegend } from "./GraphLegend";
import { graphWindows, useGraph } from "./useGraph";
import type { GraphWindow } from "./useGraph";

export function GraphPage() {
  const here = useStore(place);
  const asked = here.query.get("window");
  const window = (graphWindows.find(([key]) => key === asked)?.[0] ?? "24h") as GraphWindow;
  const [paused, setPaused] = useState(false);
  const graph = useGraph(window, paused);
  return (
    <div className="page">
      <h1>Attack graph</h1>
      <div className="filters">
        <Segmented label="Time window" options={graphWindows} value={window} choose={(value) => refine({ window: value === "24h" ? null : value })} />
        <Button aria-pressed={paused} onClick={() => setPaused(!paused)}>{paused ? "Resume" : "Pause"}</Button>
        {graph.data && <span className="muted" role="status">{`${plural(graph.data.nodes.length, "host")}, ${plural(graph.data.edges.length, "connection")}`}</span>}
      </div>
      <Loaded from={graph} what="Loading the graph">
        {(data) => data.nodes.length === 0 ? <Empty title="No attacks in this time.">Hosts that a finding names appear here.</Empty> : (
          <>
            <div className="panel graph-panel"><GraphCanvas graph={data} paused={paused} now={eventNow()} /><GraphLegend /></div>
            <Panel title="The same as a list"><EdgeList edges={data.edges} /></Panel>
          </>
        )}
      </Loaded>
    </div>
  );
}
