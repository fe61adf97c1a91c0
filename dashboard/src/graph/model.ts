// The graph as the service tells it, kept steady between readings: a node that stays keeps its place.
import type { Graph, GraphEdge, GraphNode } from "../api/types";

export interface Body extends GraphNode { x: number; y: number; vx?: number; vy?: number; fx?: number | null; fy?: number | null }
export interface Link { source: Body; target: Body; edge: GraphEdge; /** Of several between the same two. */ lane: number }
export interface Model { bodies: Body[]; links: Link[]; changed: boolean }

export function merged(old: Model, graph: Graph): Model {
  const before = new Map(old.bodies.map((body) => [body.id, body]));
  const bodies = graph.nodes.map((node, index): Body => {
    const known = before.get(node.id);
    if (known) return Object.assign(known, node);
    const angle = index * 2.399963;
    const distance = 30 * Math.sqrt(index + 1);
    return { ...node, x: distance * Math.cos(angle), y: distance * Math.sin(angle) };
  });
  const after = new Map(bodies.map((body) => [body.id, body]));
  const lanes = new Map<string, number>();
  const links = graph.edges.flatMap((edge): Link[] => {
    const source = after.get(edge.source);
    const target = after.get(edge.target);
    if (!source || !target || source === target) return [];
    const pair = [edge.source, edge.target].sort().join(" ");
    const lane = lanes.get(pair) ?? 0;
    lanes.set(pair, lane + 1);
    return [{ source, target, edge, lane }];
  });
  const changed = bodies.length !== old.bodies.length || links.length !== old.links.length || bodies.some((body) => !before.has(body.id));
  return { bodies, links, changed };
}
