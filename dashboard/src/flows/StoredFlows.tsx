// Flows that ended and were stored, newest first, page after page.
import { useState } from "react";
import { address, get, words } from "../api/http";
import type { Flow, Page } from "../api/types";
import { useResource } from "../state/resource";
import { Button } from "../ui/Button";
import { Panel } from "../ui/Panel";
import { Empty, Failure, Loading, Stale } from "../ui/States";
import { FlowTable } from "./FlowTable";

export function StoredFlows({ q }: { q: string }) {
  const first = useResource<Page<Flow>>(address("/api/flows", { q, limit: 100 }));
  const [rest, setRest] = useState<{ of: Page<Flow>; items: Flow[]; cursor: string | null } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const page = first.data;
  const extra = rest && rest.of === page ? rest : null;
  const cursor = extra ? extra.cursor : page?.next_cursor ?? null;
  const more = async () => {
    if (!page || !cursor) return;
    setProblem(null);
    try {
      const next = await get<Page<Flow>>("/api/flows", { q, limit: 100, cursor });
      setRest({ of: page, items: [...(extra?.items ?? []), ...next.items], cursor: next.next_cursor });
    } catch (cause) {
      setProblem(words(cause));
    }
  };
  const flows = page ? [...page.items, ...(extra?.items ?? [])] : [];
  return (
    <Panel title={q ? "Found" : "Stored"} note={page ? `${flows.length}${cursor ? "+" : ""}` : undefined} tools={!q && <Button onClick={first.refetch}>Refresh</Button>}>
      {page === null ? (first.error ? <Failure message={first.error} retry={first.refetch} /> : <Loading what="Loading flows" />) : (
        <>
          {first.error && <Stale message={first.error} retry={first.refetch} />}
          {flows.length === 0 ? <Empty title={cursor ? "Nothing yet in what was looked through." : q ? "No stored flow matches." : "No flows are stored yet."} /> : <FlowTable flows={flows} label="Stored flows" />}
          {problem && <p className="error" role="alert">{problem}</p>}
          {cursor && <Button className="more" onClick={() => void more()}>{flows.length === 0 ? "Look further" : "Show more"}</Button>}
        </>
      )}
    </Panel>
  );
}
