// The feed with its filters.
import { useEffect, useMemo } from "react";
import type { Stats } from "../api/types";
import { place, refine } from "../router/router";
import { AlertLog, alertLog, hear } from "../state/alerts";
import { useResource } from "../state/resource";
import { useStore } from "../state/store";
import { Button } from "../ui/Button";
import { spaced } from "../ui/format";
import { levels } from "../ui/Severity";
import { ExpressionBox } from "../ui/ExpressionBox";
import { AlertFeed } from "./AlertFeed";

export function AlertsPage() {
  const here = useStore(place);
  const severity = here.query.get("severity") ?? "";
  const rule = here.query.get("rule") ?? "";
  const source = here.query.get("src") ?? "";
  const stats = useResource<Stats>("/api/stats");
  const filtered = Boolean(severity || rule || source);
  const log = useMemo(() => (filtered ? new AlertLog({ severity, rule_name: rule, src_ip: source }) : alertLog), [filtered, severity, rule, source]);
  useEffect(() => {
    if (log === alertLog) return;
    void log.reload();
    return hear(log);
  }, [log]);
  const rules = Object.keys(stats.data?.alerts_by_rule ?? {}).sort();
  if (rule && !rules.includes(rule)) rules.push(rule);
  return (
    <div className="page tall">
      <h1>Alerts</h1>
      <div className="filters" role="search" aria-label="Filter alerts">
        <label className="select">Severity
          <select value={severity} onChange={(event) => refine({ severity: event.target.value })}>
            <option value="">any</option>
            {levels.map((level) => <option key={level}>{level}</option>)}
          </select>
        </label>
        <label className="select">Detection
          <select value={rule} onChange={(event) => refine({ rule: event.target.value })}>
            <option value="">any</option>
            {rules.map((name) => <option key={name} value={name}>{spaced(name)}</option>)}
          </select>
        </label>
        <ExpressionBox label="Source address" value={source} change={(value) => refine({ src: value || null })} hint="source address" />
        {filtered && <Button kind="quiet" onClick={() => refine({ severity: null, rule: null, src: null })}>Clear filters</Button>}
      </div>
      <AlertFeed log={log} />
    </div>
  );
}
