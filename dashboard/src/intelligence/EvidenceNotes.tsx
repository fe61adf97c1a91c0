// Everything that was found out about an address, by kind of source, the verdicts that count first.
import type { EvidenceNote, SourceKind } from "../api/intelligence";
import { Address } from "../ui/Address";
import { percent } from "../ui/format";
import { Time } from "../ui/Time";
import { Wire } from "../ui/Wire";
import { ConsensusMark, words } from "./ConsensusMark";
import { kindNames, Verdict } from "./Verdict";

const judging: SourceKind[] = ["reputation", "list"];
const order = Object.keys(kindNames) as SourceKind[];

/** `open`: shown whole; otherwise folded under its first line. */
export function EvidenceNoteView({ note, open = true }: { note: EvidenceNote; open?: boolean }) {
  const rest = note.verdicts.filter((one) => !judging.includes(one.kind)).sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  const groups = [...judging.map((kind) => [kindNames[kind], note.verdicts.filter((one) => one.kind === kind)] as const), ["What else is known", rest] as const];
  const verdicts = (
    <div className="verdicts">
      {groups.filter(([, own]) => own.length > 0).map(([name, own]) => (
        <section key={name}>
          <h3>{name}</h3>
          <ul>{own.map((one) => <Verdict key={one.source} of={one} />)}</ul>
        </section>
      ))}
    </div>
  );
  if (!open) {
    return (
      <details className="note-folded">
        <summary><Wire text={note.subject} length={45} className="address" /><ConsensusMark of={note.consensus} /><span className="muted"><Time at={note.at} /></span></summary>
        <p className="note-link"><Address of={note.subject} /> in your traffic</p>
        {verdicts}
      </details>
    );
  }
  return (
    <>
      <div className="note-head">
        <ConsensusMark of={note.consensus} />
        {note.consensus.configured > 0 && <span>{words(note.consensus)}</span>}
        {note.consensus.answered > 0 && <span className="muted figure">{`mean confidence ${percent(note.consensus.confidence)}`}</span>}
        {note.consensus.should_block && <span className="tag hot">advice: block it</span>}
        <span className="muted">newest answer <Time at={note.at} /></span>
      </div>
      {verdicts}
    </>
  );
}
