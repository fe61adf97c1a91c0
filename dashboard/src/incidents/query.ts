// The inbox' filters, as they stand in the address, and as the service wants them.
import type { Parameters } from "../api/http";
import type { IncidentSummary, Severity, Status } from "../api/types";
import { eventNow } from "../state/stats";
import { levelRank, levels } from "../ui/Severity";
import { statuses } from "../ui/Status";

export interface InboxQuery { q: string; status: string; severity: string; window: string; sort: "last_seen" | "score" }

export const openStatuses: Status[] = ["new", "acknowledged", "contained"];
export const windows = { "15m": 900, "1h": 3_600, "6h": 21_600, "24h": 86_400, "7d": 604_800 } as const;

export function inboxQuery(query: URLSearchParams): InboxQuery {
  return {
    q: query.get("q") ?? "",
    status: query.get("status") ?? "open",
    severity: query.get("severity") ?? "",
    window: query.get("window") ?? "",
    sort: query.get("sort") === "score" ? "score" : "last_seen",
  };
}

function wanted(query: InboxQuery): Status[] {
  if (query.status === "open") return openStatuses;
  const one = statuses.find((status) => status === query.status);
  return one ? [one] : [];
}

function since(window: string): number | null {
  const span = windows[window as keyof typeof windows];
  return span ? eventNow() - span * 1000 : null;
}

export function parameters(query: InboxQuery): Parameters {
  const from = since(query.window);
  return {
    q: query.q.trim(),
    status: wanted(query).join(","),
    min_severity: query.severity,
    since: from === null ? null : new Date(from).toISOString(),
    sort: query.sort,
  };
}

/** Whether an incident from the live stream belongs into the list. The expression is judged by the service alone. */
export function belongs(incident: IncidentSummary, query: InboxQuery): boolean {
  const states = wanted(query);
  if (states.length > 0 && !states.includes(incident.status)) return false;
  const least = levels.find((level) => level === query.severity) as Severity | undefined;
  if (least && levelRank[incident.severity] < levelRank[least]) return false;
  const from = since(query.window);
  return from === null || Date.parse(incident.last_seen) >= from;
}
