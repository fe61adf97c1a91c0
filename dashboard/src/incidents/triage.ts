// What an analyst decides about an incident, sent to the service; what it answers is told to every list.
import { post, words } from "../api/http";
import type { Incident, Status } from "../api/types";
import { tellIncident } from "../state/incidents";
import { toast } from "../state/toasts";
import { statusNames } from "../ui/Status";

export async function triage(id: string, change: { status?: Status; note?: string }): Promise<Incident | null> {
  try {
    const incident = await post<Incident>(`/api/incidents/${encodeURIComponent(id)}/triage`, change);
    tellIncident(incident, "triaged");
    toast("done", change.status ? `${id}: ${statusNames[change.status].toLowerCase()}` : `${id}: note added`);
    return incident;
  } catch (cause) {
    toast("failed", `${id} was not changed: ${words(cause)}`);
    return null;
  }
}

export const triageKeys: Record<string, Status> = { a: "acknowledged", c: "contained", r: "resolved", f: "false_positive", u: "new" };
