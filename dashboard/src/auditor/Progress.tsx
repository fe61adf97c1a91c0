// How far an audit is.
import type { Audit } from "../api/analyst";
import { percent } from "../ui/format";

export function Progress({ of }: { of: Audit }) {
  const text = of.state === "queued" ? "waiting for its turn" : of.chunks > 0 ? `chunk ${Math.min(of.chunks, of.chunks_done + 1)} of ${of.chunks}, ${percent(of.progress)}` : "reading rows";
  return (
    <span className="progress-line">
      <progress aria-label={`Progress of ${of.id}`} value={of.chunks > 0 ? of.progress : undefined} max={1} />
      <span className="figure" role="status">{text}</span>
    </span>
  );
}
