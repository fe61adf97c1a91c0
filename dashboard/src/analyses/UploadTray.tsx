// The captures under way, in the corner of every page.
import { Link } from "../router/Link";
import { useStore } from "../state/store";
import { bytes, count, plural } from "../ui/format";
import { Wire } from "../ui/Wire";
import { closeUpload, uploads } from "./uploads";
import type { Upload } from "./uploads";

export function UploadTray() {
  const all = useStore(uploads);
  if (all.length === 0) return null;
  return (
    <section className="uploads" aria-label="Captures being analysed">
      {all.map((one) => <One key={one.key} of={one} />)}
    </section>
  );
}

function One({ of }: { of: Upload }) {
  const { analysis } = of;
  const over = of.error !== null || (analysis !== null && analysis.state !== "queued" && analysis.state !== "running");
  const share = analysis ? analysis.progress : of.size > 0 ? of.sent / of.size : null;
  return (
    <div className="upload">
      <div className="upload-head">
        <Wire text={of.name} length={36} />
        <button type="button" className="button quiet" aria-label={over ? `Close ${of.name}` : `Stop ${of.name}`} onClick={() => (over ? closeUpload(of.key) : of.stop())}>{over ? "✕" : "Stop"}</button>
      </div>
      {!over && <progress aria-label={`Progress of ${of.name}`} value={share ?? undefined} max={1} />}
      <p className={of.error || analysis?.state === "failed" ? "error" : "muted"} role="status">{text(of)}</p>
      {analysis?.state === "done" && <Link to={`/analyses/${encodeURIComponent(analysis.id)}`}>{plural(analysis.incidents.length, "incident")} found: open</Link>}
    </div>
  );
}

function text({ error, analysis, sent, size }: Upload): string {
  if (error) return error;
  if (!analysis) return `Sending: ${bytes(sent)} of ${bytes(size)}`;
  switch (analysis.state) {
    case "queued": return "Waiting for its turn";
    case "running": return `Reading${analysis.packets ? `: ${count(analysis.packets)} packets` : "…"}`;
    case "done": return `${count(analysis.packets ?? 0)} packets read`;
    case "failed": return analysis.message ?? "It failed; the service gave no reason.";
    case "cancelled": return "Cancelled";
  }
}
