// `2/3`: how many of the reputation sources that are set up flag an address; a square a source, so that it is seen without reading.
import type { Consensus } from "../api/intelligence";

const drawn = 8;

export function ConsensusMark({ of, quiet = false }: { of: Consensus | null | undefined; quiet?: boolean }) {
  if (!of) return quiet ? null : <span className="muted">not looked up</span>;
  if (of.configured === 0) return quiet ? null : <span className="muted">no reputation source is set up</span>;
  const grade = of.should_block ? "bad" : of.flagged > 0 ? "doubtful" : of.answered > 0 ? "clean" : "silent";
  return (
    <span className={`consensus ${grade}`} title={words(of)}>
      <span className="pips" aria-hidden="true">{Array.from({ length: Math.min(drawn, of.configured) }, (_, index) => <i key={index} className={index < of.flagged ? "on" : ""} />)}</span>
      <b className="figure">{`${of.flagged}/${of.configured}`}</b>
      <span className={quiet ? "hidden" : ""}>flagged</span>
    </span>
  );
}

export function words(of: Consensus): string {
  const silent = of.configured - of.answered;
  return `${of.flagged} of ${of.configured} reputation sources flag it${silent > 0 ? `, ${silent} gave no answer` : ""}; ${of.threshold} are asked for.`;
}
