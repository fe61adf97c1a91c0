// On every screen: what the capture does, how much passes, what is lost, and whether this page itself is up to date.
import { Link } from "../router/Link";
import { Sparkline } from "../charts/Sparkline";
import { capture, liveStats, rateHistory } from "../state/stats";
import { useStore } from "../state/store";
import { bits, count, percent, short, spaced } from "../ui/format";
import { Wire } from "../ui/Wire";
import { ConnectionChip } from "./ConnectionChip";

export function StatusLine() {
  const live = useStore(liveStats);
  const view = useStore(capture);
  const history = useStore(rateHistory);
  const data = view.data;
  const state = live?.capture_state ?? data?.state ?? null;
  const drops = live?.drop_rate ?? data?.drop_rate ?? null;
  const open = live?.incidents_open ?? null;
  const flows = live?.flows_active ?? data?.flows_active ?? null;
  const packets = live?.packets_per_second ?? data?.packets_per_second ?? null;
  const rate = live?.bits_per_second ?? data?.bits_per_second ?? null;
  const unwritten = Object.values(data?.storage.unwritten ?? {}).reduce((sum, n) => sum + n, 0);
  return (
    <section className="status-line" aria-label="Status">
      {data?.forged && <strong className="forged" title="This traffic was made by NetSentinel itself to show how it works. Nothing here happened on a network.">FORGED</strong>}
      <Link to="/ops/capture" className="capture-state" title={data?.message ?? undefined}>
        <span className={`dot ${state ?? "unknown"}`} aria-hidden="true" />
        <span className="state-name">{state ? spaced(state) : view.error ? "unknown" : "…"}</span>
        {data?.source && <span className="muted source"><Wire text={data.source} length={32} />{data.replay_speed ? ` ×${data.replay_speed}` : ""}</span>}
      </Link>
      <Figure name="packets/s" value={packets} show={short} spark={history.map((one) => one.packets)} />
      <Figure name="traffic" value={rate} show={bits} spark={history.map((one) => one.bits)} />
      <Figure name="flows" value={flows} show={count} to="/flows" />
      <Figure name="open incidents" value={open} show={count} to="/incidents" tone={open ? "attention" : undefined} />
      <Figure name="dropped" value={drops} show={percent} to="/ops/capture" tone={drops !== null && drops > 0.01 ? "bad" : drops ? "attention" : undefined} />
      {data && data.storage.state !== "ok" && (
        <Link to="/ops/capture" className="warning" title={data.storage.message ?? undefined}>{`Storage ${data.storage.state}${unwritten ? `: ${count(unwritten)} not written` : ""}`}</Link>
      )}
      <ConnectionChip />
    </section>
  );
}

interface FigureProperties { name: string; value: number | null; show: (value: number) => string; spark?: number[]; to?: string; tone?: "attention" | "bad" }

function Figure({ name, value, show, spark, to, tone }: FigureProperties) {
  const content = (
    <>
      <span className={`value figure ${tone ?? ""}`}>{value === null ? "–" : show(value)}</span>
      <span className="name">{name}</span>
      {spark && <Sparkline values={spark} />}
    </>
  );
  return to ? <Link to={to} className="stat">{content}</Link> : <span className="stat">{content}</span>;
}
