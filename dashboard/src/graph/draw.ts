// One frame of the graph: edges with their direction, attackers as triangles, victims as circles, both as diamonds.
import type { Transform } from "d3-zoom";
import type { Colours } from "../charts/colours";
import { faded } from "../charts/colours";
import type { Body, Link, Model } from "./model";

export interface Scene { model: Model; transform: Transform; width: number; height: number; colours: Colours; hovered: Body | null; radius: (body: Body) => number; now: number }

const staleAfter = 300_000;

export function draw(context: CanvasRenderingContext2D, scene: Scene): void {
  const { model, transform, width, height, hovered } = scene;
  const ratio = window.devicePixelRatio || 1;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.translate(transform.x, transform.y);
  context.scale(transform.k, transform.k);
  for (const link of model.links) edge(context, scene, link, hovered === null || link.source === hovered || link.target === hovered);
  const near = hovered ? neighbours(model, hovered) : null;
  for (const body of model.bodies) node(context, scene, body, near === null || near.has(body));
  labels(context, scene, near);
}

function neighbours(model: Model, body: Body): Set<Body> {
  const near = new Set([body]);
  for (const link of model.links) {
    if (link.source === body) near.add(link.target);
    if (link.target === body) near.add(link.source);
  }
  return near;
}

function edge(context: CanvasRenderingContext2D, { colours, radius }: Scene, { source, target, edge, lane }: Link, lit: boolean): void {
  const dx = target.x - source.x;
  const dy = target.y - source.y;
  const length = Math.hypot(dx, dy) || 1;
  const bend = (lane % 2 === 0 ? 1 : -1) * Math.ceil((lane + 0.5) / 2) * 26;
  const cx = (source.x + target.x) / 2 + (-dy / length) * bend;
  const cy = (source.y + target.y) / 2 + (dx / length) * bend;
  const angle = Math.atan2(target.y - cy, target.x - cx);
  const tip = radius(target) + 3;
  const x = target.x - Math.cos(angle) * tip;
  const y = target.y - Math.sin(angle) * tip;
  const colour = faded(colours[edge.severity], lit ? 0.85 : 0.16);
  context.strokeStyle = colour;
  context.lineWidth = Math.min(5, 1.2 + Math.log2(1 + edge.count) / 2);
  context.beginPath();
  context.moveTo(source.x, source.y);
  context.quadraticCurveTo(cx, cy, x, y);
  context.stroke();
  context.fillStyle = colour;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x - Math.cos(angle - 0.4) * 9, y - Math.sin(angle - 0.4) * 9);
  context.lineTo(x - Math.cos(angle + 0.4) * 9, y - Math.sin(angle + 0.4) * 9);
  context.fill();
}

function node(context: CanvasRenderingContext2D, { colours, hovered, radius, now }: Scene, body: Body, lit: boolean): void {
  const r = radius(body);
  const stale = now - Date.parse(body.last_seen) > staleAfter;
  const fill = body.type === "victim" ? colours.surface : colours[body.max_severity];
  context.globalAlpha = lit ? 1 : 0.25;
  context.fillStyle = stale && body.type !== "victim" ? faded(colours[body.max_severity], 0.55) : fill;
  context.strokeStyle = body === hovered ? colours.text : body.type === "victim" ? (body.home ? colours.home : colours.muted) : colours.surface;
  context.lineWidth = body === hovered ? 2.5 : 2;
  context.beginPath();
  if (body.type === "attacker") {
    context.moveTo(body.x, body.y - r * 1.15);
    context.lineTo(body.x + r * 1.1, body.y + r * 0.8);
    context.lineTo(body.x - r * 1.1, body.y + r * 0.8);
  } else if (body.type === "both") {
    context.moveTo(body.x, body.y - r * 1.2);
    context.lineTo(body.x + r * 1.2, body.y);
    context.lineTo(body.x, body.y + r * 1.2);
    context.lineTo(body.x - r * 1.2, body.y);
  } else {
    context.arc(body.x, body.y, r, 0, Math.PI * 2);
  }
  context.closePath();
  context.fill();
  context.stroke();
  context.globalAlpha = 1;
}

/** Where two names would lie on each other, that with more findings is written. */
function labels(context: CanvasRenderingContext2D, scene: Scene, near: Set<Body> | null): void {
  const { model, transform, radius, hovered } = scene;
  const size = 11 / Math.max(0.6, Math.min(transform.k, 1.6));
  const wanted = model.bodies.filter((body) => near === null || near.has(body));
  const rank = (body: Body) => (body === hovered ? Infinity : body.alert_count);
  wanted.sort((a, b) => rank(b) - rank(a) || (a.id < b.id ? -1 : 1));
  const taken: { left: number; right: number; top: number }[] = [];
  for (const body of wanted) {
    const half = (body.id.length * size * 0.61) / 2;
    const box = { left: body.x - half, right: body.x + half, top: body.y + radius(body) * 1.2 + 3 };
    if (taken.some((one) => one.left < box.right && box.left < one.right && Math.abs(one.top - box.top) < size * 1.15)) continue;
    taken.push(box);
    label(context, scene, body, size);
  }
}

function label(context: CanvasRenderingContext2D, { colours, radius, hovered }: Scene, body: Body, size: number): void {
  context.font = `${body === hovered ? "600 " : ""}${size}px ui-monospace, "JetBrains Mono", "DejaVu Sans Mono", monospace`;
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineWidth = 3;
  context.lineJoin = "round";
  context.strokeStyle = colours.surface;
  context.fillStyle = body === hovered ? colours.text : colours.muted;
  const y = body.y + radius(body) * 1.2 + 3;
  context.strokeText(body.id, body.x, y);
  context.fillText(body.id, body.x, y);
}
