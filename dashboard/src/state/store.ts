// A value with listeners. `FrameStore` tells them at most once a frame, so that a thousand messages a second cost one drawing.
import { useSyncExternalStore } from "react";

export class Store<T> {
  private readonly listeners = new Set<() => void>();

  constructor(protected value: T) {}

  get = (): T => this.value;

  set(next: T): void {
    if (Object.is(next, this.value)) return;
    this.value = next;
    this.changed();
  }

  update(change: (value: T) => T): void {
    this.set(change(this.value));
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  protected changed(): void {
    this.tell();
  }

  protected tell(): void {
    for (const listener of [...this.listeners]) listener();
  }
}

export class FrameStore<T> extends Store<T> {
  private pending = false;

  protected override changed(): void {
    if (this.pending) return;
    this.pending = true;
    const run = () => {
      this.pending = false;
      this.tell();
    };
    // A hidden page gets no frames; it still has to stay true.
    if (document.hidden) setTimeout(run, 250);
    else requestAnimationFrame(run);
  }
}

export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.get);
}

export function useSelect<T, S>(store: Store<T>, select: (value: T) => S): S {
  return useSyncExternalStore(store.subscribe, () => select(store.get()));
}
