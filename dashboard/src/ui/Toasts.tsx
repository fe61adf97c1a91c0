// The corner where short messages appear; polite to screen readers, urgent when something failed.
import { useStore } from "../state/store";
import { dismiss, toasts } from "../state/toasts";
import { announcement } from "../state/incidents";

export function Toasts() {
  const shown = useStore(toasts);
  return (
    <div className="toasts" role="region" aria-label="Messages">
      <div aria-live="polite">
        {shown.map((toast) => (
          <div key={toast.id} className={`toast ${toast.kind}`} role={toast.kind === "failed" ? "alert" : undefined}>
            <span>{toast.text}</span>
            <button type="button" onClick={() => dismiss(toast.id)} aria-label="Dismiss message">✕</button>
          </div>
        ))}
      </div>
    </div>
  );
}

export function Announcer() {
  const text = useStore(announcement);
  return <div className="hidden" role="alert" aria-live="assertive">{text}</div>;
}
