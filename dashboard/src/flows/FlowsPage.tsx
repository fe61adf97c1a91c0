// Flows: those that carry the most right now, or the stored ones that a search expression finds.
import { place, refine } from "../router/router";
import { useStore } from "../state/store";
import { ExpressionBox } from "../ui/ExpressionBox";
import { LiveFlows } from "./LiveFlows";
import { StoredFlows } from "./StoredFlows";

export function FlowsPage() {
  const here = useStore(place);
  const q = here.query.get("q") ?? "";
  return (
    <div className="page">
      <h1>Flows</h1>
      <div className="filters" role="search" aria-label="Search stored flows">
        <ExpressionBox label="Search stored flows" value={q} change={(value) => refine({ q: value || null })} hint="Search stored flows: host:10.0.0.5 port:>1024 bytes:>1M -tag:scan" />
      </div>
      {!q && <LiveFlows />}
      <StoredFlows q={q} key={q} />
    </div>
  );
}
