// What the person changed and has not applied yet.
import type { Intelligence, IntelligenceChange, IntelligenceSource, SourceChange } from "../api/intelligence";

const same = (a: unknown, b: unknown) => a === b;

/** With one more edit; an edit back to what holds is no edit. */
export function edited(change: IntelligenceChange, source: IntelligenceSource, edit: SourceChange): IntelligenceChange {
  const next: SourceChange = { ...change.sources?.[source.id], ...edit };
  const now: SourceChange = { enabled: source.enabled, automatic: source.automatic, url: source.url ?? "", per_minute: source.budget.per_minute, per_day: source.budget.per_day };
  for (const name of ["enabled", "automatic", "url", "per_minute", "per_day"] as const) if (same(next[name], now[name])) delete next[name];
  if (next.key === undefined) delete next.key;
  if (next.options) {
    const options = Object.fromEntries(Object.entries(next.options).filter(([name, value]) => source.options.find((one) => one.name === name)?.value !== value));
    if (Object.keys(options).length > 0) next.options = options;
    else delete next.options;
  }
  const sources = { ...change.sources, [source.id]: next };
  if (Object.keys(next).length === 0) delete sources[source.id];
  const { sources: _, ...rest } = change;
  return Object.keys(sources).length > 0 ? { ...rest, sources } : rest;
}

export function editedAll(change: IntelligenceChange, now: Intelligence, edit: Omit<IntelligenceChange, "sources">): IntelligenceChange {
  const next = { ...change, ...edit };
  for (const name of ["offline", "automatic", "contacts", "threshold"] as const) if (next[name] === undefined || same(next[name], now[name])) delete next[name];
  return next;
}

export function changeCount(change: IntelligenceChange): number {
  const { sources, ...rest } = change;
  const counts = Object.values(sources ?? {}).map((one) => Object.keys(one).length - (one.options ? 1 : 0) + Object.keys(one.options ?? {}).length);
  return Object.keys(rest).length + counts.reduce((sum, one) => sum + one, 0);
}
