// A secret: what is kept is shown masked by the service and never sent back; what is typed leaves with Apply.
import { useId } from "react";

interface Properties { title: string; masked: string | null; origin: "environment" | "file" | null; variables?: string[]; typed: string | undefined; disabled: boolean; change: (key: string | undefined) => void }

export function KeyField({ title, masked, origin, variables = [], typed, disabled, change }: Properties) {
  const id = useId();
  const removing = typed === "";
  return (
    <div className="setting">
      <label htmlFor={id}>Key</label>
      <div className="setting-value">
        <input id={id} type="password" autoComplete="off" spellCheck={false} maxLength={400} disabled={disabled || origin === "environment"} placeholder={removing ? "will be removed" : masked ?? "none"} value={typed ?? ""} aria-label={`Key of ${title}`} aria-describedby={`${id}-help`} onChange={(event) => change(event.target.value || undefined)} />
        {masked && origin === "file" && !disabled && <button type="button" className="button quiet" aria-pressed={removing} aria-label={`Remove the key of ${title}`} onClick={() => change(removing ? undefined : "")}>{removing ? "Keep it" : "Remove"}</button>}
      </div>
      <p id={`${id}-help`} className="muted">
        {origin === "environment" ? "Set by the environment, which wins over the settings." : origin === "file" ? "Kept in a private file; a new one replaces it." : "Kept in a private file, shown masked, never logged."}
        {variables.length > 0 && origin !== "file" && <>{" "}Or in <code>{variables.join(", ")}</code>.</>}
      </p>
    </div>
  );
}
