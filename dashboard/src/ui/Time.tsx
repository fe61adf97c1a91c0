// A moment: the person's clock on screen, UTC with everything in the title.
import { clock } from "../state/settings";
import { useStore } from "../state/store";
import { time } from "./format";

export function Time({ at, date = true, fraction = false }: { at: string | null | undefined; date?: boolean; fraction?: boolean }) {
  const chosen = useStore(clock);
  if (!at) return <span className="muted">–</span>;
  return <time dateTime={at} title={at} className="figure">{time(at, chosen, date, fraction)}</time>;
}
