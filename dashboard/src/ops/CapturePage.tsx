// What is captured, and everything that was not seen, could not be read or could not be stored.
import type { Capture } from "../api/types";
import { capture, loadCapture } from "../state/stats";
import { useStore } from "../state/store";
import { bits, bytes, count, percent, seconds, spaced } from "../ui/format";
import { Panel } from "../ui/Panel";
import { Empty, Failure, Loading, Stale } from "../ui/States";
import { Time } from "../ui/Time";
import { Wire } from "../ui/Wire";

export function CapturePage() {
  const { data, error } = useStore(capture);
  const retry = () => void loadCapture();
  return (
    <div className="page">
      <h1>Capture</h1>
      {data === null ? (error ? <Failure message={error} retry={retry} /> : <Loading what="Asking the capture" />) : (
        <>
          {error && <Stale message={error} retry={retry} />}
          <Facts of={data} />
          {data.notices.length > 0 && <Panel title="Notices"><ul className="plain">{data.notices.map((notice, index) => <li key={index}><Wire text={notice} length={400} /></li>)}</ul></Panel>}
          <div className="columns thirds">
            <Losses of={data} />
            <Malformed of={data} />
            <StorageState of={data} />
          </div>
        </>
      )}
    </div>
  );
}

function Facts({ of }: { of: Capture }) {
  const facts: [string, JSX.Element | string][] = [
    ["State", <span key="s"><span className={`dot ${of.state}`} aria-hidden="true" /> {spaced(of.state)}</span>],
    ["Source", of.source ? <Wire text={of.source} length={80} /> : "none"],
    ["Traffic", of.forged ? <span className="forged small">forged by NetSentinel</span> : "from the network or a file"],
    ["Replay", of.replay_speed ? `${of.replay_speed} times as fast` : "no"],
    ["Packets", `${count(of.packets)} (${count(of.packets_per_second)}/s)`],
    ["Bytes", `${bytes(of.bytes)} (${bits(of.bits_per_second)})`],
    ["Dropped", `${percent(of.drop_rate)} (kernel ${count(of.kernel_drops)}, ring ${count(of.ring_drops)})`],
    ["Active flows", count(of.flows_active)],
    ["Time in the capture", <Time key="t" at={of.event_time} />],
    ["Running for", seconds(of.uptime_seconds)],
    ["Version", of.version],
  ];
  return (
    <dl className="facts panel padded">
      {facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}
      {of.message && <div className="full"><dt>Message</dt><dd><Wire text={of.message} length={600} /></dd></div>}
    </dl>
  );
}

function Losses({ of }: { of: Capture }) {
  const rows = Object.entries(of.losses);
  return (
    <Panel title="Not seen">
      {rows.length === 0 ? <Empty title="No losses are counted." /> : <Counters rows={rows.map(([name, value]) => [spaced(name), value])} />}
    </Panel>
  );
}

function Malformed({ of }: { of: Capture }) {
  return (
    <Panel title="Could not be read to the end">
      {of.malformed.length === 0 ? <Empty title="Every packet was whole." /> : <Counters rows={of.malformed.map((one) => [`${spaced(one.layer)}: ${spaced(one.reason)}`, one.count])} />}
    </Panel>
  );
}

function StorageState({ of }: { of: Capture }) {
  const { storage } = of;
  return (
    <Panel title="Storage" note={<span className={storage.state === "ok" ? "muted" : "warning"}>{spaced(storage.state)}</span>}>
      {storage.message && <p className="quiet-line"><Wire text={storage.message} length={300} /></p>}
      <Counters rows={[["on disk", bytes(storage.bytes)], ...Object.entries(storage.unwritten).map(([name, value]): [string, number] => [`${name} not written`, value])]} />
    </Panel>
  );
}

function Counters({ rows }: { rows: [string, number | string][] }) {
  return (
    <table className="table counters"><tbody>
      {rows.map(([name, value]) => <tr key={name}><th scope="row">{name}</th><td className={`number figure ${typeof value === "number" && value > 0 ? "attention" : ""}`}>{typeof value === "number" ? count(value) : value}</td></tr>)}
    </tbody></table>
  );
}
