// What others know of a host, as it was looked up last; and the button to look it up now.
import { useState } from "react";
import type { EvidenceNote, Intelligence } from "../api/intelligence";
import type { HostDetail } from "../api/types";
import { EvidenceNoteView } from "../intelligence/EvidenceNotes";
import { lookUp } from "../intelligence/lookUp";
import { useResource } from "../state/resource";
import { Button } from "../ui/Button";
import { Panel } from "../ui/Panel";

export function Reputation({ host }: { host: HostDetail }) {
  const intelligence = useResource<Intelligence>("/api/intelligence");
  const [asked, setAsked] = useState<EvidenceNote | null>(null);
  const [busy, setBusy] = useState(false);
  const note = asked ?? host.evidence ?? null;
  // A service that asks nobody has nothing to show and no button to press.
  if (!note && intelligence.data === null) return null;
  const ask = async () => {
    setBusy(true);
    const found = await lookUp(host.address, note !== null);
    if (found) setAsked(found);
    setBusy(false);
  };
  return (
    <Panel title="What others know" tools={intelligence.data && <Button needs="analyst" busy={busy} onClick={() => void ask()}>{busy ? "Asking…" : note ? "Look up again" : "Look up"}</Button>}>
      {note ? <EvidenceNoteView note={note} /> : <p className="muted quiet-line">{host.home ? "It is one of your own: it is never looked up outside of this machine." : "It was not looked up yet."}</p>}
    </Panel>
  );
}
