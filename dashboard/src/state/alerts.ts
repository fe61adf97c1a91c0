// The live alert feed: what came by the stream, before what was read from the service. Newest first, at most 100,000, duplicates by id dropped.
import { get, words } from "../api/http";
import type { Parameters } from "../api/http";
import type { Alert, Page } from "../api/types";
import { FrameStore } from "./store";

export const alertCapacity = 100_000;
const pageSize = 500;

export interface AlertQuery { severity?: string; rule_name?: string; src_ip?: string }
export interface AlertView { count: number; total: number | null; loading: boolean; error: string | null; complete: boolean; forgotten: number; version: number }

const empty: AlertView = { count: 0, total: null, loading: false, error: null, complete: false, forgotten: 0, version: 0 };

export class AlertLog extends FrameStore<AlertView> {
  /** Both newest last and newest first, so that adding at either end moves nothing. */
  private live: Alert[] = [];
  private older: Alert[] = [];
  private ids = new Set<string>();
  private cursor: string | null = null;
  private generation = 0;

  constructor(private readonly query: AlertQuery = {}) {
    super(empty);
  }

  at(index: number): Alert | undefined {
    const fresh = this.live.length;
    return index < fresh ? this.live[fresh - 1 - index] : this.older[index - fresh];
  }

  add(alert: Alert): void {
    if (!this.matches(alert) || this.ids.has(alert.alert_id)) return;
    this.ids.add(alert.alert_id);
    this.live.push(alert);
    let { forgotten } = this.value;
    if (this.live.length + this.older.length > alertCapacity + 1_000) forgotten += this.trim();
    const total = this.value.total;
    this.publish({ total: total === null ? null : total + 1, forgotten });
  }

  async reload(): Promise<void> {
    this.generation += 1;
    this.cursor = null;
    await this.read(true);
  }

  async more(): Promise<void> {
    if (this.value.loading || this.value.complete || this.value.error || this.value.count >= alertCapacity) return;
    await this.read(false);
  }

  clear(): void {
    this.generation += 1;
    this.live = [];
    this.older = [];
    this.ids.clear();
    this.cursor = null;
    this.set({ ...empty, version: this.value.version + 1 });
  }

  private async read(fresh: boolean): Promise<void> {
    const generation = this.generation;
    this.publish({ loading: true, error: null });
    try {
      const page = await get<Page<Alert>>("/api/alerts", { ...this.query, limit: pageSize, cursor: this.cursor } as Parameters);
      if (generation !== this.generation) return;
      if (fresh) this.begin(page.items);
      else this.extend(page.items);
      this.cursor = page.next_cursor ?? null;
      this.publish({ loading: false, total: page.total ?? null, complete: !page.next_cursor });
    } catch (cause) {
      if (generation === this.generation) this.publish({ loading: false, error: words(cause) });
    }
  }

  private begin(items: Alert[]): void {
    const read = new Set(items.map((alert) => alert.alert_id));
    // What the stream brought while the answer was under way stays, once.
    const newest = items[0]?.stream_id ?? 0;
    this.live = this.live.filter((alert) => alert.stream_id > newest && !read.has(alert.alert_id));
    this.older = items;
    this.ids = new Set([...read, ...this.live.map((alert) => alert.alert_id)]);
  }

  private extend(items: Alert[]): void {
    for (const alert of items) {
      if (this.ids.has(alert.alert_id)) continue;
      this.ids.add(alert.alert_id);
      this.older.push(alert);
    }
  }

  private trim(): number {
    const excess = this.live.length + this.older.length - alertCapacity;
    const fromOlder = Math.min(excess, this.older.length);
    const gone = this.older.splice(this.older.length - fromOlder, fromOlder).concat(this.live.splice(0, excess - fromOlder));
    for (const alert of gone) this.ids.delete(alert.alert_id);
    return gone.length;
  }

  private matches(alert: Alert): boolean {
    const { severity, rule_name, src_ip } = this.query;
    return (!severity || alert.severity === severity) && (!rule_name || alert.rule_name === rule_name) && (!src_ip || alert.src_ip === src_ip);
  }

  private publish(change: Partial<AlertView>): void {
    this.set({ ...this.value, ...change, count: this.live.length + this.older.length, version: this.value.version + 1 });
  }
}

/** Everything, unfiltered; lives as long as the page. */
export const alertLog = new AlertLog();
const listening = new Set<AlertLog>([alertLog]);

export function hear(log: AlertLog): () => void {
  listening.add(log);
  return () => listening.delete(log);
}

export function observe(alert: Alert): void {
  for (const log of listening) log.add(alert);
}

export function reloadAlerts(): void {
  for (const log of listening) void log.reload();
}
