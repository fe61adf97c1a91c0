// One live channel: connects, resumes after the last message seen, and says honestly how it stands.
import { Backoff } from "./backoff";
import type { LiveMessage } from "./types";

export type SocketState =
  | { kind: "connecting" }
  | { kind: "open" }
  | { kind: "waiting"; retryAt: number }
  | { kind: "refused" }
  | { kind: "closed" };

export interface SocketEvents {
  message(message: LiveMessage): void;
  state(state: SocketState): void;
}

const refusedCode = 1008;
/** Open this long before the pauses start small again: a service that accepts and drops at once must not be hammered. */
const settled = 3_000;

export class LiveSocket {
  private socket: WebSocket | null = null;
  private last: number | null = null;
  private retry: ReturnType<typeof setTimeout> | null = null;
  private calm: ReturnType<typeof setTimeout> | null = null;
  private readonly backoff = new Backoff();
  private stopped = true;

  constructor(private readonly path: string, private readonly resumes: boolean, private readonly events: SocketEvents) {}

  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    this.connect();
  }

  stop(): void {
    this.stopped = true;
    if (this.retry) clearTimeout(this.retry);
    if (this.calm) clearTimeout(this.calm);
    this.socket?.close();
    this.socket = null;
    this.events.state({ kind: "closed" });
  }

  /** Skips the pause. */
  hurry(): void {
    if (this.stopped || this.socket) return;
    if (this.retry) clearTimeout(this.retry);
    this.connect();
  }

  private connect(): void {
    this.events.state({ kind: "connecting" });
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const since = this.resumes && this.last !== null ? `?since=${this.last}` : "";
    const socket = new WebSocket(`${scheme}//${location.host}${this.path}${since}`);
    this.socket = socket;
    socket.onopen = () => {
      this.calm = setTimeout(() => this.backoff.reset(), settled);
      this.events.state({ kind: "open" });
    };
    socket.onmessage = (event: MessageEvent<string>) => this.receive(event.data);
    socket.onclose = (event) => {
      if (this.socket !== socket) return;
      this.socket = null;
      if (this.calm) clearTimeout(this.calm);
      if (this.stopped) return;
      if (event.code === refusedCode) this.events.state({ kind: "refused" });
      const pause = this.backoff.next();
      this.events.state({ kind: "waiting", retryAt: Date.now() + pause });
      this.retry = setTimeout(() => this.connect(), pause);
    };
  }

  private receive(text: string): void {
    let message: LiveMessage;
    try {
      message = JSON.parse(text) as LiveMessage;
    } catch {
      return;
    }
    if (message.type === "hello") {
      if (this.last === null) this.last = message.data.latest;
    } else if (typeof message.id === "number" && message.id > (this.last ?? 0)) {
      this.last = message.id;
    }
    this.events.message(message);
  }
}
