import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Travel } from '../../src/field/travel.ts';
import { evenly } from '../evenly.ts';
import { setting } from '../port/setting.ts';

const STRAIGHT = setting().travel;
type Point = readonly [number, number];

const cross = ([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point) => (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
const apart = ([ax, ay]: Point, [bx, by]: Point) => Math.hypot(bx - ax, by - ay);

/** Corners of a convex water, counter-clockwise: points of a stretched circle. */
const water = fc
  .record({
    angles: fc.uniqueArray(fc.integer({ min: 0, max: 35 }), { minLength: 3, maxLength: 9 }),
    across: fc.integer({ min: 200, max: 20_000 }),
    along: fc.integer({ min: 200, max: 20_000 }),
    turn: evenly(0, Math.PI),
  })
  .map(({ angles, across, along, turn }) =>
    angles
      .sort((a, b) => a - b)
      .map((angle): Point => {
        const x = across * Math.cos((angle * Math.PI) / 18);
        const y = along * Math.sin((angle * Math.PI) / 18);
        return [x * Math.cos(turn) - y * Math.sin(turn), x * Math.sin(turn) + y * Math.cos(turn)];
      }),
  );
const place = fc.tuple(fc.integer({ min: -30_000, max: 30_000 }), fc.integer({ min: -30_000, max: 30_000 }));

/** Does the open way from a to b pass through the inside of a convex ring? */
function isWet(ring: readonly Point[], a: Point, b: Point): boolean {
  let [from, to] = [0, 1];
  for (let i = 0; i < ring.length; i++) {
    const [p, q] = [ring[i], ring[(i + 1) % ring.length]];
    const margin = 1e-6 * apart(p, q);
    const [atA, atB] = [cross(p, q, a) - margin, cross(p, q, b) - margin];
    if (atA <= 0 && atB <= 0) return false;
    if (atA < 0) from = Math.max(from, atA / (atA - atB));
    if (atB < 0) to = Math.min(to, atA / (atA - atB));
  }
  return to - from > 1e-9;
}

/** Shortest way on land over the corners of the water, by trying all of them. */
function shortestOnLand(ring: readonly Point[], a: Point, b: Point): number {
  const nodes = [a, ...ring, b];
  const lengths = nodes.map((_, i) => (i === 0 ? 0 : Number.POSITIVE_INFINITY));
  for (let round = 0; round < nodes.length; round++) {
    nodes.forEach((from, i) => {
      nodes.forEach((to, j) => {
        if (i !== j && !isWet(ring, from, to)) lengths[j] = Math.min(lengths[j], lengths[i] + apart(from, to));
      });
    });
  }
  return lengths[nodes.length - 1];
}

const isOnLand = (ring: readonly Point[], point: Point) =>
  ring.some((corner, i) => cross(corner, ring[(i + 1) % ring.length], point) < 0);

describe('a way', () => {
  it('is by the metric and the road factor', () => {
    const way = (metric: 'none' | 'straight' | 'rightAngle') =>
      new Travel({ ...STRAIGHT, metric }, []).distance(100, 200, 400, 600, 1.5);
    expect(way('none')).toBe(0);
    expect(way('straight')).toBeCloseTo(750, 9);
    expect(way('rightAngle')).toBeCloseTo(1050, 9);
  });

  it('round a convex water is the shortest on land', () => {
    fc.assert(
      fc.property(water, place, place, (ring, a, b) => {
        fc.pre(isOnLand(ring, a) && isOnLand(ring, b));
        const travel = new Travel(STRAIGHT, [Float64Array.from(ring.flat())]);
        const shortest = shortestOnLand(ring, a, b);
        expect(travel.distance(...a, ...b, 1) / Math.max(shortest, 1)).toBeCloseTo(shortest / Math.max(shortest, 1), 6);
      }),
      {
        numRuns: 1000,
        examples: [
          // The shore reaches back behind the start.
          [
            [
              [100, 173.205],
              [-173.205, -100],
              [-153.209, -128.558],
            ],
            [-74, 0],
            [0, 52],
          ],
        ],
      },
    );
  });

  it('round waters is never shorter than the straight line, and the same both ways', () => {
    fc.assert(
      fc.property(fc.array(water, { maxLength: 3 }), place, place, (rings, a, b) => {
        const travel = new Travel(
          STRAIGHT,
          rings.map((ring) => Float64Array.from(ring.flat())),
        );
        const way = travel.distance(...a, ...b, 1);
        expect(way).toBeGreaterThanOrEqual(apart(a, b) - 1e-6);
        expect(travel.distance(...b, ...a, 1)).toBeCloseTo(way, 5);
      }),
    );
  });

  it('goes straight over water where the scenario says so', () => {
    const ring = Float64Array.of(-100, -5000, 100, -5000, 100, 5000, -100, 5000);
    const over = new Travel({ ...STRAIGHT, roundWater: false }, [ring]);
    const round = new Travel(STRAIGHT, [ring]);
    expect(over.distance(-200, 0, 200, 0, 1)).toBe(400);
    expect(round.distance(-200, 0, 200, 0, 1)).toBeCloseTo(2 * Math.hypot(100, 5000) + 200, 6);
  });
});
