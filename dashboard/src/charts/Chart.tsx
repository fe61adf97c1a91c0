// chart.js under React: one chart a canvas, its data changed in place.
import { BarController, BarElement, CategoryScale, Chart as Drawing, Filler, LineController, LineElement, LinearScale, PointElement, Tooltip } from "chart.js";
import type { ChartConfiguration } from "chart.js";
import { useEffect, useRef } from "react";

Drawing.register(BarController, BarElement, CategoryScale, Filler, LineController, LineElement, LinearScale, PointElement, Tooltip);

interface Properties { configuration: ChartConfiguration; label: string; height: number }

export function Chart({ configuration, label, height }: Properties) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawing = useRef<Drawing | null>(null);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    if (drawing.current) {
      drawing.current.data = configuration.data;
      drawing.current.options = configuration.options ?? {};
      drawing.current.update("none");
    } else {
      drawing.current = new Drawing(element, configuration);
    }
  }, [configuration]);
  useEffect(() => () => {
    drawing.current?.destroy();
    drawing.current = null;
  }, []);
  return <div className="chart" style={{ height }}><canvas ref={canvas} role="img" aria-label={label} /></div>;
}
