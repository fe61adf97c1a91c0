// Is what I see live? If not, since when, and when is the next attempt.
import { useEffect, useState } from "react";
import { connection, standing } from "../state/connection";
import { reconnectNow } from "../state/live";
import { useStore } from "../state/store";

export function ConnectionChip() {
  const state = useStore(connection);
  const now = standing(state);
  const [, tick] = useState(0);
  const waiting = now.kind === "waiting";
  useEffect(() => {
    if (!waiting) return;
    const timer = setInterval(() => tick((n) => n + 1), 500);
    return () => clearInterval(timer);
  }, [waiting]);
  if (now.kind === "live") return <span className="chip live" role="status"><span className="dot running" aria-hidden="true" />Live</span>;
  if (now.kind === "waiting") {
    const left = Math.max(0, Math.ceil((now.retryAt - Date.now()) / 1000));
    return (
      <span className="chip lost">
        <span role="status">Disconnected</span>
        <span aria-hidden="true" className="figure">{`retry in ${left} s`}</span>
        <button type="button" className="button quiet" onClick={reconnectNow}>Now</button>
      </span>
    );
  }
  return <span className="chip" role="status">Connecting…</span>;
}
