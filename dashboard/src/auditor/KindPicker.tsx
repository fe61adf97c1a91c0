// Which kinds of rows: detections to press, or for flows and foreign logs their names to type. None chosen: all.
import type { AuditSource } from "../api/analyst";
import type { Rule } from "../api/types";
import { useResource } from "../state/resource";
import { spaced } from "../ui/format";

export function KindPicker({ source, kinds, change }: { source: AuditSource; kinds: string[]; change: (kinds: string[]) => void }) {
  const typed = source === "flows" || source === "external";
  const rules = useResource<{ items: Rule[] }>(typed ? null : "/api/rules");
  if (typed) {
    return (
      <label className="select">Only these kinds
        <input type="text" className="expression" spellCheck={false} placeholder={source === "flows" ? "all; such as http, ssh, dns_tunnel" : "all; as the log names them"} value={kinds.join(", ")} onChange={(event) => change(event.target.value.split(",").map((one) => one.trimStart()).filter((one, index, all) => one || index === all.length - 1))} />
      </label>
    );
  }
  const names = [...new Set((rules.data?.items ?? []).flatMap((rule) => rule.detections))].sort();
  if (names.length === 0) return null;
  const toggle = (name: string) => change(kinds.includes(name) ? kinds.filter((one) => one !== name) : [...kinds, name]);
  return (
    <details className="kinds">
      <summary>{kinds.length === 0 ? "All kinds" : `Only ${kinds.map(spaced).join(", ")}`}</summary>
      <div className="kind-list" role="group" aria-label="Kinds">
        {names.map((name) => <button key={name} type="button" className="button" aria-pressed={kinds.includes(name)} onClick={() => toggle(name)}>{spaced(name)}</button>)}
        {kinds.length > 0 && <button type="button" className="button quiet" onClick={() => change([])}>All kinds</button>}
      </div>
    </details>
  );
}
