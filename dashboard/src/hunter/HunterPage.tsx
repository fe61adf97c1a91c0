// The hunter's missions over stored traffic, and its log: what it looked at, what it found, and why it found nothing.
import type { Mission } from "../api/hunting";
import { useResource } from "../state/resource";
import { plural } from "../ui/format";
import { Empty, Loaded } from "../ui/States";
import { HuntLog } from "./HuntLog";
import { MissionCard } from "./MissionCard";

export function HunterPage() {
  const missions = useResource<{ items: Mission[] }>("/api/hunter/missions", { every: 10_000 });
  return (
    <div className="page">
      <h1>Hunter</h1>
      <p className="muted lead">Wakes on a schedule and looks through what is stored for what is too slow or too quiet for the rules. Every finding carries the flows that prove it and becomes an incident.</p>
      <Loaded from={missions} what="Loading the missions" absent="This service has no hunter.">
        {({ items }) => items.length === 0 ? <Empty title="This build has no missions." /> : (
          <>
            <p className="muted">{`${plural(items.filter((one) => one.enabled).length, "mission")} of ${items.length} on.`}</p>
            <div className="rules">{items.map((one) => <MissionCard key={one.name} mission={one} changed={missions.refetch} />)}</div>
            <HuntLog missions={items} renewed={items.map((one) => one.last_run?.id ?? 0).join()} />
          </>
        )}
      </Loaded>
    </div>
  );
}
