// Whom NetSentinel asks, and what that may cost. Changes are gathered and applied together; nothing holds before Apply.
import type { FormEvent } from "react";
import { useState } from "react";
import { put, words } from "../api/http";
import type { Intelligence, IntelligenceChange } from "../api/intelligence";
import { useResource } from "../state/resource";
import { may, session } from "../state/session";
import { useStore } from "../state/store";
import { toast } from "../state/toasts";
import { Check } from "../ui/Check";
import { count, plural } from "../ui/format";
import { Empty, Loaded } from "../ui/States";
import { changeCount, edited, editedAll } from "./changes";
import { SourceCard } from "./SourceCard";

export function SourcesPage() {
  const intelligence = useResource<Intelligence>("/api/intelligence", { every: 10_000 });
  return (
    <div className="page">
      <h1>Sources</h1>
      <Loaded from={intelligence} what="Loading the sources" absent="This service has no intelligence sources.">
        {(data) => <Form of={data} applied={intelligence.replace} />}
      </Loaded>
    </div>
  );
}

function Form({ of, applied }: { of: Intelligence; applied: (next: Intelligence) => void }) {
  const [change, setChange] = useState<IntelligenceChange>({});
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const admin = may(useStore(session), "admin");
  const changes = changeCount(change);
  const apply = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || changes === 0) return;
    setBusy(true);
    setError(null);
    try {
      applied(await put<Intelligence>("/api/intelligence", change));
      setChange({});
      toast("done", "Applied. It holds from now on.");
    } catch (cause) {
      setError(words(cause));
    }
    setBusy(false);
  };
  return (
    <form className="sources" onSubmit={apply}>
      <div className="panel padded checks">
        <Check label="Offline" help="Nothing leaves this machine, whoever asks." on={change.offline ?? of.offline} disabled={!admin} change={(offline) => setChange(editedAll(change, of, { offline }))} />
        <Check label="Look up the addresses of incidents by itself" help="In the background, within the budgets; never an address of your own networks." on={change.automatic ?? of.automatic} disabled={!admin} change={(automatic) => setChange(editedAll(change, of, { automatic }))} />
        <Check label="Look up everybody outside whom your networks talk to" help="One whom the sources agree to be bad is an incident at once. It costs far more of the budgets." on={change.contacts ?? of.contacts} disabled={!admin} change={(contacts) => setChange(editedAll(change, of, { contacts }))} />
        <label className="select">Advise to block when
          <select disabled={!admin} value={change.threshold ?? of.threshold} onChange={(event) => setChange(editedAll(change, of, { threshold: Number(event.target.value) }))}>
            {[1, 2, 3].map((one) => <option key={one} value={one}>{one === 1 ? "1 source flags" : `${one} sources flag`}</option>)}
          </select>
          it
        </label>
        <p className="muted figure">{`${plural(of.waiting, "incident")} waiting to be looked up; ${count(of.refused)} lookups of addresses that are not public were refused.`}</p>
      </div>
      {of.sources.length === 0 ? <Empty title="This build has no sources." /> : (
        <div className="rules">{of.sources.map((source) => <SourceCard key={source.id} source={source} admin={admin} edit={change.sources?.[source.id] ?? {}} change={(edit) => setChange(edited(change, source, edit))} />)}</div>
      )}
      {!admin ? <p className="muted">Changing them needs the admin role.</p> : (
        <div className="apply-bar" data-changes={changes}>
          {error ? <p className="error" role="alert">{error}</p> : <span className="muted" role="status">{changes === 0 ? "Nothing is changed." : `${plural(changes, "change")} not applied yet`}</span>}
          <button type="button" className="button" disabled={changes === 0} onClick={() => { setChange({}); setError(null); }}>Undo</button>
          <button type="submit" className="button main" disabled={busy || changes === 0}>Apply</button>
        </div>
      )}
    </form>
  );
}
