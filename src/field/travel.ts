import type { Ring } from '../city/city.ts';
import type { Scenario } from '../scenario/schema.ts';

/** Metres: side of a cell of the map of shores, and the longest way that it can clear. */
const REACH = 3000;

interface Water {
  readonly ring: Ring;
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

/** Distances over land, metres. Waters are convex rings; who must cross one goes round it by the shorter shore. */
export class Travel {
  private readonly metric: Scenario['travel']['metric'];
  private readonly waters: readonly Water[];
  private readonly shores: Shores;

  constructor(travel: Scenario['travel'], waters: readonly Ring[]) {
    this.metric = travel.metric;
    this.waters = travel.roundWater && travel.metric === 'straight' ? waters.map(withBounds) : [];
    this.shores = new Shores(this.waters);
  }

  /** Metres from (ax, ay) to (bx, by) with that road factor. */
  distance(ax: number, ay: number, bx: number, by: number, roadFactor: number): number {
    if (this.metric === 'none') return 0;
    if (this.metric === 'rightAngle') return (Math.abs(ax - bx) + Math.abs(ay - by)) * roadFactor;
    let distance = Math.sqrt((ax - bx) * (ax - bx) + (ay - by) * (ay - by));
    if (distance <= REACH && !this.shores.isNear(ax, ay)) return distance * roadFactor;
    for (const water of this.waters) {
      if (ax < water.left && bx < water.left) continue;
      if (ax > water.right && bx > water.right) continue;
      if (ay < water.bottom && by < water.bottom) continue;
      if (ay > water.top && by > water.top) continue;
      if (crosses(water.ring, ax, ay, bx, by)) distance = Math.max(distance, roundShore(water.ring, ax, ay, bx, by));
    }
    return distance * roadFactor;
  }
}

/** A coarse map that tells at once that no water is within REACH of a point: most ways are short and far from any. */
class Shores {
  private readonly left: number;
  private readonly bottom: number;
  private readonly columns: number;
  private readonly rows: number;
  private readonly near: Uint8Array;

  constructor(waters: readonly Water[]) {
    this.left = Math.min(...waters.map((water) => water.left)) - REACH;
    this.bottom = Math.min(...waters.map((water) => water.bottom)) - REACH;
    const right = Math.max(...waters.map((water) => water.right)) + REACH;
    const top = Math.max(...waters.map((water) => water.top)) + REACH;
    this.columns = waters.length === 0 ? 0 : Math.ceil((right - this.left) / REACH);
    this.rows = waters.length === 0 ? 0 : Math.ceil((top - this.bottom) / REACH);
    this.near = new Uint8Array(this.columns * this.rows);
    for (const water of waters) {
      const [c0, c1] = [this.column(water.left - REACH), this.column(water.right + REACH)];
      for (
        let row = this.row(water.bottom - REACH);
        row <= Math.min(this.row(water.top + REACH), this.rows - 1);
        row++
      ) {
        this.near.fill(1, row * this.columns + c0, row * this.columns + Math.min(c1, this.columns - 1) + 1);
      }
    }
  }

  isNear(x: number, y: number): boolean {
    const column = this.column(x);
    const row = this.row(y);
    return (
      column >= 0 &&
      row >= 0 &&
      column < this.columns &&
      row < this.rows &&
      this.near[row * this.columns + column] === 1
    );
  }

  private column(x: number): number {
    return Math.floor((x - this.left) / REACH);
  }

  private row(y: number): number {
    return Math.floor((y - this.bottom) / REACH);
  }
}

/** Its bounds, and the ring counter-clockwise. */
function withBounds(given: Ring): Water {
  const ring = isClockwise(given) ? reversed(given) : given;
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < ring.length; i += 2) {
    left = Math.min(left, ring[i]);
    right = Math.max(right, ring[i]);
    bottom = Math.min(bottom, ring[i + 1]);
    top = Math.max(top, ring[i + 1]);
  }
  return { ring, left, right, bottom, top };
}

function isClockwise(ring: Ring): boolean {
  let doubledArea = 0;
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    doubledArea += ring[i] * ring[j + 1] - ring[j] * ring[i + 1];
  }
  return doubledArea < 0;
}

function reversed(ring: Ring): Ring {
  const other = new Float64Array(ring.length);
  for (let i = 0; i < ring.length; i += 2) {
    other[ring.length - 2 - i] = ring[i];
    other[ring.length - 1 - i] = ring[i + 1];
  }
  return other;
}

/** Positive where c lies to the left of a -> b. */
function side(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): number {
  return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
}

/** Does the way enter the ring from one side and leave it on another? Ends inside count as crossing no shore twice. */
function crosses(ring: Ring, ax: number, ay: number, bx: number, by: number): boolean {
  let shores = 0;
  const n = ring.length;
  for (let i = 0; i < n; i += 2) {
    const px = ring[i];
    const py = ring[i + 1];
    const qx = ring[(i + 2) % n];
    const qy = ring[(i + 3) % n];
    const apart = side(ax, ay, bx, by, px, py) > 0 !== side(ax, ay, bx, by, qx, qy) > 0;
    if (apart && side(px, py, qx, qy, ax, ay) > 0 !== side(px, py, qx, qy, bx, by) > 0) shores++;
  }
  return shores >= 2;
}

/** Length of the shorter of the two ways from a to b along the convex hull of the (counter-clockwise) ring, a and b. */
function roundShore(ring: Ring, ax: number, ay: number, bx: number, by: number): number {
  return Math.min(alongShore(ring, ax, ay, bx, by, 1), alongShore(ring, ax, ay, bx, by, -1));
}

/** The way that leaves the water on one side: `sign` 1 passes to the left of the straight line, -1 to its right. */
function alongShore(ring: Ring, ax: number, ay: number, bx: number, by: number, sign: 1 | -1): number {
  const hull: [number, number][] = [[ax, ay]];
  for (const point of [...shore(ring, ax, ay, bx, by, sign), [bx, by] as [number, number]]) {
    while (hull.length >= 2) {
      const [px, py] = hull[hull.length - 2];
      const [qx, qy] = hull[hull.length - 1];
      if (sign * side(px, py, point[0], point[1], qx, qy) > 0) break;
      hull.pop();
    }
    hull.push(point);
  }
  let length = 0;
  for (let i = 1; i < hull.length; i++) length += Math.hypot(hull[i][0] - hull[i - 1][0], hull[i][1] - hull[i - 1][1]);
  return length;
}

/** The ring's points on one side of a -> b, in the order in which who goes from a to b passes them. */
function shore(ring: Ring, ax: number, ay: number, bx: number, by: number, sign: 1 | -1): [number, number][] {
  const n = ring.length / 2;
  const isOn = (i: number) => sign * side(ax, ay, bx, by, ring[2 * (i % n)], ring[2 * (i % n) + 1]) > 0;
  let first = 0;
  while (first < n && (!isOn(first) || isOn(first + n - 1))) first++;
  const points: [number, number][] = [];
  for (let i = first; i < first + n && isOn(i); i++) points.push([ring[2 * (i % n)], ring[2 * (i % n) + 1]]);
  return sign === 1 ? points.reverse() : points;
}
