// One alert of the retro-hunt. Its evidence is JSON in a text that another program may have written: shown as it stands where it cannot be read.
import type { ScoutAlert, ScoutStatus } from "../api/hunting";
import { may, session } from "../state/session";
import { useStore } from "../state/store";
import { Address } from "../ui/Address";
import { Button } from "../ui/Button";
import { number, spaced } from "../ui/format";
import { Time } from "../ui/Time";
import { Wire } from "../ui/Wire";

const snooze = { "an hour": 60, "a day": 1_440, "a week": 10_080, "30 days": 43_200 } as const;

export function ScoutRow({ alert, mark }: { alert: ScoutAlert; mark: (change: { status: ScoutStatus; minutes?: number }) => void }) {
  const allowed = may(useStore(session), "analyst");
  const over = alert.status === "snoozed" || alert.status === "false_positive";
  return (
    <tr>
      <td>{spaced(alert.alert_type).slice(0, 60)}</td>
      <td><Address of={alert.src_ip} /></td>
      <td><Address of={alert.dst_ip} /></td>
      <td className="number figure">{number(alert.score)}</td>
      <td>{spaced(alert.status)}{alert.snoozed_until && <span className="muted"> until <Time at={alert.snoozed_until} /></span>}</td>
      <td><Time at={alert.created_at} /></td>
      <td className="wide">{alert.evidence_json ? <Wire text={brief(alert.evidence_json)} length={160} /> : "–"}{alert.enrichment_json && <details><summary className="muted">Looked up</summary><code><Wire text={brief(alert.enrichment_json)} length={1200} /></code></details>}</td>
      <td className="row-tools">
        {over ? <Button needs="analyst" kind="quiet" aria-label={`Take alert ${alert.id} back`} onClick={() => mark({ status: "new" })}>Take back</Button> : (
          <>
            <select aria-label={`Snooze alert ${alert.id}`} disabled={!allowed} value="" onChange={(event) => mark({ status: "snoozed", minutes: Number(event.target.value) })}>
              <option value="" disabled>Snooze…</option>
              {Object.entries(snooze).map(([name, minutes]) => <option key={name} value={minutes}>{`for ${name}`}</option>)}
            </select>
            <Button needs="analyst" kind="quiet" aria-label={`Alert ${alert.id} is a false positive`} onClick={() => mark({ status: "false_positive" })}>Harmless</Button>
          </>
        )}
      </td>
    </tr>
  );
}

function brief(json: string): string {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return json;
    return Object.entries(value).map(([name, one]) => `${name.replace(/_/g, " ")} ${typeof one === "string" || typeof one === "number" ? one : JSON.stringify(one)}`).join(", ");
  } catch {
    return json;
  }
}
