// One source: how it stands, what it may cost, and its settings.
import type { IntelligenceSource, SourceChange, SourceState } from "../api/intelligence";
import { Check } from "../ui/Check";
import { count, number, spaced } from "../ui/format";
import { Meter } from "../ui/Meter";
import { Time } from "../ui/Time";
import { Wire } from "../ui/Wire";
import { KeyField } from "./KeyField";
import { kindNames } from "./Verdict";

const stateNames: Record<SourceState, string> = { ok: "ready", limited: "limited", broken: "left alone", offline: "offline", unconfigured: "not set up", disabled: "off" };
const stateHelp: Record<SourceState, string> = {
  ok: "", limited: "Its budget is used up, or it asked for silence.", broken: "It failed several times in a row and is left alone for a while.", offline: "Nothing leaves this machine.",
  unconfigured: "It lacks its key, its address or its program.", disabled: "",
};
/** Sources whose server the owner names; all others have one of their own. */
const addressed = ["pdns"];

interface Properties { source: IntelligenceSource; edit: SourceChange; change: (edit: SourceChange) => void; admin: boolean }

export function SourceCard({ source, edit, change, admin }: Properties) {
  const shown = { ...source, ...edit };
  return (
    <details className={`rule source panel ${source.enabled ? "" : "off"}`}>
      <summary>
        <span className="rule-title">{source.title} <span className="muted">{kindNames[source.kind] ?? source.kind}</span></span>
        <span className={`source-state ${source.state}`}>{stateNames[source.state] ?? source.state}</span>
        <Meter label="today" used={source.budget.used_day} of={source.budget.per_day} />
        <span className="source-key muted">{source.needs_key || source.key ? (source.key ? <code>{source.key}</code> : "no key") : "needs no key"}</span>
        {Object.keys(edit).length > 0 ? <span className="tag">changed</span> : <span className={source.enabled ? "rule-state on" : "rule-state"}>{source.enabled ? "on" : "off"}</span>}
      </summary>
      <div className="rule-body">
        <p>{source.help}</p>
        {stateHelp[source.state] && <p className="warning">{stateHelp[source.state]}{source.until && <> Until <Time at={source.until} />.</>}</p>}
        {source.last_error && <p className="error"><Time at={source.last_error_at} />{" "}<Wire text={source.last_error} length={240} /></p>}
        <div className="checks">
          <Check label="Ask it" on={shown.enabled} disabled={!admin} change={(enabled) => change({ enabled })} />
          <Check label="Also in the background, about the addresses of incidents" on={shown.automatic} disabled={!admin} change={(automatic) => change({ automatic })} />
        </div>
        <div className="settings">
          {(source.needs_key || source.key !== null || source.key_variables.length > 0) && (
            <KeyField title={source.title} masked={source.key} origin={source.key_origin} variables={source.key_variables} typed={edit.key} disabled={!admin} change={(key) => change({ key })} />
          )}
          {addressed.includes(source.id) && (
            <div className="setting">
              <label htmlFor={`${source.id}-url`}>Address</label>
              <div className="setting-value"><input id={`${source.id}-url`} type="text" spellCheck={false} disabled={!admin} placeholder="https://" maxLength={500} value={edit.url ?? source.url ?? ""} onChange={(event) => change({ url: event.target.value })} /></div>
            </div>
          )}
          <Budget source={source} edit={edit} change={change} admin={admin} />
          {source.options.map((option) => (
            <div className="setting" key={option.name}>
              <label htmlFor={`${source.id}-${option.name}`}>{spaced(option.name)}</label>
              <div className="setting-value"><input id={`${source.id}-${option.name}`} type="number" step="any" disabled={!admin} min={option.minimum} max={option.maximum} value={edit.options?.[option.name] ?? option.value} onChange={(event) => change({ options: { ...edit.options, [option.name]: Number(event.target.value) } })} /></div>
              <p className="muted">{option.help}{option.value !== option.default && ` (default ${number(option.default)})`}</p>
            </div>
          ))}
        </div>
        <p className="muted figure">
          {`${count(source.calls)} calls since the start`}
          {Object.entries(source.refused).filter(([, times]) => times > 0).map(([reason, times]) => `, ${count(times)} refused: ${spaced(reason)}`).join("")}
          {source.url && <>; asks <Wire text={source.url} length={80} /></>}
        </p>
      </div>
    </details>
  );
}

function Budget({ source, edit, change, admin }: Properties) {
  const fields: ["per_minute" | "per_day", string, number][] = [["per_minute", "Calls a minute", source.budget.used_minute], ["per_day", "Calls a day", source.budget.used_day]];
  return (
    <>
      {fields.map(([name, label, used]) => (
        <div className="setting" key={name}>
          <label htmlFor={`${source.id}-${name}`}>{label}</label>
          <div className="setting-value">
            <input id={`${source.id}-${name}`} type="number" min={1} disabled={!admin} value={edit[name] ?? source.budget[name]} onChange={(event) => change({ [name]: Number(event.target.value) })} />
            <Meter label="used" used={used} of={source.budget[name]} />
          </div>
        </div>
      ))}
    </>
  );
}
