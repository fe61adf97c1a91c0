// How much of something is used up, as a bar with its figures.
import { count } from "./format";

export function Meter({ label, used, of }: { label: string; used: number; of: number }) {
  const share = of > 0 ? Math.min(1, used / of) : 0;
  return (
    <span className={`meter ${share >= 1 ? "full" : share >= 0.8 ? "near" : ""}`}>
      <span className="meter-name"><span className="muted">{label}</span> <span className="figure">{`${count(used)} of ${count(of)}`}</span></span>
      <span className="meter-track" aria-hidden="true"><span style={{ width: `${share * 100}%` }} /></span>
    </span>
  );
}
