/**
 * A closed loop x0, y0, line0, x1, y1, line1, ...: corners in metres, each with the line along which the edge that starts
 * there runs, or `BORDER`. Counter-clockwise loops add area, clockwise ones take it away.
 */
type Loop = number[];

/**
 * A piece of land as a sum of loops. Loops may overlap, and may run along a cut and back: every integral over the region
 * and every further cut stay right, because what is covered twice in opposite directions cancels. That makes clipping
 * a shape of any form with any number of holes one pass over its corners (Sutherland and Hodgman 1974).
 */
export type Region = Loop[];

/** Line of an edge on the outline of a county or a shore: nothing is beyond. */
export const BORDER = -1;

/** The land within a ring x0, y0, x1, y1, ..., not closed; all its edges are `BORDER`. A clockwise ring takes land away. */
export function regionOf(ring: ArrayLike<number>): Region {
  const loop: Loop = [];
  for (let i = 0; i < ring.length; i += 2) loop.push(ring[i], ring[i + 1], BORDER);
  return [loop];
}

/** The part of the region where a x + b y <= c; edges along the cut get the line `line`. */
export function clip(region: Region, a: number, b: number, c: number, line: number): Region {
  const parts: Region = [];
  for (const loop of region) {
    const n = loop.length;
    let outside = 0;
    for (let i = 0; i < n; i += 3) if (a * loop[i] + b * loop[i + 1] > c) outside++;
    if (outside === 0) parts.push(loop);
    else if (outside * 3 < n) parts.push(clipLoop(loop, a, b, c, line));
  }
  return parts;
}

function clipLoop(loop: Loop, a: number, b: number, c: number, line: number): Loop {
  const part: Loop = [];
  const n = loop.length;
  let x = loop[0];
  let y = loop[1];
  let s = a * x + b * y - c;
  for (let i = 0; i < n; i += 3) {
    const next = i + 3 === n ? 0 : i + 3;
    const nextX = loop[next];
    const nextY = loop[next + 1];
    const nextS = a * nextX + b * nextY - c;
    if (s <= 0) part.push(x, y, loop[i + 2]);
    if (s <= 0 !== nextS <= 0) {
      const u = s / (s - nextS);
      part.push(x + u * (nextX - x), y + u * (nextY - y), s <= 0 ? line : loop[i + 2]);
    }
    x = nextX;
    y = nextY;
    s = nextS;
  }
  return part;
}

/** The part of the region inside the convex ring (counter-clockwise); `lines` gives the line of each of the ring's edges. */
export function intersectConvex(region: Region, ring: ArrayLike<number>, lines?: readonly number[]): Region {
  let common = region;
  for (let i = 0; i < ring.length; i += 2) {
    const next = (i + 2) % ring.length;
    const a = ring[next + 1] - ring[i + 1];
    const b = ring[i] - ring[next];
    common = clip(common, a, b, a * ring[i] + b * ring[i + 1], lines?.[i / 2] ?? BORDER);
  }
  return common;
}

/** The region without a part of it. */
export function subtract(region: Region, part: Region): Region {
  return [...region, ...part.map(reversed)];
}

function reversed(loop: Loop): Loop {
  const back: Loop = [];
  for (let i = loop.length - 3; i >= 0; i -= 3) {
    const edge = i === 0 ? loop.length - 3 : i - 3;
    back.push(loop[i], loop[i + 1], loop[edge + 2]);
  }
  return back;
}

export interface Measure {
  /** Square metres. */
  readonly area: number;
  /** Centroid, metres. */
  readonly x: number;
  readonly y: number;
  /** Direction of the longest extent (largest second moment), a unit vector with dx > 0, or dx = 0 and dy = 1. */
  readonly dx: number;
  readonly dy: number;
}

/** Area, centroid and main direction, by Green's theorem. A region without area has its first corner as centroid. */
export function measure(region: Region): Measure {
  const x0 = region.length === 0 ? 0 : region[0][0];
  const y0 = region.length === 0 ? 0 : region[0][1];
  let area = 0;
  let mx = 0;
  let my = 0;
  let mxx = 0;
  let myy = 0;
  let mxy = 0;
  for (const loop of region) {
    const n = loop.length;
    let x1 = loop[n - 3] - x0;
    let y1 = loop[n - 2] - y0;
    for (let i = 0; i < n; i += 3) {
      const x2 = loop[i] - x0;
      const y2 = loop[i + 1] - y0;
      const cross = x1 * y2 - x2 * y1;
      area += cross;
      mx += cross * (x1 + x2);
      my += cross * (y1 + y2);
      mxx += cross * (x1 * x1 + x1 * x2 + x2 * x2);
      myy += cross * (y1 * y1 + y1 * y2 + y2 * y2);
      mxy += cross * (x1 * y2 + 2 * x1 * y1 + 2 * x2 * y2 + x2 * y1);
      x1 = x2;
      y1 = y2;
    }
  }
  area /= 2;
  if (!(area > 1e-6)) return { area: Math.max(0, area), x: x0, y: y0, dx: 1, dy: 0 };
  const cx = mx / (6 * area);
  const cy = my / (6 * area);
  const ixx = mxx / 12 - area * cx * cx;
  const iyy = myy / 12 - area * cy * cy;
  const ixy = mxy / 24 - area * cx * cy;
  return { area, x: x0 + cx, y: y0 + cy, ...mainDirection(ixx, iyy, ixy) };
}

/** The eigenvector of the larger eigenvalue of [[xx, xy], [xy, yy]]. */
function mainDirection(xx: number, yy: number, xy: number): { dx: number; dy: number } {
  const half = (xx - yy) / 2;
  const root = Math.hypot(half, xy);
  const [vx, vy] = half >= 0 ? [half + root, xy] : [xy, root - half];
  const length = Math.hypot(vx, vy);
  if (length === 0) return { dx: 1, dy: 0 };
  const sign = vx < 0 || (vx === 0 && vy < 0) ? -1 : 1;
  return { dx: (sign * vx) / length, dy: (sign * vy) / length };
}

/** Crossings of the horizontal at `y`: x and by how much the winding number grows there, from left to right. */
function crossings(region: Region, y: number): { x: number; turn: number }[] {
  const found: { x: number; turn: number }[] = [];
  for (const loop of region) {
    const n = loop.length;
    for (let i = 0; i < n; i += 3) {
      const next = i + 3 === n ? 0 : i + 3;
      const y1 = loop[i + 1];
      const y2 = loop[next + 1];
      if (y1 > y === y2 > y) continue;
      found.push({ x: loop[i] + ((loop[next] - loop[i]) * (y - y1)) / (y2 - y1), turn: y1 > y2 ? 1 : -1 });
    }
  }
  return found.sort((a, b) => a.x - b.x);
}

/** Whether the point lies in the region. */
export function contains(region: Region, x: number, y: number): boolean {
  let winding = 0;
  for (const crossing of crossings(region, y)) if (crossing.x <= x) winding += crossing.turn;
  return winding > 0;
}

/** Heights at which a place is looked for in a region that does not hold its centroid. */
const HEIGHTS = 63;

/**
 * The centroid if it lies in the region; otherwise the middle of the widest stretch of the region at a number of
 * heights, so that the place of a bent or divided cell is never in a lake or at a neighbour's.
 */
export function placeIn(region: Region, centre: { readonly x: number; readonly y: number }): [x: number, y: number] {
  if (contains(region, centre.x, centre.y)) return [centre.x, centre.y];
  const ys = region.flatMap((loop) => loop.filter((_, i) => i % 3 === 1));
  const [low, high] = [Math.min(...ys), Math.max(...ys)];
  let widest = 0;
  let best: [number, number] = [centre.x, centre.y];
  for (let step = 1; step <= HEIGHTS; step++) {
    const y = low + ((high - low) * step) / (HEIGHTS + 1);
    const found = crossings(region, y);
    let winding = 0;
    for (let i = 0; i + 1 < found.length; i++) {
      winding += found[i].turn;
      const width = found[i + 1].x - found[i].x;
      if (winding <= 0 || width <= widest) continue;
      widest = width;
      best = [(found[i].x + found[i + 1].x) / 2, y];
    }
  }
  return best;
}
