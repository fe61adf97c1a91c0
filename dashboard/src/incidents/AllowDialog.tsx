// "This is fine": from now on, and for what was already found, such findings are not reported.
import type { FormEvent } from "react";
import { useState } from "react";
import { post, words } from "../api/http";
import { refetchAll } from "../state/live";
import { toast } from "../state/toasts";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { spaced } from "../ui/format";

interface Properties { detections: string[]; attackers: string[]; close: () => void }

export function AllowDialog({ detections, attackers: named, close }: Properties) {
  const [detection, setDetection] = useState(named.length > 0 ? detections[0] ?? "" : "");
  const [attackers, setAttackers] = useState(named[0] ?? "");
  const [victims, setVictims] = useState("");
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      await post("/api/suppressions", { detection: detection || null, attackers: attackers.trim() || null, victims: victims.trim() || null, reason: reason.trim() });
      toast("done", "Allowed. It can be taken back in the allow list.");
      refetchAll();
      close();
    } catch (cause) {
      setError(words(cause));
      setBusy(false);
    }
  };
  return (
    <Dialog title="Allow this" close={close}>
      <form className="form" onSubmit={send}>
        <p className="muted">What matches all of these is no longer reported, and open incidents of it are closed.</p>
        <label htmlFor="allow-detection">Detection</label>
        <select id="allow-detection" value={detection} onChange={(event) => setDetection(event.target.value)}>
          {detections.map((one) => <option key={one} value={one}>{spaced(one)}</option>)}
          <option value="">any detection</option>
        </select>
        <label htmlFor="allow-attackers">Attackers (address or block; empty: any)</label>
        <input id="allow-attackers" value={attackers} spellCheck={false} onChange={(event) => setAttackers(event.target.value)} />
        <label htmlFor="allow-victims">Victims (address or block; empty: any)</label>
        <input id="allow-victims" value={victims} spellCheck={false} onChange={(event) => setVictims(event.target.value)} />
        <label htmlFor="allow-reason">Why it is fine</label>
        <input id="allow-reason" required maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        {error && <p className="error" role="alert">{error}</p>}
        <div className="form-end">
          <Button onClick={close}>Cancel</Button>
          <button type="submit" className="button main" disabled={busy || !reason.trim() || (!detection && !attackers.trim() && !victims.trim())}>Allow</button>
        </div>
      </form>
    </Dialog>
  );
}
