// The figures of the status line: by the stream each second, by GET /api/capture for the rest.
import { get, words } from "../api/http";
import type { Capture, LiveStats } from "../api/types";
import { Store, useSelect } from "./store";

export const liveStats = new Store<LiveStats | null>(null);
export const rateHistory = new Store<{ packets: number; bits: number }[]>([]);
const kept = 90;

export function observeStats(stats: LiveStats): void {
  liveStats.set(stats);
  rateHistory.update((old) => [...old.slice(-(kept - 1)), { packets: stats.packets_per_second, bits: stats.bits_per_second }]);
}

export interface CaptureView { data: Capture | null; error: string | null }
export const capture = new Store<CaptureView>({ data: null, error: null });

export async function loadCapture(): Promise<void> {
  try {
    capture.set({ data: await get<Capture>("/api/capture"), error: null });
  } catch (cause) {
    capture.update((old) => ({ data: old.data, error: words(cause) }));
  }
}

/** The capture's own time: during a replay "the last hour" means the packets' hour, not the wall clock's. */
export function eventNow(): number {
  const text = liveStats.get()?.event_time ?? capture.get().data?.event_time;
  const time = text ? Date.parse(text) : Number.NaN;
  return Number.isFinite(time) ? time : Date.now();
}

/** Whether the capture's time is known, or known to be unknowable: before that a time window would be cut by the wrong clock. */
export function useEventClock(): boolean {
  const known = useSelect(capture, (view) => view.data !== null || view.error !== null);
  return useSelect(liveStats, (stats) => Boolean(stats?.event_time)) || known;
}
