// Layers that add up over time, with a legend that can hide one, and the same figures as text for those who do not see the canvas.
import type { ChartConfiguration } from "chart.js";
import { useMemo, useState } from "react";
import { faded, useColours } from "./colours";
import type { Colour } from "./colours";
import { Chart } from "./Chart";
import { options } from "./options";

export interface Layer { name: string; colour: Colour; values: number[] }

interface Properties { label: string; times: string[]; layers: Layer[]; unit: (value: number) => string; height?: number }

export function StackedArea({ label, times, layers, unit, height = 232 }: Properties) {
  const colours = useColours();
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const shown = layers.filter((layer) => !hidden.has(layer.name));
  const configuration = useMemo<ChartConfiguration>(() => ({
    type: "line",
    data: {
      labels: times,
      datasets: layers.filter((layer) => !hidden.has(layer.name)).map((layer) => ({
        label: layer.name, data: layer.values, fill: true, borderWidth: 1.5, pointRadius: 0, pointHitRadius: 8, stack: "all",
        borderColor: colours[layer.colour], backgroundColor: faded(colours[layer.colour], 0.34), pointStyle: "rectRounded" as const,
      })),
    },
    options: options(colours, { stacked: true, unit, ticks: 8 }),
  }), [times, layers, hidden, colours, unit]);
  const toggle = (name: string) => setHidden((old) => {
    const next = new Set(old);
    if (!next.delete(name)) next.add(name);
    return next;
  });
  const latest = (layer: Layer) => layer.values[layer.values.length - 1] ?? 0;
  return (
    <>
      <Chart configuration={configuration} height={height} label={`${label}. Latest: ${shown.map((layer) => `${layer.name} ${unit(latest(layer))}`).join(", ")}`} />
      <div className="legend" role="group" aria-label="Layers shown">
        {layers.map((layer) => (
          <button key={layer.name} type="button" aria-pressed={!hidden.has(layer.name)} onClick={() => toggle(layer.name)}>
            <i className={`swatch ${layer.colour}`} aria-hidden="true" />{layer.name}<span className="figure muted">{unit(latest(layer))}</span>
          </button>
        ))}
      </div>
    </>
  );
}
