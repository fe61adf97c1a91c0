// The rules: what each looks for, whether it is on, what it found, what it cannot see, and its options.
import { useState } from "react";
import { put, words } from "../api/http";
import type { Rule } from "../api/types";
import { useResource } from "../state/resource";
import { toast } from "../state/toasts";
import { count, plural } from "../ui/format";
import { Severity } from "../ui/Severity";
import { Empty, Loaded } from "../ui/States";
import { Switch } from "../ui/Switch";
import { Time } from "../ui/Time";
import { RuleOptions } from "./RuleOptions";

export function RulesPage() {
  const rules = useResource<{ items: Rule[] }>("/api/rules", { every: 15_000 });
  return (
    <div className="page">
      <h1>Rules</h1>
      <Loaded from={rules} what="Loading the rules">
        {({ items }) => items.length === 0 ? <Empty title="This build has no rules." /> : (
          <>
            <p className="muted lead">{`${plural(items.filter((rule) => rule.enabled).length, "rule")} of ${count(items.length)} on. A change holds for the traffic from now on.`}</p>
            <div className="rules">{items.map((rule) => <Card key={rule.name} rule={rule} changed={rules.refetch} />)}</div>
          </>
        )}
      </Loaded>
    </div>
  );
}

function Card({ rule, changed }: { rule: Rule; changed: () => void }) {
  const [busy, setBusy] = useState(false);
  const turn = async (enabled: boolean) => {
    setBusy(true);
    try {
      await put(`/api/rules/${encodeURIComponent(rule.name)}`, { enabled });
      toast("done", `${rule.title} is ${enabled ? "on" : "off"}.`);
      changed();
    } catch (cause) {
      toast("failed", `${rule.title} was not changed: ${words(cause)}`);
    }
    setBusy(false);
  };
  return (
    <details className={`rule panel ${rule.enabled ? "" : "off"}`}>
      <summary>
        <span className="rule-title">{rule.title}</span>
        <Severity level={rule.severity} />
        <span className="muted figure rule-count">{plural(rule.findings, "finding")}</span>
        <span className="rule-fired"><Time at={rule.last_fired} /></span>
        <span className={rule.enabled ? "rule-state on" : "rule-state"}>{rule.enabled ? "on" : "off"}</span>
      </summary>
      <div className="rule-body">
        <Switch needs="admin" on={rule.enabled} busy={busy} label={`${rule.title} is ${rule.enabled ? "on" : "off"}`} turn={turn} />
        <p>{rule.description}</p>
        <p className="techniques">{rule.techniques.map((one) => {
          const id = typeof one === "string" ? one : one.id;
          return <span key={id} className="technique"><b>{id}</b>{typeof one === "string" ? "" : ` ${one.name}`}</span>;
        })}{rule.detections.map((one) => <code key={one} className="muted">{one}</code>)}</p>
        {rule.options.length > 0 && <RuleOptions of={rule} path={`/api/rules/${encodeURIComponent(rule.name)}`} changed={changed} />}
        {rule.blind_spots.length > 0 && <><h3>What it cannot see</h3><ul className="plain">{rule.blind_spots.map((one) => <li key={one}>{one}</li>)}</ul></>}
      </div>
    </details>
  );
}
