// Opens the live channels while someone is signed in, and hands each message to whom it concerns.
import { LiveSocket } from "../api/socket";
import type { SocketState } from "../api/socket";
import type { Flow, LiveMessage } from "../api/types";
import { alertLog, observe as observeAlert, reloadAlerts } from "./alerts";
import { note } from "./connection";
import type { Channel } from "./connection";
import { connection } from "./connection";
import { announcement, tellIncident } from "./incidents";
import { epoch, forgetResources } from "./resource";
import { loadSession, session } from "./session";
import { capture, liveStats, loadCapture, observeStats, rateHistory } from "./stats";
import { FrameStore } from "./store";
import { toast } from "./toasts";

export const liveFlows = new FrameStore<{ timestamp: string; flows: Flow[] } | null>(null);

let boot: string | null = null;
const capturePeriod = 5_000;

function socket(channel: Channel, resumes: boolean): LiveSocket {
  let opened = false;
  let last: string | null = null;
  return new LiveSocket(`/ws/${channel}`, resumes, {
    state(state: SocketState) {
      note(channel, state);
      if (state.kind === "refused") void loadSession();
      if (state.kind === "closed") opened = false;
    },
    message(message: LiveMessage) {
      heard();
      // A channel that was away and is back: what has no numbers to resume from is asked for again.
      if (message.type === "hello" && channel === "live" && opened) again(message.data.boot);
      if (message.type === "hello") {
        // What a service found while it stopped went into its store, but past every reader.
        if (channel === "alerts" && last !== null && last !== message.data.boot) reloadAlerts();
        last = message.data.boot;
        opened = true;
        boot ??= message.data.boot;
      }
      handle(channel, message);
    },
  });
}

let lastHeard = 0;
function heard(): void {
  const now = Date.now();
  if (now - lastHeard < 500) return;
  lastHeard = now;
  connection.update((old) => ({ ...old, lastMessage: now }));
}

function again(newBoot: string): void {
  if (boot !== null && boot !== newBoot) toast("notice", "The service was restarted. Everything shown was read again.");
  boot = newBoot;
  refetchAll();
}

export function refetchAll(): void {
  void loadCapture();
  epoch.update((n) => n + 1);
}

function handle(channel: Channel, message: LiveMessage): void {
  switch (message.type) {
    case "alert":
      observeAlert(message.data);
      break;
    case "incident": {
      const { incident, change } = message.data;
      tellIncident(incident, change);
      if (change === "opened" && incident.severity === "critical") announcement.set(`Critical incident: ${incident.title}`);
      break;
    }
    case "stats":
      observeStats(message.data);
      break;
    case "flows":
      liveFlows.set(message.data);
      break;
    case "gap":
      toast("notice", `${message.data.missed} live messages were missed (${message.data.reason}). What is shown was read again.`);
      if (channel === "alerts") reloadAlerts();
      else refetchAll();
      break;
    case "hello":
      break;
  }
}

const sockets: Record<Channel, LiveSocket> = {
  live: socket("live", true),
  stats: socket("stats", false),
  alerts: socket("alerts", true),
  flows: socket("flows", false),
};
let flowReaders = 0;

/** The flow stream is open only while something shows it. */
export function readFlows(): () => void {
  flowReaders += 1;
  sockets.flows.start();
  return () => {
    flowReaders -= 1;
    if (flowReaders === 0) sockets.flows.stop();
  };
}

export function reconnectNow(): void {
  for (const one of Object.values(sockets)) one.hurry();
}

export function followSession(): void {
  let inside = false;
  let timer: ReturnType<typeof setInterval> | null = null;
  const follow = () => {
    const now = session.get().kind === "in";
    if (now === inside) return;
    inside = now;
    if (now) {
      sockets.live.start();
      sockets.stats.start();
      sockets.alerts.start();
      void loadCapture();
      void alertLog.reload();
      timer = setInterval(() => !document.hidden && void loadCapture(), capturePeriod);
    } else {
      for (const one of Object.values(sockets)) one.stop();
      if (timer) clearInterval(timer);
      alertLog.clear();
      forgetResources();
      liveStats.set(null);
      rateHistory.set([]);
      liveFlows.set(null);
      capture.set({ data: null, error: null });
      boot = null;
    }
  };
  session.subscribe(follow);
  follow();
  window.addEventListener("online", reconnectNow);
}
