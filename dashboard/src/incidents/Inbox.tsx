// The list that is worked through, by mouse or by keys: j and k move, Enter opens, a c r f u decide, n writes a note.
import { useCallback, useEffect, useRef, useState } from "react";
import { go, incidentPath } from "../router/router";
import { elsewhere } from "../shell/Shortcuts";
import { may, session } from "../state/session";
import { toast } from "../state/toasts";
import { Button } from "../ui/Button";
import { plural } from "../ui/format";
import { Empty, Failure, Loading, Stale } from "../ui/States";
import { IncidentRow } from "./IncidentRow";
import { NoteDialog } from "./NoteDialog";
import type { InboxQuery } from "./query";
import { triage, triageKeys } from "./triage";
import { TriageBar } from "./TriageBar";
import { useIncidents } from "./useIncidents";

/** The incident last looked at, so that coming back finds it again. */
let lastSelected: string | null = null;

export function Inbox({ query, limit = 100, compact = false }: { query: InboxQuery; limit?: number; compact?: boolean }) {
  const list = useIncidents(query, limit);
  const [selected, setSelected] = useState<string | null>(compact ? null : lastSelected);
  const [noting, setNoting] = useState<string | null>(null);
  const element = useRef<HTMLOListElement>(null);
  const items = compact ? list.items.slice(0, limit) : list.items;
  const ids = useRef<string[]>([]);
  ids.current = items.map((one) => one.id);

  const select = useCallback((id: string) => {
    setSelected(id);
    lastSelected = id;
    element.current?.querySelector(`[data-id="${CSS.escape(id)}"]`)?.scrollIntoView({ block: "nearest" });
  }, []);

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (elsewhere(event)) return;
      const index = selected ? ids.current.indexOf(selected) : -1;
      if (event.key === "j" || event.key === "k") {
        const next = ids.current[Math.min(ids.current.length - 1, Math.max(0, index + (event.key === "j" ? 1 : -1)))];
        if (next) select(next);
        return;
      }
      if (!selected || index < 0) return;
      const status = triageKeys[event.key];
      if (event.key === "Enter" && !(event.target as HTMLElement).closest("a,button")) go(incidentPath(selected));
      else if (status || event.key === "n") {
        if (!may(session.get(), "analyst")) toast("failed", "Triage needs the analyst role.");
        else if (status) void triage(selected, { status });
        else {
          event.preventDefault();
          setNoting(selected);
        }
      }
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [selected, select]);

  if (items.length === 0) {
    if (list.error) return <Failure message={list.error} retry={list.refetch} />;
    if (list.loading) return <Loading what="Loading incidents" />;
    return query.q || query.severity || query.window || query.status !== "open"
      ? <Empty title="No incident matches.">Nothing fits these filters.</Empty>
      : <Empty title="No open incidents.">New ones appear here as soon as they are found.</Empty>;
  }
  const chosen = items.find((one) => one.id === selected);
  return (
    <div className={compact ? "inbox compact" : "inbox"}>
      {list.error && <Stale message={list.error} retry={list.refetch} />}
      {!compact && (
        <div className="inbox-bar">
          <span className="muted" role="status">{list.total === null ? plural(items.length, "incident") : plural(list.total, "incident")}{list.loading ? " · updating…" : ""}</span>
          <TriageBar incident={chosen ?? null} note={() => chosen && setNoting(chosen.id)} />
        </div>
      )}
      <ol className="incident-list" ref={element} aria-label="Incidents">
        {items.map((one) => <IncidentRow key={one.id} incident={one} selected={one.id === selected} fresh={list.fresh.has(one.id)} onSelect={() => select(one.id)} />)}
      </ol>
      {!compact && list.more && <Button className="more" onClick={list.more}>Show more</Button>}
      {noting && <NoteDialog id={noting} close={() => setNoting(null)} />}
    </div>
  );
}
