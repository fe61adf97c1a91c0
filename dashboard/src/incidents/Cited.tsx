// The events a sentence rests on, as links into the story on the same page.
import type { MouseEvent } from "react";
import { visible } from "../ui/Wire";

export const chapterId = (event: string) => `event-${event}`;

function show(event: MouseEvent<HTMLAnchorElement>, id: string): void {
  const chapter = document.getElementById(chapterId(id));
  if (!chapter) return;
  event.preventDefault();
  chapter.scrollIntoView({ block: "center" });
  chapter.focus({ preventScroll: true });
}

export function Cited({ events, known }: { events: string[]; known: Set<string> }) {
  return (
    <span className="cited">
      {events.map((id) => known.has(id)
        ? <a key={id} href={`#${chapterId(id)}`} onClick={(event) => show(event, id)} aria-label={`Event ${id} of the story`}>{id}</a>
        : <span key={id} className="unknown" title="The story has no such event">{visible(id).slice(0, 12)}</span>)}
    </span>
  );
}
