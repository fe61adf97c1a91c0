// The drawn graph: forces find the places, wheel and pinch zoom, dragging moves, a click opens the host.
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import type { Simulation } from "d3-force";
import { scaleSqrt } from "d3-scale";
import { select } from "d3-selection";
import { zoom, zoomIdentity, zoomTransform } from "d3-zoom";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { MouseEvent } from "react";
import type { Graph } from "../api/types";
import { stillness, useColours } from "../charts/colours";
import { go, hostPath } from "../router/router";
import { plural, spaced } from "../ui/format";
import { Button } from "../ui/Button";
import { visible } from "../ui/Wire";
import { draw } from "./draw";
import { merged } from "./model";
import type { Body, Link, Model } from "./model";

interface Properties { graph: Graph; paused: boolean; now: number; small?: boolean }

export function GraphCanvas({ graph, paused, now, small = false }: Properties) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const model = useRef<Model>({ bodies: [], links: [], changed: false });
  const simulation = useRef<Simulation<Body> | null>(null);
  const touched = useRef(false);
  const colours = useColours();
  const [hovered, setHovered] = useState<Body | null>(null);
  const [pointer, setPointer] = useState({ x: 0, y: 0 });
  const radius = useMemo(() => {
    const scale = scaleSqrt().domain([1, 200]).range([6, 18]).clamp(true);
    return (body: Body) => scale(Math.max(1, body.alert_count));
  }, []);

  const paint = useRef<() => void>(() => {});
  paint.current = () => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (!element || !context) return;
    draw(context, { model: model.current, transform: zoomTransform(element), width: element.clientWidth, height: element.clientHeight, colours, hovered, radius, now });
  };

  const behaviour = useMemo(() => zoom().scaleExtent([0.15, 6]), []);
  const fit = useCallback(() => {
    const element = canvas.current;
    const { bodies } = model.current;
    if (!element || bodies.length === 0) return;
    const xs = bodies.map((body) => body.x);
    const ys = bodies.map((body) => body.y);
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const k = Math.min(1.6, (element.clientWidth - 110) / Math.max(60, right - left), (element.clientHeight - (small ? 90 : 130)) / Math.max(60, bottom - top));
    const transform = zoomIdentity.translate(element.clientWidth / 2 - (k * (left + right)) / 2, element.clientHeight / 2 - (k * (top + bottom)) / 2).scale(k);
    select(element).call(behaviour.transform, transform);
  }, [behaviour, small]);

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    behaviour.on("zoom", () => paint.current());
    const selection = select(element);
    selection.call(behaviour);
    if (small) selection.on("wheel.zoom", null);
    const byHand = () => (touched.current = true);
    element.addEventListener("wheel", byHand, { passive: true });
    element.addEventListener("pointerdown", byHand);
    const resize = new ResizeObserver(() => {
      const ratio = window.devicePixelRatio || 1;
      element.width = Math.round(element.clientWidth * ratio);
      element.height = Math.round(element.clientHeight * ratio);
      if (!touched.current) fit();
      paint.current();
    });
    resize.observe(element);
    const upright = element.clientHeight > element.clientWidth;
    const forces = forceSimulation<Body>().stop().velocityDecay(0.35).alphaDecay(0.035)
      .force("charge", forceManyBody().strength(-260).distanceMax(420))
      .force("x", forceX(0).strength(upright ? 0.11 : 0.05)).force("y", forceY(0).strength(upright ? 0.05 : 0.09))
      .force("apart", forceCollide<Body>().radius((body) => radius(body) + 16));
    forces.on("tick", () => {
      if (!touched.current) fit();
      paint.current();
    });
    simulation.current = forces;
    return () => {
      forces.stop();
      resize.disconnect();
      element.removeEventListener("wheel", byHand);
      element.removeEventListener("pointerdown", byHand);
    };
  }, [behaviour, fit, radius, small]);

  useEffect(() => {
    const forces = simulation.current;
    if (!forces || paused) return;
    model.current = merged(model.current, graph);
    forces.nodes(model.current.bodies).force("links", forceLink<Body, Link>(model.current.links).id((body) => body.id).distance(95).strength(0.25));
    if (!model.current.changed) return paint.current();
    forces.alpha(0.9);
    if (stillness.matches) {
      for (let step = 0; step < 150; step += 1) forces.tick();
      if (!touched.current) fit();
      paint.current();
    } else {
      for (let step = 0; step < 60; step += 1) forces.tick();
      forces.restart();
    }
  }, [graph, paused, fit]);

  useEffect(() => {
    if (paused) simulation.current?.stop();
  }, [paused]);
  useEffect(() => paint.current(), [colours, hovered, now]);

  const under = (event: MouseEvent<HTMLCanvasElement>): Body | null => {
    const box = event.currentTarget.getBoundingClientRect();
    const [x, y] = zoomTransform(event.currentTarget).invert([event.clientX - box.left, event.clientY - box.top]);
    let best: Body | null = null;
    let nearest = Infinity;
    for (const body of model.current.bodies) {
      const distance = Math.hypot(body.x - x, body.y - y);
      if (distance < Math.max(radius(body) + 4, 12) && distance < nearest) [best, nearest] = [body, distance];
    }
    return best;
  };
  return (
    <div className={`graph-frame ${hovered ? "pointing" : ""}`}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={`Attack graph: ${plural(graph.nodes.length, "host")}, ${plural(graph.edges.length, "connection")}. The list below holds the same.`}
        onMouseMove={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          setPointer({ x: event.clientX - box.left, y: event.clientY - box.top });
          setHovered(under(event));
        }}
        onMouseLeave={() => setHovered(null)}
        onClick={(event) => {
          const body = under(event);
          if (body) go(hostPath(body.id));
        }}
      />
      {hovered && (
        <div className="graph-tip" style={{ left: pointer.x, top: pointer.y }}>
          <b>{visible(hovered.id)}</b>
          <span>{`${hovered.type === "both" ? "attacker and victim" : hovered.type}, ${hovered.home ? "home" : "outside"}`}</span>
          <span>{`${plural(hovered.alert_count, "finding")}: ${hovered.rules.map(spaced).join(", ")}`}</span>
        </div>
      )}
      <div className="graph-tools">
        <Button onClick={() => { touched.current = true; if (canvas.current) select(canvas.current).call(behaviour.scaleBy, 1.4); }} aria-label="Zoom in">+</Button>
        <Button onClick={() => { touched.current = true; if (canvas.current) select(canvas.current).call(behaviour.scaleBy, 1 / 1.4); }} aria-label="Zoom out">−</Button>
        <Button onClick={() => { touched.current = false; fit(); }}>Fit</Button>
      </div>
    </div>
  );
}
