// What the retro-hunt found, with what a person thinks of it: snoozed for a time, truly; or harmless.
import { useEffect, useState } from "react";
import { address, get, post, words } from "../api/http";
import type { ScoutAlert, ScoutStatus } from "../api/hunting";
import type { Page } from "../api/types";
import { place, refine } from "../router/router";
import { useResource } from "../state/resource";
import { useStore } from "../state/store";
import { toast } from "../state/toasts";
import { Button } from "../ui/Button";
import { Panel } from "../ui/Panel";
import { Segmented } from "../ui/Segmented";
import { Empty, Loaded } from "../ui/States";
import { ScoutRow } from "./ScoutRow";

const filters: [ScoutStatus | "", string][] = [["", "Open"], ["new", "New"], ["enriched", "Enriched"], ["snoozed", "Snoozed"], ["false_positive", "False positive"]];

export function ScoutAlerts() {
  const status = useStore(place).query.get("status") ?? "";
  const query = { status, limit: 50 };
  const alerts = useResource<Page<ScoutAlert>>(address("/api/hunter/alerts", query), { every: 15_000 });
  const [more, setMore] = useState<{ items: ScoutAlert[]; cursor: string | null } | null>(null);
  useEffect(() => setMore(null), [status]);
  const cursor = more ? more.cursor : alerts.data?.next_cursor ?? null;
  const load = () => get<Page<ScoutAlert>>("/api/hunter/alerts", { ...query, cursor })
    .then((page) => setMore({ items: [...(more?.items ?? []), ...page.items], cursor: page.next_cursor }))
    .catch((cause) => toast("failed", words(cause)));
  const mark = async (alert: ScoutAlert, change: { status: ScoutStatus; minutes?: number }) => {
    try {
      await post<ScoutAlert>(`/api/hunter/alerts/${alert.id}/status`, change);
      setMore(null);
      alerts.refetch();
    } catch (cause) {
      toast("failed", `Not changed: ${words(cause)}`);
    }
  };
  return (
    <Panel title="Alerts" tools={<Segmented label="Which" options={filters} value={status as ScoutStatus | ""} choose={(value) => refine({ status: value || null })} />}>
      <Loaded from={alerts} what="Loading the alerts">
        {(page) => page.items.length === 0 ? <Empty title={status ? "There are none of these." : "Nothing was found in what is stored."} /> : (
          <>
            <div className="table-frame" tabIndex={0} role="region" aria-label="Alerts of the retro-hunt">
              <table className="table">
                <thead><tr><th scope="col">Found</th><th scope="col">From</th><th scope="col">To</th><th scope="col" className="number">Score</th><th scope="col">Status</th><th scope="col">When</th><th scope="col">Evidence</th><th scope="col"><span className="hidden">Actions</span></th></tr></thead>
                <tbody>{[...page.items, ...(more?.items ?? [])].map((one) => <ScoutRow key={one.id} alert={one} mark={(change) => void mark(one, change)} />)}</tbody>
              </table>
            </div>
            {cursor && <Button className="more" onClick={() => void load()}>Show more</Button>}
          </>
        )}
      </Loaded>
    </Panel>
  );
}
