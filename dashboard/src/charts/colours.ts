// The page's colours, for what is drawn on a canvas. They live in the style sheet alone; this reads them.
import { useMemo } from "react";
import { shownTheme } from "../state/settings";
import { useStore } from "../state/store";

const names = ["text", "muted", "faint", "line", "surface", "accent", "tcp", "udp", "icmp", "other", "inbound", "outbound", "internal", "external", "critical", "high", "medium", "low", "info", "home"] as const;
export type Colour = (typeof names)[number];
export type Colours = Record<Colour, string>;

export function useColours(): Colours {
  const theme = useStore(shownTheme);
  return useMemo(() => {
    const style = getComputedStyle(document.documentElement);
    const colours = {} as Colours;
    for (const name of names) colours[name] = style.getPropertyValue(`--${name}`).trim();
    return colours;
    // The theme is what changes the sheet's values.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [theme]);
}

export function faded(colour: string, opacity: number): string {
  return `${colour}${Math.round(opacity * 255).toString(16).padStart(2, "0")}`;
}

export const stillness = matchMedia("(prefers-reduced-motion: reduce)");
