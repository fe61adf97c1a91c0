// Numbers, sizes, rates and durations as people read them.
import { visible } from "./Wire";

const counts = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

export function count(value: number): string {
  return whole.format(value);
}

export function number(value: number): string {
  return Math.abs(value) >= 1000 || Number.isInteger(value) ? counts.format(value) : String(Number(value.toPrecision(3)));
}

const decimal = ["", "k", "M", "G", "T", "P"];

function scaled(value: number, unit: string): string {
  let step = 0;
  let rest = Math.abs(value);
  while (rest >= 999.5 && step < decimal.length - 1) {
    rest /= 1000;
    step += 1;
  }
  const digits = step === 0 || rest >= 100 ? 0 : rest >= 10 ? 1 : 2;
  return `${value < 0 ? "−" : ""}${rest.toFixed(digits)} ${decimal[step]}${unit}`.trim();
}

export const bytes = (value: number) => scaled(value, "B");
export const bits = (value: number) => scaled(value, "bit/s");
export const short = (value: number) => scaled(value, "").replace(" ", "");

export function percent(share: number): string {
  const value = share * 100;
  if (value === 0) return "0 %";
  if (value < 0.01) return "< 0.01 %";
  return `${value < 1 ? value.toFixed(2) : value < 10 ? value.toFixed(1) : value.toFixed(0)} %`;
}

export function seconds(value: number): string {
  if (value < 0.001) return value === 0 ? "0 s" : `${Math.round(value * 1e6)} µs`;
  if (value < 1) return `${Math.round(value * 1000)} ms`;
  if (value < 60) return `${value < 10 ? value.toFixed(1) : Math.round(value)} s`;
  if (value < 3600) return `${Math.floor(value / 60)} min ${Math.round(value % 60)} s`;
  if (value < 86_400) return `${Math.floor(value / 3600)} h ${Math.round((value % 3600) / 60)} min`;
  return `${Math.floor(value / 86_400)} d ${Math.round((value % 86_400) / 3600)} h`;
}

export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** `port_scan_vertical` as people read it. */
export function spaced(name: string): string {
  return visible(name).replace(/_/g, " ");
}

const places = { local: undefined, utc: "UTC" } as const;

export function time(iso: string, clock: "local" | "utc", withDate: boolean, fraction = false): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const text = date.toLocaleTimeString("en-GB", { timeZone: places[clock], hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: fraction ? 3 : undefined });
  return withDate ? `${day(date, clock)} ${text}` : text;
}

function day(date: Date, clock: "local" | "utc"): string {
  return date.toLocaleDateString("en-GB", { timeZone: places[clock], day: "numeric", month: "short", year: "numeric" });
}
