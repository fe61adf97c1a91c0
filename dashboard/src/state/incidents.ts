// Incidents as they change: each listener is told of the one that changed. Pages keep their own lists and merge.
import type { Incident, IncidentSummary } from "../api/types";
import { Store } from "./store";

export type Change = "opened" | "grew" | "closed" | "triaged";
type Listener = (incident: Incident, change: Change) => void;

const listeners = new Set<Listener>();

export function onIncident(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function tellIncident(incident: Incident, change: Change): void {
  for (const listener of [...listeners]) listener(incident, change);
}

export function summary(incident: Incident): IncidentSummary {
  return { ...incident, event_count: incident.event_count ?? incident.events.length, notes_count: incident.notes_count ?? incident.notes?.length ?? 0 };
}

/** Read out by screen readers: the latest new critical incident. */
export const announcement = new Store("");
