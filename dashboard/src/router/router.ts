// Addresses of the page: history API, the search string as filters, and the last place in each pane remembered.
import { Store } from "../state/store";

export interface Place { path: string; query: URLSearchParams; /** Grows with each navigation that should move the focus. */ visit: number }

const read = (visit: number): Place => ({ path: location.pathname, query: new URLSearchParams(location.search), visit });

export const place = new Store<Place>(read(0));

export function go(to: string): void {
  if (to === location.pathname + location.search) return;
  history.pushState(null, "", to);
  window.scrollTo(0, 0);
  place.set(read(place.get().visit + 1));
}

/** Changes the filters without a step in the history. */
export function refine(changes: Record<string, string | null>): void {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  const text = query.toString();
  history.replaceState(null, "", text ? `${location.pathname}?${text}` : location.pathname);
  place.set(read(place.get().visit));
}

window.addEventListener("popstate", () => place.set(read(place.get().visit + 1)));

export type Pane = "dashboard" | "intelligence" | "auditor" | "ops";

export const paneRoots: Record<Pane, string> = { dashboard: "/", intelligence: "/intelligence/hosts", auditor: "/auditor", ops: "/ops/capture" };

export function paneOf(path: string): Pane {
  if (path.startsWith("/intelligence") || path.startsWith("/hosts")) return "intelligence";
  if (path.startsWith("/auditor")) return "auditor";
  if (path.startsWith("/ops") || path.startsWith("/analyses")) return "ops";
  return "dashboard";
}

const lastIn: Partial<Record<Pane, string>> = {};
const rememberPlace = () => (lastIn[paneOf(location.pathname)] = location.pathname + location.search);
place.subscribe(rememberPlace);
rememberPlace();

/** Where a pane's tab leads: back to where one was; to its first page when one is already inside. */
export function paneTarget(pane: Pane): string {
  return paneOf(location.pathname) === pane ? paneRoots[pane] : lastIn[pane] ?? paneRoots[pane];
}

export const incidentPath = (id: string) => `/incidents/${encodeURIComponent(id)}`;
export const hostPath = (address: string) => `/hosts/${encodeURIComponent(address)}`;
export const flowsPath = (expression: string) => `/flows?q=${encodeURIComponent(expression)}`;
