// Asks the service to ask its sources. It costs budget, so only a person's press leads here.
import { longPatience, post, words } from "../api/http";
import type { EvidenceNote } from "../api/intelligence";
import { toast } from "../state/toasts";

export async function lookUp(address: string, fresh: boolean): Promise<EvidenceNote | null> {
  try {
    return await post<EvidenceNote>("/api/intelligence/lookups", { address, fresh }, longPatience);
  } catch (cause) {
    toast("failed", `Not looked up: ${words(cause)}`);
    return null;
  }
}
