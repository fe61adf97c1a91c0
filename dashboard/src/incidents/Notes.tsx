// What people wrote.
import type { Incident } from "../api/types";
import { Button } from "../ui/Button";
import { Panel } from "../ui/Panel";
import { Time } from "../ui/Time";
import { visible } from "../ui/Wire";

export function Notes({ incident, add }: { incident: Incident; add: () => void }) {
  const notes = incident.notes ?? [];
  return (
    <Panel title="Notes" tools={<Button needs="analyst" kind="quiet" onClick={add}>Add note</Button>}>
      {notes.length === 0 ? <p className="muted quiet-line">No notes yet.</p> : (
        <ol className="notes">
          {notes.map((note) => (
            <li key={note.id}>
              <p>{note.text.split("\n").map(visible).join("\n")}</p>
              <span className="muted">{visible(note.by)}, <Time at={note.at} /></span>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
