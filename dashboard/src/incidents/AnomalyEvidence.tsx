// The evidence of an anomaly, drawn: each feature against its baseline. What is not of a feature stays a number beside the others.
import type { AnomalyFeature } from "../api/model";
import type { Evidence } from "../api/types";
import { Features } from "../learning/Features";
import { EvidenceTable } from "./EvidenceTable";

export function AnomalyEvidence({ evidence }: { evidence: Evidence[] }) {
  const features = featuresOf(evidence);
  if (features.length === 0) return <EvidenceTable evidence={evidence} />;
  const drawn = new Set(["features", ...features.flatMap(({ name }) => [name, `${name}_usual`, `${name}_distance`, `${name}_share`])]);
  return (
    <>
      <Features of={features} />
      <EvidenceTable evidence={evidence.filter((one) => !drawn.has(one.name))} />
    </>
  );
}

/** `features` names them; each stands with its usual value, its distance and its share beside it, and the percentile as its threshold. */
function featuresOf(evidence: Evidence[]): AnomalyFeature[] {
  const named = (name: string) => evidence.find((one) => one.name === name);
  const figure = (name: string) => {
    const value = named(name)?.value;
    return typeof value === "number" ? value : null;
  };
  const names = named("features")?.value;
  if (!Array.isArray(names)) return [];
  return names.flatMap((name) => {
    const [value, usual, distance] = [figure(name), figure(`${name}_usual`), figure(`${name}_distance`)];
    const limit = named(name)?.threshold;
    if (value === null || usual === null || distance === null || typeof limit !== "number") return [];
    return [{ name, value, usual, limit, distance, share: figure(`${name}_share`) ?? 0 }];
  });
}
