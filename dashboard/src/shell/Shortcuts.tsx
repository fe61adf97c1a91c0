// The keys, and the sheet that lists them.
import { useEffect } from "react";
import { go } from "../router/router";
import { Store, useStore } from "../state/store";
import { Dialog } from "../ui/Dialog";

export const help = new Store(false);

const groups: [string, [string, string][]][] = [
  ["Everywhere", [["?", "this sheet"], ["/", "search"], ["1 – 5", "overview, incidents, alerts, flows, attack graph"], ["Esc", "close what is open"]]],
  ["Incidents", [["j  k", "next, previous"], ["Enter", "open the story"], ["a", "acknowledge"], ["c", "contained"], ["r", "resolve"], ["f", "false positive"], ["n", "write a note"], ["u", "back to new"]]],
];
const jumps: Record<string, string> = { 1: "/", 2: "/incidents", 3: "/alerts", 4: "/flows", 5: "/graph" };

/** Whether a key press is text being typed, or meant for something open above the page. */
export function elsewhere(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement | null;
  const typing = target !== null && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
  return typing || event.metaKey || event.ctrlKey || event.altKey || document.querySelector("dialog[open]") !== null;
}

export function Shortcuts() {
  const open = useStore(help);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (elsewhere(event)) return;
      const jump = jumps[event.key];
      if (event.key === "?") help.set(true);
      else if (jump) go(jump);
      else if (event.key === "/") {
        const search = document.querySelector<HTMLInputElement>("main input[type=search]");
        if (search) search.focus();
        else go("/incidents");
        event.preventDefault();
      }
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
  if (!open) return null;
  return (
    <Dialog title="Keys" close={() => help.set(false)}>
      <div className="keys">
        {groups.map(([name, keys]) => (
          <section key={name}>
            <h3>{name}</h3>
            <dl>{keys.map(([key, does]) => <div key={key}><dt>{key.split("  ").map((one) => <kbd key={one}>{one}</kbd>)}</dt><dd>{does}</dd></div>)}</dl>
          </section>
        ))}
        <section>
          <h3>Search</h3>
          <p><code>src:10.0.0.5 port:&gt;1024 -tag:scan</code></p>
          <p className="muted">Words: <code>src dst host port proto service bytes tag country asn in since</code>. Addresses may be blocks (<code>10.0.0.0/8</code>); a minus before a word excludes.</p>
        </section>
      </div>
    </Dialog>
  );
}
