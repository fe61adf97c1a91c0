// How each live channel stands, and the worst of them, which the status line shows.
import type { SocketState } from "../api/socket";
import { Store } from "./store";

export type Channel = "live" | "stats" | "alerts" | "flows";

export interface Connection {
  channels: Partial<Record<Channel, SocketState>>;
  /** Wall clock of the latest message of any channel. */
  lastMessage: number | null;
}

export const connection = new Store<Connection>({ channels: {}, lastMessage: null });

export function note(channel: Channel, state: SocketState): void {
  connection.update((old) => ({ ...old, channels: { ...old.channels, [channel]: state } }));
}

export type Standing = { kind: "live" } | { kind: "connecting" } | { kind: "waiting"; retryAt: number } | { kind: "off" };

export function standing(connection: Connection): Standing {
  const states = Object.values(connection.channels).filter((state) => state.kind !== "closed");
  if (states.length === 0) return { kind: "off" };
  const waiting = states.flatMap((state) => (state.kind === "waiting" ? [state.retryAt] : []));
  if (waiting.length > 0) return { kind: "waiting", retryAt: Math.min(...waiting) };
  return states.every((state) => state.kind === "open") ? { kind: "live" } : { kind: "connecting" };
}
