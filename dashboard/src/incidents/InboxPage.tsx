// The inbox as a page of its own.
import { useStore } from "../state/store";
import { place } from "../router/router";
import { Inbox } from "./Inbox";
import { InboxFilters } from "./InboxFilters";
import { inboxQuery } from "./query";
import { useMemo } from "react";

export function InboxPage() {
  const here = useStore(place);
  const text = here.query.toString();
  const query = useMemo(() => inboxQuery(new URLSearchParams(text)), [text]);
  return (
    <div className="page">
      <h1>Incidents</h1>
      <InboxFilters query={query} />
      <Inbox query={query} />
    </div>
  );
}
