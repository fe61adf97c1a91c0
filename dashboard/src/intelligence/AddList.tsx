// A list from a file. Its form is found out by the service, which says of every line it could not take why.
import type { FormEvent } from "react";
import { useState } from "react";
import { address, give, words } from "../api/http";
import type { IndicatorList } from "../api/intelligence";
import { toast } from "../state/toasts";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { plural } from "../ui/format";

/** What the service takes as a file's name. */
const nameOf = (file: File) => file.name.replace(/[^\w.-]+/g, "-").replace(/^\.+/, "").slice(0, 100) || "list";

export function AddList({ close, added }: { close: () => void; added: () => void }) {
  const [file, setFile] = useState<File | null>(null);
  const [name, setName] = useState("");
  const [source, setSource] = useState("");
  const [confidence, setConfidence] = useState("80");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (!file || busy) return;
    setBusy(true);
    setError(null);
    try {
      const list = await give<IndicatorList>(address("/api/intelligence/lists", { id: nameOf(file), name: name.trim(), source: source.trim(), confidence: Number(confidence) / 100 }), file);
      const { entries } = list;
      toast("done", `Added: ${plural(entries.addresses + entries.blocks + entries.domains + entries.fingerprints, "entry", "entries")}, looked up in the past, too.`);
      added();
      close();
    } catch (cause) {
      setError(words(cause));
      setBusy(false);
    }
  };
  return (
    <Dialog title="Add a blocklist" close={close}>
      <form className="form" onSubmit={send}>
        <p className="muted">Plain lists, CIDR blocks, hosts files, CSV, STIX 2.1 or MISP. A list of the same file name is replaced.</p>
        <label htmlFor="list-file">File</label>
        <input id="list-file" type="file" required onChange={(event) => setFile(event.target.files?.[0] ?? null)} />
        <label htmlFor="list-name">Name (empty: the file's)</label>
        <input id="list-name" maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
        <label htmlFor="list-source">Published by</label>
        <input id="list-source" maxLength={200} value={source} onChange={(event) => setSource(event.target.value)} />
        <label htmlFor="list-confidence">How far it is believed, in percent</label>
        <input id="list-confidence" type="number" min={1} max={100} required value={confidence} onChange={(event) => setConfidence(event.target.value)} />
        {error && <p className="error" role="alert">{error}</p>}
        <div className="form-end">
          <Button onClick={close}>Cancel</Button>
          <button type="submit" className="button main" disabled={!file || busy}>{busy ? "Reading…" : "Add"}</button>
        </div>
      </form>
    </Dialog>
  );
}
