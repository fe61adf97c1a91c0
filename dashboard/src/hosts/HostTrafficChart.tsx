// Bytes in and out over time.
import { useMemo } from "react";
import type { HostTraffic } from "../api/types";
import { StackedArea } from "../charts/StackedArea";
import { clock } from "../state/settings";
import { useStore } from "../state/store";
import { bytes, time } from "../ui/format";
import { Empty } from "../ui/States";

export function HostTrafficChart({ traffic }: { traffic: HostTraffic[] }) {
  const zone = useStore(clock);
  const times = useMemo(() => traffic.map((point) => time(point.time, zone, false).slice(0, 5)), [traffic, zone]);
  const layers = useMemo(() => [
    { name: "received", colour: "inbound" as const, values: traffic.map((point) => point.bytes_in) },
    { name: "sent", colour: "outbound" as const, values: traffic.map((point) => point.bytes_out) },
  ], [traffic]);
  if (traffic.length === 0) return <Empty title="No traffic is stored for this host." />;
  return <StackedArea label="Traffic of this host" times={times} layers={layers} unit={bytes} height={180} />;
}
