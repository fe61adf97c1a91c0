// One list: whose it is, how much of it is in force, and everything that was not taken, by reason.
import { useState } from "react";
import { put, remove, words } from "../api/http";
import type { IndicatorList } from "../api/intelligence";
import { toast } from "../state/toasts";
import { Button } from "../ui/Button";
import { count, percent, plural, spaced } from "../ui/format";
import { Switch } from "../ui/Switch";
import { Time } from "../ui/Time";
import { visible, Wire } from "../ui/Wire";

export const listPath = (id: string) => `/api/intelligence/lists/${encodeURIComponent(id)}`;

export function ListCard({ list, changed }: { list: IndicatorList; changed: () => void }) {
  const [busy, setBusy] = useState(false);
  const { entries } = list;
  const total = entries.addresses + entries.blocks + entries.domains + entries.fingerprints;
  const left = list.faults.reduce((sum, fault) => sum + fault.count, 0);
  const act = async (doing: Promise<unknown>, done: string) => {
    setBusy(true);
    try {
      await doing;
      toast("done", done);
      changed();
    } catch (cause) {
      toast("failed", `${visible(list.name || list.id)} was not changed: ${words(cause)}`);
    }
    setBusy(false);
  };
  return (
    <details className={`rule list panel ${list.enabled ? "" : "off"}`}>
      <summary>
        <span className="rule-title"><Wire text={list.name || list.id} length={60} /></span>
        <span className="muted">{list.format || "–"}</span>
        <span className="figure">{list.problem ? <span className="error">could not be read</span> : plural(total, "entry", "entries")}</span>
        <span className={left > 0 ? "attention figure" : "muted"}>{left > 0 ? `${count(left)} left out` : list.problem ? "–" : "all taken"}</span>
        <span className={list.enabled ? "rule-state on" : "rule-state"}>{list.enabled ? "on" : "off"}</span>
      </summary>
      <div className="rule-body">
        <Switch needs="admin" on={list.enabled} busy={busy} label={`${list.name || list.id} is ${list.enabled ? "on" : "off"}`} turn={(enabled) => void act(put(listPath(list.id), { enabled }), `${visible(list.name || list.id)} is ${enabled ? "on" : "off"}.`)} />
        {list.problem && <p className="error"><Wire text={list.problem} length={300} /></p>}
        <dl className="facts">
          <div><dt>Published by</dt><dd>{list.source ? <Wire text={list.source} length={80} /> : <span className="muted">not said</span>}</dd></div>
          <div><dt>Believed</dt><dd className="figure">{percent(list.confidence)}</dd></div>
          <div><dt>Holds until</dt><dd>{list.expires ? <Time at={list.expires} /> : "taken away"}</dd></div>
          <div><dt>Read</dt><dd><Time at={list.loaded} /></dd></div>
          <div><dt>Entries</dt><dd className="figure">{[plural(entries.addresses, "address", "addresses"), plural(entries.blocks, "block"), plural(entries.domains, "domain"), plural(entries.fingerprints, "fingerprint")].join(", ")}</dd></div>
          <div><dt>File</dt><dd><code><Wire text={list.id} length={100} /></code></dd></div>
        </dl>
        {list.faults.length > 0 && (
          <div className="table-frame" tabIndex={0} role="region" aria-label={`Left out of ${list.id}`}>
            <table className="table">
              <thead><tr><th scope="col">Left out</th><th scope="col" className="number">Times</th><th scope="col" className="number">First in line</th><th scope="col">Which says</th></tr></thead>
              <tbody>{list.faults.map((fault) => <tr key={fault.reason}><td>{spaced(fault.reason)}</td><td className="number figure">{count(fault.count)}</td><td className="number figure">{count(fault.line)}</td><td className="wide"><code><Wire text={fault.sample} length={80} /></code></td></tr>)}</tbody>
            </table>
          </div>
        )}
        <div><Button needs="admin" kind="danger" busy={busy} aria-label={`Remove ${list.name || list.id}`} onClick={() => void act(remove(listPath(list.id)), `${visible(list.name || list.id)} was removed.`)}>Remove</Button></div>
      </div>
    </details>
  );
}
