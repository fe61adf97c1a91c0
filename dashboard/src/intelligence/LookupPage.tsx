// Any address, asked about at every source that is switched on, and at the lists of this machine. It stands in the page's own address: it can be sent to a colleague.
import type { FormEvent } from "react";
import { useEffect, useRef, useState } from "react";
import type { EvidenceNote } from "../api/intelligence";
import { Link } from "../router/Link";
import { hostPath, place, refine } from "../router/router";
import { may, session } from "../state/session";
import { useStore } from "../state/store";
import { Check } from "../ui/Check";
import { Panel } from "../ui/Panel";
import { Empty, Loading } from "../ui/States";
import { visible } from "../ui/Wire";
import { EvidenceNoteView } from "./EvidenceNotes";
import { LocalHits } from "./LocalHits";
import { lookUp } from "./lookUp";

/** Sources are asked about addresses alone; names and fingerprints are looked for on this machine. */
const isAddress = (text: string) => /^\d+(\.\d+){3}$/.test(text) || (text.includes(":") && /^[0-9a-f:.]+$/i.test(text));

export function LookupPage() {
  const asked = useStore(place).query.get("address") ?? "";
  const [text, setText] = useState(asked);
  const [fresh, setFresh] = useState(false);
  const [busy, setBusy] = useState(false);
  const [note, setNote] = useState<EvidenceNote | null>(null);
  const allowed = may(useStore(session), "analyst");
  const latest = useRef(0);
  useEffect(() => setText(asked), [asked]);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const wanted = text.trim();
    if (!wanted || busy) return;
    refine({ address: wanted });
    setNote(null);
    if (!isAddress(wanted) || !allowed) return;
    const turn = ++latest.current;
    setBusy(true);
    const found = await lookUp(wanted, fresh);
    if (turn !== latest.current) return;
    setNote(found);
    setBusy(false);
  };
  return (
    <div className="page">
      <h1>Look up</h1>
      <p className="muted lead">Asks every source that is switched on what it knows of an address, and your own lists about addresses, domains and TLS fingerprints. Private and reserved addresses never leave this machine.</p>
      <form className="inline-form" role="search" aria-label="Look something up" onSubmit={send}>
        <input type="search" className="expression" aria-label="Address, domain or TLS fingerprint" placeholder="45.155.205.233, bad.example or a JA3" spellCheck={false} autoComplete="off" maxLength={300} value={text} onChange={(event) => setText(event.target.value)} />
        <Check label="Ask again, past what is kept" on={fresh} change={setFresh} />
        <button type="submit" className="button main" disabled={!text.trim() || busy}>Look up</button>
        {!allowed && <span className="muted">Asking the sources needs the analyst role; your lists are looked at all the same.</span>}
      </form>
      {busy && <Panel title={visible(text.trim())}><Loading what="Asking the sources" /></Panel>}
      {note && (
        <Panel title={<span className="address">{visible(note.subject)}</span>} tools={<Link to={hostPath(note.subject)}>Its traffic here</Link>}>
          {note.verdicts.length === 0 ? <Empty title="No source had anything to say.">They are off, or not set up.</Empty> : <EvidenceNoteView note={note} />}
        </Panel>
      )}
      {asked && <LocalHits subject={asked} />}
      {!busy && !note && !asked && <Empty title="Nothing was asked yet." />}
    </div>
  );
}
