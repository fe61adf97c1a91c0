// Bits per second over time, by protocol or by direction.
import { useMemo, useState } from "react";
import { address } from "../api/http";
import type { Counts, Traffic } from "../api/types";
import { StackedArea } from "../charts/StackedArea";
import type { Colour } from "../charts/colours";
import { useResource } from "../state/resource";
import { clock } from "../state/settings";
import { capture, eventNow, useEventClock } from "../state/stats";
import { useSelect, useStore } from "../state/store";
import { bits, time } from "../ui/format";
import { Panel } from "../ui/Panel";
import { Segmented } from "../ui/Segmented";
import { Empty, Loaded } from "../ui/States";

const ranges = [["15m", "15 min"], ["1h", "1 h"], ["6h", "6 h"], ["24h", "24 h"]] as const;
type Range = (typeof ranges)[number][0];
const reach: Record<Range, { seconds: number; step: string; every: number; points: number }> = {
  "15m": { seconds: 900, step: "second", every: 2_000, points: 180 },
  "1h": { seconds: 3_600, step: "minute", every: 5_000, points: 60 },
  "6h": { seconds: 21_600, step: "minute", every: 10_000, points: 180 },
  "24h": { seconds: 86_400, step: "minute", every: 15_000, points: 144 },
};
const splits = { protocol: ["tcp", "udp", "icmp", "other"], direction: ["inbound", "outbound", "internal", "external"] } as const;
type Split = keyof typeof splits;

export function TrafficPanel() {
  const [chosen, setRange] = useState<Range | null>(null);
  const [split, setSplit] = useState<Split>("protocol");
  // A replay that runs through hours in a minute is looked at by the day.
  const fast = useSelect(capture, ({ data }) => (data?.replay_speed ?? 1) >= 60);
  const range = chosen ?? (fast ? "24h" : "1h");
  const { seconds, step, every } = reach[range];
  const ready = useEventClock();
  const traffic = useResource<Traffic>(!ready ? null : () => {
    const now = eventNow();
    return address("/api/traffic", { since: new Date(now - seconds * 1000).toISOString(), until: new Date(now).toISOString(), step });
  }, { key: `traffic ${range}`, every: fast ? 2_000 : every });
  return (
    <Panel title="Traffic" className="traffic-panel" tools={<>
      <Segmented label="Split" options={[["protocol", "Protocol"], ["direction", "Direction"]] as const} value={split} choose={setSplit} />
      <Segmented label="Time" options={ranges} value={range} choose={setRange} />
    </>}>
      <Loaded from={traffic} what="Loading traffic">
        {(data) => data.items.length === 0 ? <Empty title="No traffic in this time." /> : <Layers traffic={data} split={split} points={reach[range].points} />}
      </Loaded>
    </Panel>
  );
}

function Layers({ traffic, split, points }: { traffic: Traffic; split: Split; points: number }) {
  const zone = useStore(clock);
  const { times, layers } = useMemo(() => {
    const group = Math.max(1, Math.ceil(traffic.items.length / points));
    const names = splits[split];
    const times: string[] = [];
    const values = names.map((): number[] => []);
    for (let start = 0; start < traffic.items.length; start += group) {
      const part = traffic.items.slice(start, start + group);
      times.push(time(part[0]?.time ?? "", zone, false).slice(0, traffic.step_seconds < 60 ? 8 : 5));
      names.forEach((name, index) => {
        const sum = part.reduce((total, point) => total + ((split === "protocol" ? point.by_protocol : point.by_direction) as Counts)[name]!, 0);
        values[index]?.push(((sum || 0) * 8) / (part.length * traffic.step_seconds));
      });
    }
    return { times, layers: names.map((name, index) => ({ name, colour: name as Colour, values: values[index] ?? [] })) };
  }, [traffic, split, points, zone]);
  return <StackedArea label={`Traffic by ${split}`} times={times} layers={layers} unit={bits} />;
}
