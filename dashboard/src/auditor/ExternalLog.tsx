// A log that somebody brings: JSON objects, one a line, or one array of them. It is read here and sent with the audit.
import { useRef, useState } from "react";
import { Button } from "../ui/Button";
import { bytes } from "../ui/format";
import { visible } from "../ui/Wire";

const most = 8 << 20;

export function ExternalLog({ text, change }: { text: string; change: (text: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const take = async (file: File | undefined) => {
    setError(null);
    if (!file) return;
    if (file.size > most) return setError(`${visible(file.name)} has ${bytes(file.size)}; at most ${bytes(most)} are read. Cut it into parts.`);
    change(await file.text());
    setName(file.name);
  };
  return (
    <div className="form">
      <div className="inline-form">
        <label htmlFor="audit-log">Log: JSON objects, one a line, or one array of them</label>
        <Button onClick={() => input.current?.click()}>Choose a file…</Button>
        <input ref={input} type="file" className="hidden" tabIndex={-1} aria-label="Log file" accept=".json,.jsonl,.ndjson,.log,.txt" onChange={(event) => { void take(event.target.files?.[0]); event.target.value = ""; }} />
        <span className="muted">{name ? `${visible(name)}, ` : ""}{text ? bytes(new Blob([text]).size) : ""}</span>
      </div>
      {error && <p className="error" role="alert">{error}</p>}
      <textarea id="audit-log" rows={6} spellCheck={false} placeholder={'{"src_ip": "10.0.0.5", "dst_ip": "45.155.205.233", "dst_port": 443, "severity": "high"}'} value={text.length > 200_000 ? `${text.slice(0, 200_000)}\n…` : text} readOnly={text.length > 200_000} onChange={(event) => { change(event.target.value); setName(null); }} />
      {text && <div><Button kind="quiet" onClick={() => { change(""); setName(null); }}>Empty it</Button></div>}
    </div>
  );
}
