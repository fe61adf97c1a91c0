// The numbers of a rule or a mission, each within its bounds.
import type { FormEvent } from "react";
import { useState } from "react";
import { put, words } from "../api/http";
import type { RuleOption } from "../api/types";
import { may, session } from "../state/session";
import { useStore } from "../state/store";
import { toast } from "../state/toasts";
import { number, spaced } from "../ui/format";

interface Properties { of: { title: string; options: RuleOption[] }; path: string; changed: () => void }

export function RuleOptions({ of: rule, path, changed }: Properties) {
  const [edits, setEdits] = useState<Record<string, string>>({});
  const [error, setError] = useState<string | null>(null);
  const admin = may(useStore(session), "admin");
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setError(null);
    try {
      await put(path, { options: Object.fromEntries(Object.entries(edits).map(([name, text]) => [name, Number(text)])) });
      toast("done", `${rule.title}: options changed.`);
      setEdits({});
      changed();
    } catch (cause) {
      setError(words(cause));
    }
  };
  return (
    <form className="options" onSubmit={save}>
      <h3>Options</h3>
      {rule.options.map((option) => (
        <label key={option.name}>
          <span>{spaced(option.name)}</span>
          <input type="number" step="any" disabled={!admin} min={option.minimum ?? undefined} max={option.maximum ?? undefined} value={edits[option.name] ?? String(option.value)} onChange={(event) => setEdits({ ...edits, [option.name]: event.target.value })} />
          <span className="muted">{option.unit ?? ""}</span>
          <span className="muted option-help">{option.help}{option.value !== option.default && ` (default ${number(option.default)})`}</span>
        </label>
      ))}
      {error && <p className="error" role="alert">{error}</p>}
      {!admin ? <p className="muted">Changing them needs the admin role.</p> : (
        <div className="form-end"><button type="submit" className="button main" disabled={Object.keys(edits).length === 0 || Object.values(edits).some((text) => text === "")}>Save options</button></div>
      )}
    </form>
  );
}
