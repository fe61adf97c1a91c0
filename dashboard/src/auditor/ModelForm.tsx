// The model's settings, applied together.
import type { FormEvent } from "react";
import { useState } from "react";
import { put, words } from "../api/http";
import type { AnalystChange, AnalystSettings } from "../api/analyst";
import type { Severity } from "../api/types";
import { KeyField } from "../intelligence/KeyField";
import { may, session } from "../state/session";
import { useStore } from "../state/store";
import { toast } from "../state/toasts";
import { Check } from "../ui/Check";
import { levels } from "../ui/Severity";

type Number = "per_minute" | "per_day" | "timeout_seconds";
const numbers: [Number, string, string][] = [["per_minute", "Questions a minute", ""], ["per_day", "Questions a day", ""], ["timeout_seconds", "Patience", "seconds"]];

export function ModelForm({ of, applied }: { of: AnalystSettings; applied: (next: AnalystSettings) => void }) {
  const [change, setChange] = useState<AnalystChange>({});
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const admin = may(useStore(session), "admin");
  const shown = { ...of, ...change };
  const backend = of.backends.find((one) => one.name === shown.backend);
  const set = (edit: AnalystChange) => {
    const next: AnalystChange = { ...change, ...edit };
    for (const name of Object.keys(next) as (keyof AnalystChange)[]) if (next[name] === undefined || (name !== "key" && next[name] === of[name])) delete next[name];
    setChange(next);
  };
  const apply = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      applied(await put<AnalystSettings>("/api/analyst", change));
      setChange({});
      toast("done", "Applied. It holds from now on.");
    } catch (cause) {
      setError(words(cause));
    }
    setBusy(false);
  };
  const changed = Object.keys(change).length > 0;
  return (
    <form className="settings panel padded" onSubmit={apply} aria-label="Settings of the model">
      <div className="setting">
        <label htmlFor="backend">Engine</label>
        {/* Another engine begins with its own address and model. */}
        <div className="setting-value"><select id="backend" disabled={!admin} value={shown.backend} onChange={(event) => set({ backend: event.target.value, url: event.target.value === of.backend ? of.url : "", model: event.target.value === of.backend ? of.model : "" })}>
          <option value="none">none: templates only</option>
          {of.backends.filter((one) => one.name !== "none").map((one) => <option key={one.name} value={one.name}>{one.title}</option>)}
        </select></div>
      </div>
      {shown.backend !== "none" && (
        <>
          <Text name="url" label="Address" value={shown.url} hint={backend?.url ?? ""} disabled={!admin} change={(url) => set({ url })} most={500} />
          <Text name="model" label="Model" value={shown.model} hint={backend?.model ?? ""} disabled={!admin} change={(model) => set({ model })} most={100} />
          <KeyField title={backend?.title ?? shown.backend} masked={of.key} origin={of.key_source} typed={change.key} disabled={!admin} change={(key) => set({ key })} />
          {numbers.map(([name, label, unit]) => (
            <div className="setting" key={name}>
              <label htmlFor={name}>{label}</label>
              <div className="setting-value"><input id={name} type="number" min={0} disabled={!admin} value={shown[name]} onChange={(event) => set({ [name]: Number(event.target.value) })} /><span className="muted">{unit}</span></div>
            </div>
          ))}
          <div className="setting">
            <label htmlFor="minimum_severity">Asked from</label>
            <div className="setting-value"><select id="minimum_severity" disabled={!admin} value={shown.minimum_severity} onChange={(event) => set({ minimum_severity: event.target.value as Severity })}>{levels.map((level) => <option key={level}>{level}</option>)}</select><span className="muted">on, by itself</span></div>
          </div>
          <div className="setting">
            <label htmlFor="instructions">What it is told</label>
            <textarea id="instructions" rows={5} maxLength={4000} disabled={!admin} value={shown.instructions} onChange={(event) => set({ instructions: event.target.value })} />
          </div>
          <Check label="Send addresses under other names" help="Of one network stay of one network; put back into the answer." on={shown.pseudonyms} disabled={!admin} change={(pseudonyms) => set({ pseudonyms })} />
        </>
      )}
      {error && <p className="error" role="alert">{error}</p>}
      {!admin ? <p className="muted">Changing them needs the admin role.</p> : (
        <div className="form-end">
          <button type="button" className="button" disabled={!changed} onClick={() => { setChange({}); setError(null); }}>Undo</button>
          <button type="submit" className="button main" disabled={busy || !changed}>Apply</button>
        </div>
      )}
    </form>
  );
}

function Text({ name, label, value, hint, disabled, change, most }: { name: string; label: string; value: string; hint: string; disabled: boolean; change: (text: string) => void; most: number }) {
  return (
    <div className="setting">
      <label htmlFor={name}>{label}</label>
      <div className="setting-value"><input id={name} type="text" spellCheck={false} maxLength={most} placeholder={hint} disabled={disabled} value={value} onChange={(event) => change(event.target.value)} /></div>
    </div>
  );
}
