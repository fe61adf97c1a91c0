// How many findings, when, of which kind. The history's counters only grow; what is drawn is how much each step added.
import { useMemo } from "react";
import type { Alert, Page, Stats, StatsSample } from "../api/types";
import { Columns } from "../charts/Columns";
import { Link } from "../router/Link";
import { useResource } from "../state/resource";
import { clock } from "../state/settings";
import { capture, eventNow } from "../state/stats";
import { useSelect, useStore } from "../state/store";
import { count, short, spaced, time } from "../ui/format";
import { BarList } from "../charts/BarList";
import { Panel } from "../ui/Panel";
import { levels, SeverityMark } from "../ui/Severity";
import { Empty, Loaded } from "../ui/States";

const most = 500;
const columns = 48;
const width = 1_800_000;

export function FindingsPanel() {
  const stats = useResource<Stats>("/api/stats", { every: 5_000 });
  const speed = useSelect(capture, ({ data }) => data?.replay_speed ?? 1);
  return (
    <Panel title="Findings" className="findings-panel" note={stats.data ? `${count(stats.data.total_alerts)} in all, ${count(stats.data.alerts_last_hour)} in the last hour` : undefined}>
      {speed >= 60 && stats.data && stats.data.total_alerts <= most ? <ByPackets total={stats.data.total_alerts} /> : <OverTime />}
      <Loaded from={stats} what="Loading findings">{(data) => <Kinds of={data} />}</Loaded>
    </Panel>
  );
}

/** A fast replay runs through hours between two of the history's samples: its findings stand where their packets do. */
function ByPackets({ total }: { total: number }) {
  const alerts = useResource<Page<Alert>>(`/api/alerts?limit=${most}`, { key: `findings of ${total}` });
  const zone = useStore(clock);
  const drawn = useMemo(() => {
    const end = eventNow();
    const values = Array.from({ length: columns }, () => 0);
    for (const alert of alerts.data?.items ?? []) {
      const column = columns - 1 - Math.floor((end - Date.parse(alert.timestamp)) / width);
      if (column >= 0 && column < columns) values[column] = (values[column] ?? 0) + 1;
    }
    const times = values.map((_, index) => time(new Date(end - (columns - index) * width).toISOString(), zone, false).slice(0, 5));
    return { times, layers: [{ name: "findings", colour: "accent" as const, values }] };
  }, [alerts.data, zone]);
  return <Loaded from={alerts} what="Loading the findings">{() => <Columns label="Findings over the last day of the capture" times={drawn.times} layers={drawn.layers} unit={short} height={112} />}</Loaded>;
}

function OverTime() {
  const history = useResource<StatsSample[]>("/api/stats/history?limit=120", { every: 5_000 });
  const zone = useStore(clock);
  const drawn = useMemo(() => {
    const samples = [...(history.data ?? [])].reverse();
    const group = Math.max(1, Math.ceil(samples.length / 40));
    const times: string[] = [];
    const values: number[] = [];
    for (let index = group; index < samples.length; index += group) {
      const now = samples[index];
      const before = samples[index - group];
      if (!now || !before) continue;
      times.push(time(now.timestamp, zone, false));
      // A counter that fell began anew.
      values.push(now.alerts_fired >= before.alerts_fired ? now.alerts_fired - before.alerts_fired : now.alerts_fired);
    }
    return { times, layers: [{ name: "findings", colour: "accent" as const, values }] };
  }, [history.data, zone]);
  return (
    <Loaded from={history} what="Loading the history">
      {() => drawn.times.length < 2 ? <Empty title="The history has just begun." /> : <Columns label="Findings over time" times={drawn.times} layers={drawn.layers} unit={short} height={112} />}
    </Loaded>
  );
}

function Kinds({ of }: { of: Stats }) {
  const rules = Object.entries(of.alerts_by_rule).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 5);
  return (
    <>
      <ul className="severity-counts" aria-label="Findings by severity">
        {levels.map((level) => <li key={level} className={of.alerts_by_severity[level] ? "" : "none"}><SeverityMark level={level} /><span className="figure">{count(of.alerts_by_severity[level] ?? 0)}</span><span className="muted">{level}</span></li>)}
      </ul>
      {rules.length > 0 && <BarList label="Findings by detection" bars={rules.map(([name, value]) => ({ key: name, name: <Link to={`/alerts?rule=${encodeURIComponent(name)}`}>{spaced(name)}</Link>, value, text: count(value) }))} />}
    </>
  );
}
