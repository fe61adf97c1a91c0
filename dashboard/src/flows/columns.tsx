// What a flow table can show and sort by.
import type { Flow } from "../api/types";
import { Address } from "../ui/Address";
import { bits, bytes, count, seconds, short, spaced } from "../ui/format";
import { Time } from "../ui/Time";
import { Wire } from "../ui/Wire";

export interface Column { key: string; name: string; by: (flow: Flow) => number | string; show: (flow: Flow) => JSX.Element; number?: boolean; wide?: boolean }

export const stored: Column[] = [
  { key: "start", name: "Started", by: (flow) => flow.start, show: (flow) => <Time at={flow.start} /> },
  { key: "src", name: "From", by: (flow) => flow.src_ip, show: (flow) => <Address of={flow.src_ip} port={port(flow, flow.src_port)} /> },
  { key: "dst", name: "To", by: (flow) => flow.dst_ip, show: (flow) => <Address of={flow.dst_ip} port={port(flow, flow.dst_port)} /> },
  { key: "name", name: "Name", by: (flow) => flow.name ?? "", show: (flow) => (flow.name ? <Wire text={flow.name} length={40} /> : <span className="muted">–</span>), wide: true },
  { key: "service", name: "Service", by: (flow) => service(flow), show: (flow) => <Service flow={flow} /> },
  { key: "state", name: "State", by: (flow) => flow.state, show: (flow) => <span title={flow.history ?? undefined}>{spaced(flow.state)}</span> },
  { key: "out", name: "Sent", by: (flow) => flow.bytes_out, show: (flow) => <>{bytes(flow.bytes_out)}</>, number: true },
  { key: "in", name: "Received", by: (flow) => flow.bytes_in, show: (flow) => <>{bytes(flow.bytes_in)}</>, number: true },
  { key: "packets", name: "Packets", by: (flow) => flow.packets_out + flow.packets_in, show: (flow) => <>{count(flow.packets_out + flow.packets_in)}</>, number: true },
  { key: "duration", name: "Lasted", by: (flow) => flow.duration, show: (flow) => <>{seconds(flow.duration)}</>, number: true },
];

const rate: Column[] = [
  { key: "pps", name: "Packets/s", by: (flow) => flow.pps ?? 0, show: (flow) => <>{flow.pps === undefined ? "–" : short(flow.pps)}</>, number: true },
  { key: "bps", name: "Rate", by: (flow) => flow.bps ?? 0, show: (flow) => <>{flow.bps === undefined ? "–" : bits(flow.bps)}</>, number: true },
];

export const liveColumns: Column[] = [...stored.filter((column) => !["start", "packets"].includes(column.key)), ...rate];

/** Where a flow of ICMP would have ports it holds the message's type. */
function port(flow: Flow, value: number | null): number | null {
  return flow.protocol.startsWith("icmp") ? null : value;
}

function service(flow: Flow): string {
  return flow.service && flow.service !== "unknown" ? flow.service : flow.protocol;
}

function Service({ flow }: { flow: Flow }) {
  return (
    <span className="service">
      <Wire text={service(flow)} length={20} />
      {flow.tags.map((tag) => <span key={tag} className="tag hot">{spaced(tag)}</span>)}
    </span>
  );
}
