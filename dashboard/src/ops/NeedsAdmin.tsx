// A page that this person may not read, and why.
import { role, session } from "../state/session";
import { useStore } from "../state/store";
import { Empty } from "../ui/States";

export function NeedsAdmin({ what }: { what: string }) {
  return <Empty title={`${what}: for admins only.`}>{`You are signed in as ${role(useStore(session))}.`}</Empty>;
}
