// An entry of the allow list that starts from nothing: the incident's own dialog, without an incident.
import { AllowDialog } from "../incidents/AllowDialog";
import { useResource } from "../state/resource";
import type { Rule } from "../api/types";

export function AddSuppression({ close }: { close: () => void }) {
  const rules = useResource<{ items: Rule[] }>("/api/rules");
  const detections = [...new Set((rules.data?.items ?? []).flatMap((rule) => rule.detections))].sort();
  return <AllowDialog detections={detections} attackers={[]} close={close} />;
}
