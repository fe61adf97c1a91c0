// The network in a minute: how much passes, what was found, who speaks most, who attacks whom.
import { useMemo } from "react";
import { AlertFeed } from "../alerts/AlertFeed";
import { Inbox } from "../incidents/Inbox";
import { inboxQuery } from "../incidents/query";
import { Link } from "../router/Link";
import { alertLog } from "../state/alerts";
import { Panel } from "../ui/Panel";
import { FindingsPanel } from "./FindingsPanel";
import { GraphPanel } from "./GraphPanel";
import { TopTalkers } from "./TopTalkers";
import { TrafficPanel } from "./TrafficPanel";

export function Overview() {
  const open = useMemo(() => inboxQuery(new URLSearchParams()), []);
  return (
    <div className="page overview">
      <h1 className="hidden">Overview</h1>
      <TrafficPanel />
      <FindingsPanel />
      <Panel title="Open incidents" className="inbox-panel" tools={<Link to="/incidents">All incidents</Link>}><Inbox query={open} limit={8} compact /></Panel>
      <TopTalkers />
      <Panel title="Live alerts" className="feed-panel" tools={<Link to="/alerts">All alerts</Link>}><AlertFeed log={alertLog} compact /></Panel>
      <GraphPanel />
    </div>
  );
}
