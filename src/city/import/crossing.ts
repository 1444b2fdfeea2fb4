import Flatbush from 'flatbush';
import type { Position } from '../fixtures.ts';

/** Twice the area of a triangle; its sign is the side of a-b on which c lies. */
const side = (a: Position, b: Position, c: Position): number =>
  (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);

/**
 * A corner near which two edges of the rings cross or run along one another, undefined if none do. Rings may touch in
 * single points, as RFC 7946 allows.
 */
export function crossing(rings: readonly (readonly Position[])[]): Position | undefined {
  const edges: { from: Position; to: Position }[] = [];
  for (const ring of rings) {
    for (const [i, from] of ring.entries()) edges.push({ from, to: ring[(i + 1) % ring.length] });
  }
  const index = new Flatbush(edges.length);
  for (const {
    from: [x1, y1],
    to: [x2, y2],
  } of edges) {
    index.add(Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2));
  }
  index.finish();
  for (const [i, { from, to }] of edges.entries()) {
    const near = index.search(
      Math.min(from[0], to[0]),
      Math.min(from[1], to[1]),
      Math.max(from[0], to[0]),
      Math.max(from[1], to[1]),
    );
    for (const j of near) if (j > i && meet(from, to, edges[j].from, edges[j].to)) return from;
  }
  return undefined;
}

/** Whether two edges cross properly, or lie on one another for more than a point. */
function meet(a: Position, b: Position, c: Position, d: Position): boolean {
  const [ca, cb] = [side(a, b, c), side(a, b, d)];
  const [ac, ad] = [side(c, d, a), side(c, d, b)];
  if (ca === 0 && cb === 0) {
    const axis = Math.abs(b[0] - a[0]) >= Math.abs(b[1] - a[1]) ? 0 : 1;
    const low = Math.max(Math.min(a[axis], b[axis]), Math.min(c[axis], d[axis]));
    const high = Math.min(Math.max(a[axis], b[axis]), Math.max(c[axis], d[axis]));
    return high > low;
  }
  return ca * cb < 0 && ac * ad < 0;
}
