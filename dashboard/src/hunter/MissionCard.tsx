// One mission: what it looks for, how often, when it was out last and what came of it; and the button to send it now.
import type { FormEvent } from "react";
import { useState } from "react";
import { longPatience, post, put, words } from "../api/http";
import type { HuntEntry, Mission } from "../api/hunting";
import { RuleOptions } from "../ops/RuleOptions";
import { may, session } from "../state/session";
import { useStore } from "../state/store";
import { toast } from "../state/toasts";
import { Button } from "../ui/Button";
import { number, plural } from "../ui/format";
import { Severity } from "../ui/Severity";
import { Switch } from "../ui/Switch";
import { Time } from "../ui/Time";
import { HuntEntryView } from "./HuntEntryView";

export const missionPath = (name: string) => `/api/hunter/missions/${encodeURIComponent(name)}`;

export function MissionCard({ mission, changed }: { mission: Mission; changed: () => void }) {
  const [busy, setBusy] = useState<"run" | "set" | null>(null);
  const run = async () => {
    setBusy("run");
    try {
      const entry = await post<HuntEntry>(`${missionPath(mission.name)}/run`, undefined, longPatience);
      toast(entry.findings > 0 ? "notice" : "done", `${mission.title}: ${entry.findings > 0 ? plural(entry.findings, "new finding") : "nothing new"}.`);
      changed();
    } catch (cause) {
      toast("failed", `${mission.title} was not run: ${words(cause)}`);
    }
    setBusy(null);
  };
  const set = async (change: { enabled?: boolean; every_hours?: number }, done: string) => {
    setBusy("set");
    try {
      await put(missionPath(mission.name), change);
      toast("done", done);
      changed();
    } catch (cause) {
      toast("failed", `${mission.title} was not changed: ${words(cause)}`);
    }
    setBusy(null);
  };
  const last = mission.last_run;
  return (
    <details className={`rule mission panel ${mission.enabled ? "" : "off"}`}>
      <summary>
        <span className="rule-title">{mission.title}</span>
        <Severity level={mission.severity} />
        <span className={last && last.findings > 0 ? "attention" : "muted"}>{last ? (last.findings > 0 ? plural(last.findings, "finding") : "nothing") : "not out yet"}</span>
        <span className="rule-fired"><Time at={last?.started} /></span>
        <span className={mission.enabled ? "rule-state on" : "rule-state"}>{mission.enabled ? "on" : "off"}</span>
      </summary>
      <div className="rule-body">
        <div className="mission-tools">
          <Switch needs="admin" on={mission.enabled} busy={busy === "set"} label={`${mission.title} is ${mission.enabled ? "on" : "off"}`} turn={(enabled) => void set({ enabled }, `${mission.title} is ${enabled ? "on" : "off"}.`)} />
          <Every hours={mission.every_hours} set={(hours) => void set({ every_hours: hours }, `${mission.title}: every ${number(hours)} hours.`)} />
          <span className="muted">{mission.next_run ? <>next <Time at={mission.next_run} /></> : "not on the schedule"}</span>
          <Button needs="analyst" busy={busy === "run"} aria-label={`Run ${mission.title} now`} onClick={() => void run()}>{busy === "run" ? "Out hunting…" : "Run now"}</Button>
        </div>
        <p>{mission.description}</p>
        <p className="techniques">{mission.techniques.map((one) => <span key={one} className="technique"><b>{one}</b></span>)}{mission.detections.map((one) => <code key={one} className="muted">{one}</code>)}</p>
        {last && <><h3>Last time</h3><HuntEntryView entry={last} /></>}
        {mission.options.length > 0 && <RuleOptions of={mission} path={missionPath(mission.name)} changed={changed} />}
        {mission.blind_spots.length > 0 && <><h3>What it cannot see</h3><ul className="plain">{mission.blind_spots.map((one) => <li key={one}>{one}</li>)}</ul></>}
      </div>
    </details>
  );
}

function Every({ hours, set }: { hours: number; set: (hours: number) => void }) {
  const [text, setText] = useState<string | null>(null);
  const admin = may(useStore(session), "admin");
  const wanted = Number(text ?? hours);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (text === null || !(wanted > 0)) return;
    set(wanted);
    setText(null);
  };
  return (
    <form className="select" onSubmit={send}>
      <label className="select">every <input type="number" className="short" step="any" min={0} disabled={!admin} value={text ?? String(hours)} onChange={(event) => setText(event.target.value)} /> hours</label>
      {text !== null && wanted !== hours && <button type="submit" className="button" disabled={!(wanted > 0)}>Set</button>}
    </form>
  );
}
