// Buttons. One that the person's role does not allow stays reachable and says why it does nothing.
import type { ButtonHTMLAttributes } from "react";
import { useId } from "react";
import type { Role } from "../api/types";
import { may, role, session } from "../state/session";
import { useStore } from "../state/store";

type Properties = ButtonHTMLAttributes<HTMLButtonElement> & { kind?: "plain" | "main" | "danger" | "quiet"; needs?: Role; busy?: boolean; shortcut?: string };

export function Button({ kind = "plain", needs = "viewer", busy = false, shortcut, className = "", children, onClick, disabled, title, ...rest }: Properties) {
  const state = useStore(session);
  const id = useId();
  const allowed = may(state, needs);
  const reason = allowed ? title : `Needs the ${needs} role; you are signed in as ${role(state)}.`;
  return (
    <>
      <button
        type="button"
        className={`button ${kind} ${className}`}
        aria-disabled={!allowed || busy || undefined}
        aria-busy={busy || undefined}
        aria-describedby={allowed ? undefined : id}
        aria-keyshortcuts={shortcut}
        title={reason}
        disabled={disabled}
        onClick={(event) => (allowed && !busy ? onClick?.(event) : event.preventDefault())}
        {...rest}
      >
        {children}
        {shortcut && <kbd aria-hidden="true">{shortcut}</kbd>}
      </button>
      {!allowed && <span id={id} className="hidden">{reason}</span>}
    </>
  );
}
