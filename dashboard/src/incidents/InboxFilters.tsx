// Search expression, status, least severity, time, order. All of it stands in the address.
import { refine } from "../router/router";
import { ExpressionBox } from "../ui/ExpressionBox";
import { Segmented } from "../ui/Segmented";
import { levels } from "../ui/Severity";
import { statuses, statusNames } from "../ui/Status";
import type { InboxQuery } from "./query";

const states = [["open", "Open"], ...statuses.map((status) => [status, statusNames[status]] as const), ["all", "All"]] as const;
const times = [["", "Any time"], ["15m", "15 min"], ["1h", "1 h"], ["6h", "6 h"], ["24h", "24 h"], ["7d", "7 d"]] as const;

export function InboxFilters({ query }: { query: InboxQuery }) {
  const set = (name: string, fallback = "") => (value: string) => refine({ [name]: value === fallback ? null : value });
  return (
    <div className="filters" role="search" aria-label="Filter incidents">
      <ExpressionBox label="Search incidents" value={query.q} change={set("q")} />
      <Segmented label="Status" options={states} value={query.status} choose={set("status", "open")} />
      <label className="select">Severity
        <select value={query.severity} onChange={(event) => set("severity")(event.target.value)}>
          <option value="">any</option>
          {levels.slice(0, -1).map((level) => <option key={level} value={level}>{level === "critical" ? "critical" : `${level} and above`}</option>)}
        </select>
      </label>
      <label className="select">Time
        <select value={query.window} onChange={(event) => set("window")(event.target.value)}>{times.map(([key, name]) => <option key={key} value={key}>{name}</option>)}</select>
      </label>
      <label className="select">Order
        <select value={query.sort} onChange={(event) => set("sort", "last_seen")(event.target.value)}>
          <option value="last_seen">latest first</option>
          <option value="score">highest score first</option>
        </select>
      </label>
    </div>
  );
}
