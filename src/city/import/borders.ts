import Flatbush from 'flatbush';
import type { Lines } from '../lines.ts';
import { type Neighbours, neighboursOf } from '../neighbours.ts';
import { BORDER, type Region } from '../region.ts';

/** Two outlines closer than this, metres, are one border: maps are seldom drawn better [A]. */
const APART = 10;
/** Shortest common border that makes two cells neighbours, metres. */
const LEAST = 5;
/** Largest sine of the angle between two edges of one border. */
const SKEW = 0.1;

interface Edge {
  readonly cell: number;
  readonly x: number;
  readonly y: number;
  /** Unit vector along it. */
  readonly dx: number;
  readonly dy: number;
  readonly length: number;
}

/** Neighbours across the cuts, which have lines, and across the outlines of the city's own areas, which have none. */
export function importedNeighbours(cells: readonly Region[], lines: Lines): Neighbours {
  const cuts = neighboursOf(cells, lines);
  const found = cells.map((_, cell) => new Set(cuts.neighbours.subarray(cuts.start[cell], cuts.start[cell + 1])));
  const edges = outlineEdges(cells);
  const index = new Flatbush(Math.max(1, edges.length));
  if (edges.length === 0) index.add(0, 0, 0, 0);
  for (const edge of edges) index.add(...boxOf(edge, 0));
  index.finish();
  for (const [i, edge] of edges.entries()) {
    for (const j of index.search(...boxOf(edge, APART))) {
      if (j <= i || edges[j].cell === edge.cell || !touch(edge, edges[j])) continue;
      found[edge.cell].add(edges[j].cell);
      found[edges[j].cell].add(edge.cell);
    }
  }
  const start = new Int32Array(cells.length + 1);
  for (const [cell, others] of found.entries()) start[cell + 1] = start[cell] + others.size;
  return { start, neighbours: Int32Array.from(found.flatMap((others) => [...others].sort((a, b) => a - b))) };
}

function outlineEdges(cells: readonly Region[]): Edge[] {
  return cells.flatMap((region, cell) =>
    region.flatMap((loop) => {
      const edges: Edge[] = [];
      for (let i = 0; i < loop.length; i += 3) {
        const next = (i + 3) % loop.length;
        const [dx, dy] = [loop[next] - loop[i], loop[next + 1] - loop[i + 1]];
        const length = Math.hypot(dx, dy);
        if (loop[i + 2] !== BORDER || length < 1e-6) continue;
        edges.push({ cell, x: loop[i], y: loop[i + 1], dx: dx / length, dy: dy / length, length });
      }
      return edges;
    }),
  );
}

function boxOf({ x, y, dx, dy, length }: Edge, by: number): [number, number, number, number] {
  const [toX, toY] = [x + dx * length, y + dy * length];
  return [Math.min(x, toX) - by, Math.min(y, toY) - by, Math.max(x, toX) + by, Math.max(y, toY) + by];
}

/** Whether two edges run against each other, close by, for long enough. */
function touch(a: Edge, b: Edge): boolean {
  if (a.dx * b.dx + a.dy * b.dy > 0 || Math.abs(a.dx * b.dy - a.dy * b.dx) > SKEW) return false;
  const along = (t: number): [number, number] => {
    const [x, y] = [b.x + b.dx * t - a.x, b.y + b.dy * t - a.y];
    return [a.dx * x + a.dy * y, Math.abs(a.dx * y - a.dy * x)];
  };
  const [[from, near], [to, far]] = [along(0), along(b.length)];
  const common = Math.min(a.length, Math.max(from, to)) - Math.max(0, Math.min(from, to));
  return common >= Math.min(LEAST, a.length / 2, b.length / 2) && Math.min(near, far) <= APART;
}
