// What all charts share: quiet grid, readable ticks, a tooltip for the whole column.
import type { ChartOptions, TooltipItem } from "chart.js";
import type { Colours } from "./colours";
import { faded } from "./colours";

interface Choices { stacked: boolean; unit: (value: number) => string; ticks: number }

export function options(colours: Colours, { stacked, unit, ticks }: Choices): ChartOptions {
  const font = { family: getComputedStyle(document.body).fontFamily, size: 11 };
  return {
    responsive: true,
    maintainAspectRatio: false,
    animation: false,
    interaction: { mode: "index", intersect: false },
    layout: { padding: { top: 4, right: 2 } },
    scales: {
      x: { stacked, grid: { display: false, borderColor: colours.line }, ticks: { color: colours.muted, font, maxTicksLimit: ticks, maxRotation: 0, autoSkipPadding: 24 } },
      y: { stacked, beginAtZero: true, grid: { color: faded(colours.line, 0.6), drawBorder: false }, ticks: { color: colours.muted, font, maxTicksLimit: 5, precision: 0, callback: (value) => unit(Number(value)) } },
    },
    plugins: {
      tooltip: {
        backgroundColor: colours.surface, titleColor: colours.text, bodyColor: colours.text, borderColor: colours.line, borderWidth: 1,
        padding: 10, boxPadding: 4, usePointStyle: true, titleFont: font, bodyFont: font,
        itemSort: (a, b) => b.datasetIndex - a.datasetIndex,
        callbacks: { label: (item: TooltipItem<never>) => ` ${(item as unknown as { dataset: { label?: string } }).dataset.label ?? ""}: ${unit(Number((item as unknown as { parsed: { y: number } }).parsed.y))}` },
      },
    },
  };
}
