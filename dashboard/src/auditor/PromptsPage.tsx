// What the auditor's model is told. The owner may change it; what every answer is held against stays the program's own.
import { useState } from "react";
import { put, words } from "../api/http";
import type { AuditorPrompt } from "../api/analyst";
import { useResource } from "../state/resource";
import { may, session } from "../state/session";
import { useStore } from "../state/store";
import { toast } from "../state/toasts";
import { count } from "../ui/format";
import { Panel } from "../ui/Panel";
import { Empty, Loaded } from "../ui/States";

const most = 8000;

export function PromptsPage() {
  const prompts = useResource<{ items: AuditorPrompt[] }>("/api/auditor-prompts");
  return (
    <div className="page narrow">
      <h1>Prompts</h1>
      <p className="muted lead">What the model is told before it is shown rows. Whatever it says is held against the rows all the same.</p>
      <Loaded from={prompts} what="Loading the prompts" absent="This service has no auditor.">
        {({ items }) => items.length === 0 ? <Empty title="There are no prompts." /> : <>{items.map((one) => <Prompt key={one.name} of={one} saved={(next) => prompts.replace({ items: items.map((old) => (old.name === next.name ? next : old)) })} />)}</>}
      </Loaded>
    </div>
  );
}

function Prompt({ of, saved }: { of: AuditorPrompt; saved: (next: AuditorPrompt) => void }) {
  const [text, setText] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const allowed = may(useStore(session), "analyst");
  const shown = text ?? of.text;
  const send = async (next: string | null) => {
    setBusy(true);
    setError(null);
    try {
      saved(await put<AuditorPrompt>(`/api/auditor-prompts/${encodeURIComponent(of.name)}`, { text: next }));
      setText(null);
      toast("done", next === null ? `${of.title}: back to the text it came with.` : `${of.title}: saved.`);
    } catch (cause) {
      setError(words(cause));
    }
    setBusy(false);
  };
  return (
    <Panel title={of.title} note={of.changed ? "your text" : "the text it came with"}>
      <form className="form" onSubmit={(event) => { event.preventDefault(); void send(shown); }}>
        <label htmlFor={`prompt-${of.name}`} className="hidden">{of.title}</label>
        <textarea id={`prompt-${of.name}`} rows={9} maxLength={most} disabled={!allowed} value={shown} onChange={(event) => setText(event.target.value)} />
        {error && <p className="error" role="alert">{error}</p>}
        <div className="form-end">
          <span className="muted figure">{allowed ? `${count(shown.length)} of ${count(most)} characters` : "Changing it needs the analyst role."}</span>
          {of.changed && <button type="button" className="button" disabled={busy || !allowed} onClick={() => void send(null)}>Back to the original</button>}
          <button type="button" className="button" disabled={text === null} onClick={() => setText(null)}>Undo</button>
          <button type="submit" className="button main" disabled={busy || !allowed || text === null || text === of.text || !text.trim()}>Save</button>
        </div>
      </form>
    </Panel>
  );
}
