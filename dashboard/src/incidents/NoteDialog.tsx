// A note on an incident. What was written stays when sending fails.
import type { FormEvent } from "react";
import { useState } from "react";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { triage } from "./triage";

export function NoteDialog({ id, close }: { id: string; close: () => void }) {
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (!text.trim() || busy) return;
    setBusy(true);
    const done = await triage(id, { note: text.trim() });
    setBusy(false);
    if (done) close();
  };
  return (
    <Dialog title={`Note on ${id}`} close={close}>
      <form className="form" onSubmit={send}>
        <label htmlFor="note">Note</label>
        <textarea id="note" rows={5} maxLength={4000} autoFocus value={text} onChange={(event) => setText(event.target.value)} />
        <div className="form-end">
          <Button onClick={close}>Cancel</Button>
          <button type="submit" className="button main" disabled={busy || !text.trim()}>Add note</button>
        </div>
      </form>
    </Dialog>
  );
}
