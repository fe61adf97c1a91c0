// Severity by shape, colour and word: no one needs to see the colour.
import type { Severity as Level } from "../api/types";

export const levels: Level[] = ["critical", "high", "medium", "low", "info"];
export const levelRank: Record<Level, number> = { info: 0, low: 1, medium: 2, high: 3, critical: 4 };

const shapes: Record<Level, JSX.Element> = {
  critical: <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" />,
  high: <path d="M8 1.5 15.5 14.5H.5z" />,
  medium: <path d="M8 .8 15.2 8 8 15.2.8 8z" />,
  low: <circle cx="8" cy="8" r="6" />,
  info: <circle cx="8" cy="8" r="5" fill="none" strokeWidth="2.5" stroke="currentColor" />,
};

export function SeverityMark({ level }: { level: Level }) {
  return <svg className={`severity-mark ${level}`} viewBox="0 0 16 16" aria-hidden="true" fill="currentColor">{shapes[level] ?? shapes.info}</svg>;
}

export function Severity({ level, compact = false }: { level: Level; compact?: boolean }) {
  return (
    <span className={`severity ${level}`} title={compact ? level : undefined}>
      <SeverityMark level={level} />
      <span className={compact ? "hidden" : ""}>{level}</span>
    </span>
  );
}
