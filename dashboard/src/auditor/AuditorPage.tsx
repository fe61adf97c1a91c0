// The AI auditor is not there yet, and this page says just that.
import { Empty } from "../ui/States";
import { Link } from "../router/Link";

export function AuditorPage() {
  return (
    <div className="page">
      <h1>AI Auditor</h1>
      <Empty title="There is no AI auditor yet.">
        No model reads your traffic or your incidents. What the rules found, with the numbers that show it, stands in the <Link to="/incidents">incidents</Link>.
      </Empty>
    </div>
  );
}
