// Columns over time.
import type { ChartConfiguration } from "chart.js";
import { useMemo } from "react";
import { faded, useColours } from "./colours";
import type { Layer } from "./StackedArea";
import { Chart } from "./Chart";
import { options } from "./options";

interface Properties { label: string; times: string[]; layers: Layer[]; unit: (value: number) => string; height?: number }

export function Columns({ label, times, layers, unit, height = 130 }: Properties) {
  const colours = useColours();
  const configuration = useMemo<ChartConfiguration>(() => ({
    type: "bar",
    data: {
      labels: times,
      datasets: layers.map((layer) => ({
        label: layer.name, data: layer.values, backgroundColor: faded(colours[layer.colour], 0.85), borderRadius: 2, maxBarThickness: 14, categoryPercentage: 0.9, barPercentage: 0.9, pointStyle: "rectRounded" as const,
      })),
    },
    options: options(colours, { stacked: true, unit, ticks: 6 }),
  }), [times, layers, colours, unit]);
  return <Chart configuration={configuration} height={height} label={label} />;
}
