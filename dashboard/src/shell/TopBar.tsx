// The four panes, who is signed in, theme and clock.
import { Link } from "../router/Link";
import { paneRoots, paneTarget, go } from "../router/router";
import type { Pane } from "../router/router";
import { clock, nextTheme, shownTheme } from "../state/settings";
import { session, signOut } from "../state/session";
import { useStore } from "../state/store";
import { toast } from "../state/toasts";
import { words } from "../api/http";
import { Wire } from "../ui/Wire";
import { Logo, Moon, Sun } from "./Icons";
import { help } from "./Shortcuts";

const panes: [Pane, string][] = [["dashboard", "Dashboard"], ["intelligence", "Intelligence"], ["auditor", "AI Auditor"], ["ops", "Ops"]];

export function TopBar({ pane }: { pane: Pane }) {
  const theme = useStore(shownTheme);
  const time = useStore(clock);
  const state = useStore(session);
  const leave = () => signOut().catch((cause) => toast("failed", `Not signed out: ${words(cause)}`));
  return (
    <header className="top-bar">
      <Link to="/" className="brand" aria-label="NetSentinel, overview"><Logo /><span>NetSentinel</span></Link>
      <nav aria-label="Panes">
        {panes.map(([key, name]) => (
          <Link key={key} to={paneRoots[key]} aria-current={key === pane ? "page" : undefined} onClick={(event) => {
            if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            go(paneTarget(key));
          }}>{name}</Link>
        ))}
      </nav>
      <div className="top-tools">
        <button type="button" className="button quiet" onClick={() => clock.set(time === "utc" ? "local" : "utc")} title="Switch between this computer's time zone and UTC">{time === "utc" ? "UTC" : "Local time"}</button>
        <button type="button" className="button quiet icon" onClick={nextTheme} aria-label={theme === "dark" ? "Switch to light colours" : "Switch to dark colours"}>{theme === "dark" ? <Sun /> : <Moon />}</button>
        <button type="button" className="button quiet icon" onClick={() => help.set(true)} aria-label="Keyboard help" aria-keyshortcuts="?">?</button>
        {state.kind === "in" && (
          <span className="who">
            <span className="who-name"><Wire text={state.session.name} length={24} /><span className="role">{state.session.role}</span></span>
            <button type="button" className="button quiet" onClick={leave}>Sign out</button>
          </span>
        )}
      </div>
    </header>
  );
}
