// A list of incidents: read by pages, kept true by the live stream. What no longer fits the filters stays until the next reading, so that nothing jumps away under the cursor.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { get, words } from "../api/http";
import type { IncidentSummary, Page } from "../api/types";
import { onIncident, summary } from "../state/incidents";
import { epoch } from "../state/resource";
import { useStore } from "../state/store";
import { belongs, parameters } from "./query";
import type { InboxQuery } from "./query";

interface Held { key: string; items: IncidentSummary[]; total: number | null; cursor: string | null; error: string | null; loading: boolean; fresh: ReadonlySet<string> }
export interface IncidentList extends Omit<Held, "key" | "cursor"> { more: (() => void) | null; refetch: () => void }

const nothing = { items: [], total: null, cursor: null, error: null, loading: true, fresh: new Set<string>() };
const searchPause = 2_000;
const capacity = 2_000;
let latest: Held | null = null;

export function useIncidents(query: InboxQuery, limit: number): IncidentList {
  const key = JSON.stringify([query, limit]);
  const [held, setHeld] = useState<Held>(() => (latest?.key === key ? latest : { key, ...nothing }));
  const version = useStore(epoch);
  const [again, setAgain] = useState(0);
  const busy = useRef(false);

  useEffect(() => {
    if (limit > 10) latest = held;
  }, [held, limit]);

  useEffect(() => {
    const aborter = new AbortController();
    setHeld((old) => (old.key === key ? { ...old, loading: true } : { key, ...nothing, items: old.items }));
    get<Page<IncidentSummary>>("/api/incidents", { ...parameters(query), limit }, aborter.signal)
      .then((page) => setHeld({ key, items: page.items, total: page.total ?? null, cursor: page.next_cursor, error: null, loading: false, fresh: new Set() }))
      .catch((cause) => {
        if (!aborter.signal.aborted) setHeld((old) => ({ ...old, error: words(cause), loading: false }));
      });
    return () => aborter.abort();
    // The key stands for the query.
  }, [key, version, again]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const stop = onIncident((incident, change) => {
      const changed = summary(incident);
      setHeld((old) => {
        const index = old.items.findIndex((one) => one.id === changed.id);
        if (index >= 0) {
          const items = [...old.items];
          items[index] = changed;
          return { ...old, items };
        }
        if (query.q.trim() || old.key !== key || !belongs(changed, query)) return old;
        return { ...old, items: inserted(changed, old.items, query).slice(0, capacity), total: old.total === null ? null : old.total + 1, fresh: new Set(old.fresh).add(changed.id) };
      });
      if (query.q.trim() && change !== "triaged" && timer === null) {
        timer = setTimeout(() => {
          timer = null;
          setAgain((n) => n + 1);
        }, searchPause);
      }
    });
    return () => {
      stop();
      if (timer) clearTimeout(timer);
    };
    // As above.
  }, [key]);

  const { cursor } = held;
  const more = useCallback(() => {
    if (busy.current || !cursor) return;
    busy.current = true;
    get<Page<IncidentSummary>>("/api/incidents", { ...parameters(query), limit, cursor })
      .then((page) => setHeld((old) => {
        const known = new Set(old.items.map((one) => one.id));
        return old.key === key ? { ...old, items: [...old.items, ...page.items.filter((one) => !known.has(one.id))], cursor: page.next_cursor } : old;
      }))
      .catch((cause) => setHeld((old) => ({ ...old, error: words(cause) })))
      .finally(() => (busy.current = false));
  }, [cursor, key]);

  const refetch = useCallback(() => setAgain((n) => n + 1), []);
  return useMemo(() => ({ ...held, more: cursor && held.items.length < capacity ? more : null, refetch }), [held, cursor, more, refetch]);
}

function inserted(incident: IncidentSummary, items: IncidentSummary[], query: InboxQuery): IncidentSummary[] {
  const before = (one: IncidentSummary) => (query.sort === "score" ? incident.score > one.score : incident.last_seen >= one.last_seen);
  const index = items.findIndex(before);
  return index < 0 ? [...items, incident] : [...items.slice(0, index), incident, ...items.slice(index)];
}
