// The incidents this one hangs together with.
import type { Incident } from "../api/types";
import { Link } from "../router/Link";
import { incidentPath } from "../router/router";
import { useResource } from "../state/resource";
import { Panel } from "../ui/Panel";
import { SeverityMark } from "../ui/Severity";
import { Wire } from "../ui/Wire";

export function Related({ ids }: { ids: string[] }) {
  if (ids.length === 0) return null;
  return (
    <Panel title="Hangs together with">
      <ul className="related">{ids.slice(0, 20).map((id) => <One key={id} id={id} />)}</ul>
    </Panel>
  );
}

function One({ id }: { id: string }) {
  const { data } = useResource<Incident>(`/api/incidents/${encodeURIComponent(id)}`);
  return (
    <li>
      {data && <SeverityMark level={data.severity} />}
      <Link to={incidentPath(id)}>{data ? <Wire text={data.title} length={120} /> : <code>{id}</code>}</Link>
    </li>
  );
}
