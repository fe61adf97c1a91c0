// What one source says: its answer, or why there is none; what it really sent folded beneath.
import type { SourceKind, SourceVerdict } from "../api/intelligence";
import { EvidenceTable } from "../incidents/EvidenceTable";
import { percent, spaced } from "../ui/format";
import { Time } from "../ui/Time";
import { Wire } from "../ui/Wire";

export const kindNames: Record<SourceKind, string> = {
  reputation: "Reputation", list: "Lists on this machine", geography: "Country and network", name: "Names", registration: "Owner", history: "Names it had", route: "The way there",
};

const outcomes: Record<SourceVerdict["outcome"], string> = { answered: "clear", unknown: "knows nothing", failed: "failed", skipped: "not asked" };

export function Verdict({ of }: { of: SourceVerdict }) {
  const judges = of.kind === "reputation" || of.kind === "list";
  const outcome = of.flagged ? "flagged" : of.outcome === "answered" && !judges ? "answered" : outcomes[of.outcome] ?? of.outcome;
  return (
    <li className={`verdict ${of.flagged ? "flagged" : of.outcome}`}>
      <div className="verdict-line">
        <b><Wire text={of.source} length={40} /></b>
        {!judges && <span className="muted">{kindNames[of.kind] ?? of.kind}</span>}
        <span className="verdict-outcome">{outcome}</span>
        {judges && of.outcome === "answered" && <span className="muted figure">{`confidence ${percent(of.confidence)}`}</span>}
        {of.problem && <span className="tag">{spaced(of.problem)}</span>}
        <span className="verdict-when muted"><Time at={of.at} /></span>
      </div>
      {of.reason && <p><Wire text={of.reason} length={300} /></p>}
      {of.facts.length > 0 && <EvidenceTable evidence={of.facts} />}
      {of.excerpt && (
        <details>
          <summary>What it sent</summary>
          <code className="excerpt"><Wire text={of.excerpt} length={240} /></code>
        </details>
      )}
    </li>
  );
}
