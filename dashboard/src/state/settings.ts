// The person's own choices, kept in this browser: theme and clock.
import { Store } from "./store";

export type Theme = "system" | "dark" | "light";
export type Clock = "local" | "utc";

function kept<T extends string>(name: string, allowed: readonly T[], fallback: T): Store<T> {
  let first = fallback;
  try {
    const text = localStorage.getItem(name) as T | null;
    if (text && allowed.includes(text)) first = text;
  } catch {
    // A browser that keeps nothing still works.
  }
  const store = new Store<T>(first);
  store.subscribe(() => {
    try {
      localStorage.setItem(name, store.get());
    } catch {
      // As above.
    }
  });
  return store;
}

export const theme = kept<Theme>("netsentinel.theme", ["system", "dark", "light"], "system");
export const clock = kept<Clock>("netsentinel.clock", ["local", "utc"], "local");

const prefersLight = matchMedia("(prefers-color-scheme: light)");

/** The theme that is on screen now; charts and the graph draw with its colours. */
export const shownTheme = new Store<"dark" | "light">("dark");

function apply(): void {
  const chosen = theme.get();
  const shown = chosen === "system" ? (prefersLight.matches ? "light" : "dark") : chosen;
  document.documentElement.dataset.theme = shown;
  shownTheme.set(shown);
}

export function followTheme(): void {
  theme.subscribe(apply);
  prefersLight.addEventListener("change", apply);
  apply();
}

export function nextTheme(): void {
  theme.set(shownTheme.get() === "dark" ? "light" : "dark");
}
