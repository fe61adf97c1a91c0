// A ranking: each entry with its share of the greatest as a bar beneath.
import type { ReactNode } from "react";

export interface Bar { key: string; name: ReactNode; value: number; text: string; note?: ReactNode }

export function BarList({ bars, label }: { bars: Bar[]; label: string }) {
  const most = Math.max(1, ...bars.map((bar) => bar.value));
  return (
    <ol className="bars" aria-label={label}>
      {bars.map((bar) => (
        <li key={bar.key}>
          <span className="bar-name">{bar.name}{bar.note && <span className="muted">{bar.note}</span>}</span>
          <span className="figure">{bar.text}</span>
          <span className="bar-track" aria-hidden="true"><span style={{ width: `${Math.max(0.5, (bar.value / most) * 100)}%` }} /></span>
        </li>
      ))}
    </ol>
  );
}
