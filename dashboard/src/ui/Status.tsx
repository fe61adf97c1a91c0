// Where an incident stands.
import type { Status as State } from "../api/types";

export const statuses: State[] = ["new", "acknowledged", "contained", "resolved", "false_positive"];

export const statusNames: Record<State, string> = {
  new: "New",
  acknowledged: "Acknowledged",
  contained: "Contained",
  resolved: "Resolved",
  false_positive: "False positive",
};

export function Status({ state }: { state: State }) {
  return <span className={`status ${state}`}>{statusNames[state] ?? state}</span>;
}
