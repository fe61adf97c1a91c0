// Alerts as they come, newest on top; a hundred thousand of them scroll like ten.
import { useCallback } from "react";
import type { AlertLog } from "../state/alerts";
import { alertCapacity } from "../state/alerts";
import { Link } from "../router/Link";
import { incidentPath } from "../router/router";
import { useStore } from "../state/store";
import { Address } from "../ui/Address";
import { count, percent, spaced } from "../ui/format";
import { Severity } from "../ui/Severity";
import { Empty, Failure, Loading, Stale } from "../ui/States";
import { Time } from "../ui/Time";
import { VirtualList } from "../ui/VirtualList";
import { Wire } from "../ui/Wire";

const columns = ["Severity", "Time", "Detection", "From", "To", "What was seen", "Sure"];
const compactColumns = ["Severity", "Time", "What was seen"];

export function AlertFeed({ log, compact = false }: { log: AlertLog; compact?: boolean }) {
  const view = useStore(log);
  const keyOf = useCallback((index: number) => log.at(index)?.alert_id ?? String(index), [log]);
  const more = useCallback(() => void log.more(), [log]);
  const row = (index: number) => {
    const alert = log.at(index);
    if (!alert) return null;
    const text = <Wire text={alert.description} length={220} />;
    const what = alert.incident_id ? <Link to={incidentPath(alert.incident_id)}>{text}</Link> : text;
    return (
      <>
        <div role="cell"><Severity level={alert.severity} compact={compact} /></div>
        <div role="cell"><Time at={alert.timestamp} date={!compact} /></div>
        {!compact && <div role="cell" className="ellipsis">{spaced(alert.rule_name)}</div>}
        {!compact && <div role="cell" className="ellipsis"><Address of={alert.src_ip} /></div>}
        {!compact && <div role="cell" className="ellipsis"><Address of={alert.dst_ip} /></div>}
        <div role="cell" className="ellipsis">{what}</div>
        {!compact && <div role="cell" className="figure">{percent(alert.confidence)}</div>}
      </>
    );
  };
  if (view.count === 0) {
    if (view.error) return <Failure message={view.error} retry={() => void log.reload()} />;
    return view.loading ? <Loading what="Loading alerts" /> : <Empty title="No alerts.">Each finding of a rule appears here the moment it is made.</Empty>;
  }
  return (
    <div className={compact ? "feed compact" : "feed"}>
      {view.error && <Stale message={view.error} retry={() => void log.reload()} />}
      <VirtualList label="Alerts" count={view.count} rowHeight={compact ? 32 : 34} columns={compact ? compactColumns : columns} keyOf={keyOf} row={row} nearEnd={more} anchor={log.at(0)?.alert_id} />
      {!compact && (
        <p className="feed-foot muted" role="status">
          {`${count(view.count)} here${view.total !== null ? ` of ${count(Math.max(view.total, view.count))} stored` : ""}${view.loading ? " · loading more…" : ""}${view.forgotten > 0 ? ` · the oldest ${count(view.forgotten)} were let go, the page keeps ${count(alertCapacity)}` : ""}`}
        </p>
      )}
    </div>
  );
}
