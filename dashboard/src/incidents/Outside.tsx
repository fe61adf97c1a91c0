// What others know of the parties of an incident.
import type { EvidenceNote } from "../api/intelligence";
import type { Incident } from "../api/types";
import { EvidenceNoteView } from "../intelligence/EvidenceNotes";
import { Panel } from "../ui/Panel";

export function Outside({ incident }: { incident: Incident }) {
  const notes: EvidenceNote[] = incident.evidence ?? [];
  if (notes.length === 0) return null;
  return (
    <Panel title="What others know" note="of its public addresses; advice, nothing is blocked by it">
      <div className="notes-outside">{notes.map((note) => <EvidenceNoteView key={note.subject} note={note} open={notes.length === 1} />)}</div>
    </Panel>
  );
}
