// The graph of a time window, read anew every five seconds.
import { address } from "../api/http";
import type { Graph } from "../api/types";
import { useResource } from "../state/resource";
import { eventNow, useEventClock } from "../state/stats";

export const graphWindows = [["15m", "15 min"], ["1h", "1 h"], ["6h", "6 h"], ["24h", "24 h"], ["all", "All"]] as const;
export type GraphWindow = (typeof graphWindows)[number][0];
const spans: Record<GraphWindow, number | null> = { "15m": 900, "1h": 3_600, "6h": 21_600, "24h": 86_400, all: null };
const period = 5_000;

export function useGraph(window: GraphWindow, paused: boolean, limit = 500) {
  const ready = useEventClock();
  const url = () => {
    const span = spans[window];
    return address("/api/graph", { since: span === null ? "1970-01-01T00:00:00Z" : new Date(eventNow() - span * 1000).toISOString(), limit });
  };
  return useResource<Graph>(ready ? url : null, { key: `graph ${window} ${limit}`, every: paused ? undefined : period });
}
