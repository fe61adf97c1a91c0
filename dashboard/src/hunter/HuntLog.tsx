// The log, newest first, of one mission or all.
import { useEffect, useState } from "react";
import { address, get, words } from "../api/http";
import type { HuntEntry, Mission } from "../api/hunting";
import type { Page } from "../api/types";
import { place, refine } from "../router/router";
import { useResource } from "../state/resource";
import { useStore } from "../state/store";
import { Button } from "../ui/Button";
import { seconds, spaced } from "../ui/format";
import { Panel } from "../ui/Panel";
import { Empty, Loaded } from "../ui/States";
import { Time } from "../ui/Time";
import { HuntEntryView } from "./HuntEntryView";

const triggers: Record<HuntEntry["trigger"], string> = { schedule: "on schedule", person: "somebody asked", model: "a model chose it" };

/** `renewed` changes when a mission was out. */
export function HuntLog({ missions, renewed }: { missions: Mission[]; renewed: string }) {
  const mission = useStore(place).query.get("mission") ?? "";
  const filters = { mission, limit: 30 };
  const log = useResource<Page<HuntEntry>>(() => address("/api/hunter/log", filters), { key: `hunter's log ${mission} ${renewed}` });
  const [more, setMore] = useState<{ items: HuntEntry[]; cursor: string | null } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    setMore(null);
    setProblem(null);
  }, [log.data]);
  const cursor = more ? more.cursor : log.data?.next_cursor ?? null;
  const load = () => get<Page<HuntEntry>>("/api/hunter/log", { ...filters, cursor })
    .then((page) => setMore({ items: [...(more?.items ?? []), ...page.items], cursor: page.next_cursor }))
    .catch((cause) => setProblem(words(cause)));
  const title = (name: string) => missions.find((one) => one.name === name)?.title ?? spaced(name);
  return (
    <Panel title="Log" tools={
      <label className="select">Mission
        <select value={mission} onChange={(event) => refine({ mission: event.target.value || null })}><option value="">all</option>{missions.map((one) => <option key={one.name} value={one.name}>{one.title}</option>)}</select>
      </label>
    }>
      <Loaded from={log} what="Loading the log">
        {(page) => page.items.length === 0 ? <Empty title="The hunter was not out yet." /> : (
          <>
            <ol className="hunts">
              {[...page.items, ...(more?.items ?? [])].map((entry) => (
                <li key={entry.id}>
                  <div className="anomaly-head"><b>{title(entry.mission)}</b><span className="muted"><Time at={entry.started} /></span><span className="muted">{`${triggers[entry.trigger] ?? entry.trigger}, ${seconds(entry.seconds)}`}</span></div>
                  <HuntEntryView entry={entry} />
                </li>
              ))}
            </ol>
            {problem && <p className="error" role="alert">{problem}</p>}
            {cursor && <Button className="more" onClick={() => void load()}>Show more</Button>}
          </>
        )}
      </Loaded>
    </Panel>
  );
}
