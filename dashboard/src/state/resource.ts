// What a GET answered: the last good answer stays beside the error of the latest attempt, so that a page can say both.
import { useCallback, useEffect, useRef, useState } from "react";
import { get, Problem, words } from "../api/http";
import { Store, useStore } from "./store";

/** Grows whenever everything shown should be asked for again: after a reconnection, a gap, a restart of the service. */
export const epoch = new Store(0);

export interface Resource<T> {
  data: T | null;
  error: string | null;
  loading: boolean;
  /** The service says that there is no such thing (404). */
  missing: boolean;
  refetch: () => void;
  /** Puts an answer that came another way (from a PUT, from the live stream). */
  replace: (data: T) => void;
}

const remembered = new Map<string, unknown>();
const capacity = 60;

function remember(key: string, value: unknown): void {
  remembered.delete(key);
  remembered.set(key, value);
  if (remembered.size > capacity) {
    const oldest = remembered.keys().next().value as string;
    remembered.delete(oldest);
  }
}

export function forgetResources(): void {
  remembered.clear();
}

/** `key` names the answer: while it stays the same, a moving `url` (a sliding time window) replaces the data without a loading state. */
export function useResource<T>(url: string | (() => string) | null, options: { every?: number; key?: string } = {}): Resource<T> {
  const key = options.key ?? (typeof url === "string" ? url : null);
  const [state, setState] = useState<{ key: string | null; data: T | null; error: string | null; loading: boolean; missing: boolean }>(() => initial<T>(key));
  const now = useStore(epoch);
  const [again, setAgain] = useState(0);
  const source = useRef(url);
  source.current = url;
  const absent = url === null;

  useEffect(() => {
    if (absent) return;
    const aborter = new AbortController();
    let timer: ReturnType<typeof setTimeout> | null = null;
    setState((old) => (old.key === key ? { ...old, loading: true } : initial<T>(key)));
    const load = async () => {
      const from = source.current;
      if (from === null) return;
      try {
        const data = await get<T>(typeof from === "string" ? from : from(), undefined, aborter.signal);
        if (key) remember(key, data);
        setState({ key, data, error: null, loading: false, missing: false });
      } catch (cause) {
        if (aborter.signal.aborted) return;
        setState((old) => ({ ...old, error: words(cause), loading: false, missing: cause instanceof Problem && cause.status === 404 }));
      }
      if (options.every && !aborter.signal.aborted) timer = setTimeout(tick, options.every);
    };
    // A hidden page asks less often.
    const tick = () => (document.hidden ? (timer = setTimeout(tick, 2_000)) : void load());
    void load();
    return () => {
      aborter.abort();
      if (timer) clearTimeout(timer);
    };
  }, [absent, key, now, again, options.every]);

  const refetch = useCallback(() => setAgain((n) => n + 1), []);
  const replace = useCallback((data: T) => {
    if (key) remember(key, data);
    setState({ key, data, error: null, loading: false, missing: false });
  }, [key]);
  const current = state.key === key ? state : initial<T>(key);
  return { data: current.data, error: current.error, loading: current.loading, missing: current.missing, refetch, replace };
}

function initial<T>(key: string | null): { key: string | null; data: T | null; error: string | null; loading: boolean; missing: boolean } {
  const data = key ? (remembered.get(key) as T | undefined) ?? null : null;
  return { key, data, error: null, loading: true, missing: false };
}
