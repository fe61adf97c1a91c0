// The fifty flows with the most recent bytes, each second. Pausing keeps what is on screen.
import { useEffect, useRef, useState } from "react";
import { liveFlows, readFlows } from "../state/live";
import { useStore } from "../state/store";
import { Button } from "../ui/Button";
import { Panel } from "../ui/Panel";
import { Empty, Loading } from "../ui/States";
import { Time } from "../ui/Time";
import { liveColumns } from "./columns";
import { FlowTable } from "./FlowTable";

export function LiveFlows() {
  useEffect(() => readFlows(), []);
  const live = useStore(liveFlows);
  const [paused, setPaused] = useState(false);
  const kept = useRef(live);
  if (!paused) kept.current = live;
  const shown = kept.current;
  return (
    <Panel
      title="Now"
      note={shown ? <Time at={shown.timestamp} /> : undefined}
      tools={<Button aria-pressed={paused} onClick={() => setPaused(!paused)}>{paused ? "Resume" : "Pause"}</Button>}
    >
      {shown === null ? <Loading what="Waiting for the first second" /> : shown.flows.length === 0
        ? <Empty title="Nothing moves right now." />
        : <div className="live-flows"><FlowTable flows={shown.flows} columns={liveColumns} label="Live flows" first={{ key: "bps", down: true }} /></div>}
    </Panel>
  );
}
