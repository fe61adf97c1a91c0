// The parts of d3 that are used, typed by hand: Debian carries no types for them. True for versions 1 to 3 of the modules.
declare module "d3-force" {
  export interface Body { x: number; y: number; vx?: number; vy?: number; fx?: number | null; fy?: number | null; index?: number }
  export interface Force { (alpha: number): void }
  export interface Simulation<N extends Body> {
    nodes(nodes: N[]): this;
    force(name: string, force: Force | null): this;
    alpha(value: number): this;
    alpha(): number;
    alphaTarget(value: number): this;
    alphaDecay(value: number): this;
    velocityDecay(value: number): this;
    tick(): this;
    stop(): this;
    restart(): this;
    on(name: "tick" | "end", listener: (() => void) | null): this;
  }
  export interface LinkForce<N, L> extends Force {
    id(of: (node: N) => string): this;
    distance(value: number | ((link: L) => number)): this;
    strength(value: number | ((link: L) => number)): this;
  }
  export interface Strengthened extends Force { strength(value: number): this; distanceMax(value: number): this }
  export interface Collide<N> extends Force { radius(value: number | ((node: N) => number)): this }
  export function forceSimulation<N extends Body>(nodes?: N[]): Simulation<N>;
  export function forceLink<N, L>(links: L[]): LinkForce<N, L>;
  export function forceManyBody(): Strengthened;
  export function forceX(x: number): Strengthened;
  export function forceY(y: number): Strengthened;
  export function forceCollide<N>(): Collide<N>;
}
declare module "d3-selection" {
  export interface Selection { call(apply: (selection: Selection) => void): this; call<A>(apply: (selection: Selection, argument: A) => void, argument: A): this; on(names: string, listener: null): this }
  export function select(element: Element): Selection;
}
declare module "d3-zoom" {
  import type { Selection } from "d3-selection";
  export interface Transform { x: number; y: number; k: number; translate(x: number, y: number): Transform; scale(k: number): Transform; invert(point: [number, number]): [number, number] }
  export interface Zoom {
    (selection: Selection): void;
    scaleExtent(extent: [number, number]): this;
    on(name: "zoom", listener: () => void): this;
    filter(accept: (event?: Event) => boolean): this;
    transform: (selection: Selection, transform: Transform) => void;
    scaleBy: (selection: Selection, factor: number) => void;
  }
  export function zoom(): Zoom;
  export function zoomTransform(element: Element): Transform;
  export const zoomIdentity: Transform;
}
declare module "d3-scale" {
  export interface SquareRoot { (value: number): number; domain(d: [number, number]): this; range(r: [number, number]): this; clamp(on: boolean): this }
  export function scaleSqrt(): SquareRoot;
}
