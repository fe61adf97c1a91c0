// Short messages about what the person just did, or what the stream lost. At most five at a time.
import { Store } from "./store";

export interface Toast { id: number; kind: "done" | "failed" | "notice"; text: string }

export const toasts = new Store<Toast[]>([]);
let next = 1;
const shown = 5;
const stay = { done: 5_000, notice: 9_000, failed: 15_000 };

export function toast(kind: Toast["kind"], text: string): void {
  const id = next++;
  toasts.update((old) => [...old.slice(-(shown - 1)), { id, kind, text }]);
  setTimeout(() => dismiss(id), stay[kind]);
}

export function dismiss(id: number): void {
  toasts.update((old) => old.filter((toast) => toast.id !== id));
}
