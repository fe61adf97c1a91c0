// On or off, at once.
import type { Role } from "../api/types";
import { may, role, session } from "../state/session";
import { useStore } from "../state/store";

interface Properties { on: boolean; busy: boolean; label: string; needs: Role; turn: (on: boolean) => void }

export function Switch({ on, busy, label, needs, turn }: Properties) {
  const state = useStore(session);
  const allowed = may(state, needs);
  return (
    <span className="switch-line">
      <button type="button" role="switch" className="switch" aria-checked={on} aria-disabled={!allowed || busy || undefined} aria-label={label} onClick={() => allowed && !busy && turn(!on)}><span /></button>
      <span aria-hidden="true">{on ? "On" : "Off"}</span>
      {!allowed && <span className="muted">{`Needs the ${needs} role; you are signed in as ${role(state)}.`}</span>}
    </span>
  );
}
