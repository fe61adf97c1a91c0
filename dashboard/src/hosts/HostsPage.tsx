// Every host that was seen, the busiest or the latest first.
import { useEffect, useState } from "react";
import { address, get, words } from "../api/http";
import type { Host, Page } from "../api/types";
import { place, refine } from "../router/router";
import { useResource } from "../state/resource";
import { useStore } from "../state/store";
import { Button } from "../ui/Button";
import { ExpressionBox } from "../ui/ExpressionBox";
import { Segmented } from "../ui/Segmented";
import { Empty, Loaded } from "../ui/States";
import { HostTable } from "./HostTable";

export function HostsPage() {
  const here = useStore(place);
  const q = here.query.get("q") ?? "";
  const home = here.query.get("home") ?? "";
  const sort = here.query.get("sort") ?? "bytes";
  const filters = { q, home, sort, limit: 100 };
  const hosts = useResource<Page<Host>>(address("/api/hosts", filters));
  const [more, setMore] = useState<{ items: Host[]; cursor: string | null } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    setMore(null);
    setProblem(null);
  }, [hosts.data]);
  const cursor = more ? more.cursor : hosts.data?.next_cursor ?? null;
  const load = () => get<Page<Host>>("/api/hosts", { ...filters, cursor })
    .then((page) => setMore({ items: [...(more?.items ?? []), ...page.items], cursor: page.next_cursor }))
    .catch((cause) => setProblem(words(cause)));
  return (
    <div className="page">
      <h1>Hosts</h1>
      <div className="filters" role="search" aria-label="Filter hosts">
        <ExpressionBox label="Search hosts" value={q} change={(value) => refine({ q: value || null })} hint="address, name, vendor" />
        <Segmented label="Whose" options={[["", "All"], ["true", "Home"], ["false", "Outside"]] as const} value={home as "" | "true" | "false"} choose={(value) => refine({ home: value || null })} />
        <Segmented label="Order" options={[["bytes", "Busiest"], ["last_seen", "Latest"]] as const} value={sort as "bytes" | "last_seen"} choose={(value) => refine({ sort: value === "bytes" ? null : value })} />
      </div>
      <Loaded from={hosts} what="Loading hosts">
        {(page) => page.items.length === 0 ? <Empty title={q || home ? "No host matches." : "No hosts were seen yet."} /> : (
          <>
            <HostTable hosts={[...page.items, ...(more?.items ?? [])]} />
            {problem && <p className="error" role="alert">{problem}</p>}
            {cursor && <Button className="more" onClick={() => void load()}>Show more</Button>}
          </>
        )}
      </Loaded>
    </div>
  );
}
