// The decisions as buttons, with their keys.
import { useState } from "react";
import type { IncidentSummary, Status } from "../api/types";
import { Button } from "../ui/Button";
import { triage } from "./triage";

const choices: [Status, string, string][] = [["acknowledged", "Acknowledge", "a"], ["contained", "Contained", "c"], ["resolved", "Resolve", "r"], ["false_positive", "False positive", "f"], ["new", "Back to new", "u"]];

export function TriageBar({ incident, note }: { incident: IncidentSummary | null; note: () => void }) {
  const [busy, setBusy] = useState<Status | null>(null);
  const decide = async (status: Status) => {
    if (!incident) return;
    setBusy(status);
    await triage(incident.id, { status });
    setBusy(null);
  };
  return (
    <div className="triage" role="group" aria-label={incident ? `Decide about ${incident.id}` : "Select an incident to decide"}>
      {choices.filter(([status]) => status !== incident?.status && (status !== "new" || incident !== null)).map(([status, name, key]) => (
        <Button key={status} needs="analyst" shortcut={key} busy={busy === status} disabled={!incident} onClick={() => void decide(status)}>{name}</Button>
      ))}
      <Button needs="analyst" shortcut="n" disabled={!incident} onClick={note}>Note</Button>
    </div>
  );
}
