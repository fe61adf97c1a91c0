// The engine's settings. Saved together; the service lists everything that is wrong, and nothing changes until all is right.
import type { FormEvent } from "react";
import { useState } from "react";
import { put, words } from "../api/http";
import type { Configuration } from "../api/types";
import { useResource } from "../state/resource";
import { may, session } from "../state/session";
import { useStore } from "../state/store";
import { toast } from "../state/toasts";
import { Loaded } from "../ui/States";

type Key = keyof Configuration;
const fields: [Key, string, string, string][] = [
  ["confidence_threshold", "Least confidence", "0 to 1", "Findings less sure than this are not reported."],
  ["port_scan_min_ports", "Port scan", "ports", "Failed ports of one host that make a scan."],
  ["syn_flood_min_packets", "SYN flood", "packets", "Unanswered SYNs that make a flood."],
  ["brute_force_min_attempts", "Password guessing", "attempts", "Attempts that make a brute force."],
  ["flow_expiry_seconds", "Flow expiry", "seconds", "A flow this long silent is over."],
  ["home_networks", "Home networks", "blocks", "Separated by commas or spaces; empty: found out from the interface or the traffic."],
  ["retention_days", "Keep for", "days", "Older flows and findings are deleted."],
  ["retention_bytes", "Keep at most", "bytes", "Beyond this size the oldest are deleted first."],
];

export function SettingsPage() {
  const configuration = useResource<Configuration>("/api/config");
  return (
    <div className="page narrow">
      <h1>Settings</h1>
      <Loaded from={configuration} what="Loading the settings">{(data) => <Form of={data} saved={configuration.replace} />}</Loaded>
    </div>
  );
}

const shown = (value: Configuration[Key]) => (Array.isArray(value) ? value.join(", ") : String(value));

function Form({ of, saved }: { of: Configuration; saved: (next: Configuration) => void }) {
  const [edits, setEdits] = useState<Partial<Record<Key, string>>>({});
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const admin = may(useStore(session), "admin");
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    const patch = Object.fromEntries(Object.entries(edits).map(([key, text]) => [key, key === "home_networks" ? text.split(/[\s,]+/).filter(Boolean) : Number(text)]));
    try {
      saved(await put<Configuration>("/api/config", patch));
      setEdits({});
      toast("done", "Saved. The engine works with it from now on.");
    } catch (cause) {
      setError(words(cause));
    }
    setBusy(false);
  };
  return (
    <form className="settings panel padded" onSubmit={save}>
      {fields.filter(([key]) => of[key] !== undefined).map(([key, name, unit, help]) => (
        <div className="setting" key={key}>
          <label htmlFor={key}>{name}</label>
          <div className="setting-value">
            <input id={key} type={key === "home_networks" ? "text" : "number"} step="any" spellCheck={false} disabled={!admin} value={edits[key] ?? shown(of[key])} aria-describedby={`${key}-help`} onChange={(event) => setEdits({ ...edits, [key]: event.target.value })} />
            <span className="muted">{unit}</span>
          </div>
          <p id={`${key}-help`} className="muted">{help}</p>
        </div>
      ))}
      {error && <p className="error" role="alert">{error}</p>}
      {!admin ? <p className="muted">Changing them needs the admin role.</p> : (
        <div className="form-end">
          <button type="button" className="button" disabled={Object.keys(edits).length === 0} onClick={() => setEdits({})}>Undo</button>
          <button type="submit" className="button main" disabled={busy || Object.keys(edits).length === 0}>Save</button>
        </div>
      )}
    </form>
  );
}
