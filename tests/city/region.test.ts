import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Lines } from '../../src/city/lines.ts';
import { neighboursOf } from '../../src/city/neighbours.ts';
import {
  clip,
  contains,
  intersectConvex,
  measure,
  placeIn,
  type Region,
  regionOf,
  subtract,
} from '../../src/city/region.ts';
import { split } from '../../src/city/split.ts';
import { powerCells, relax } from '../../src/city/voronoi.ts';
import { evenly } from '../evenly.ts';

const square = (x: number, y: number, side: number): number[] => [x, y, x + side, y, x + side, y + side, x, y + side];
const SIDE = 1000;
/** A U: a square with a notch from above, so that cuts across it leave two pieces. */
const U = regionOf([0, 0, SIDE, 0, SIDE, SIDE, 700, SIDE, 700, 300, 300, 300, 300, SIDE, 0, SIDE]);
const areaOf = (region: Region): number => measure(region).area;
const total = (cells: readonly Region[]): number => cells.reduce((sum, cell) => sum + areaOf(cell), 0);

describe('a region', () => {
  it('knows its area and centroid', () => {
    expect(measure(regionOf(square(10, 20, 100)))).toMatchObject({ area: 10000, x: 60, y: 70 });
  });

  it('is cut by any line into two parts that make it up, whatever its form', () => {
    const angle = evenly(0, 6.3);
    fc.assert(
      fc.property(angle, evenly(-800, 1600), (turn, c) => {
        const [a, b] = [Math.cos(turn), Math.sin(turn)];
        expect(areaOf(clip(U, a, b, c, 0)) + areaOf(clip(U, -a, -b, -c, 0))).toBeCloseTo(areaOf(U), 3);
      }),
    );
  });

  it('loses the lake in it, and one across its shore', () => {
    const land = regionOf(square(0, 0, SIDE));
    const lake = square(400, 400, 200);
    const holed = subtract(land, intersectConvex(land, lake));
    expect(areaOf(holed)).toBeCloseTo(SIDE * SIDE - 40000, 6);
    expect(contains(holed, 500, 500)).toBe(false);
    expect(contains(holed, 100, 500)).toBe(true);
    const bay = square(900, 0, 200);
    expect(areaOf(subtract(holed, intersectConvex(holed, bay)))).toBeCloseTo(SIDE * SIDE - 40000 - 20000, 6);
  });

  it('has its place on its own ground even where the centroid is not', () => {
    const centre = measure(U);
    expect(contains(U, centre.x, 400)).toBe(false);
    const split = clip(clip(U, 0, -1, -600, 0), 1, 0, 2000, 0);
    for (const region of [U, split]) {
      const [x, y] = placeIn(region, { x: 500, y: 600 });
      expect(contains(region, x, y)).toBe(true);
    }
  });
});

describe('splitting a region', () => {
  it('gives cells of exactly the shares wanted, that fill it', () => {
    const weights = fc.array(evenly(0.1, 10), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(weights, (list) => {
        const cells = split(U, list, new Lines());
        const sum = list.reduce((a, b) => a + b, 0);
        expect(cells.length).toBe(list.length);
        for (const [i, cell] of cells.entries()) expect(areaOf(cell)).toBeCloseTo((areaOf(U) * list[i]) / sum, 2);
      }),
      { numRuns: 50 },
    );
  });

  it('puts the first cells towards the focus', () => {
    const cells = split(regionOf(square(0, 0, SIDE)), [1, 1, 6], new Lines(), { x: 900, y: 900 });
    expect(measure(cells[0]).x + measure(cells[0]).y).toBeGreaterThan(measure(cells[2]).x + measure(cells[2]).y);
  });
});

describe('weighted Voronoi cells', () => {
  const land = regionOf(square(0, 0, SIDE));
  const sites = [
    { x: 200, y: 200, weight: 0 },
    { x: 800, y: 300, weight: 0 },
    { x: 500, y: 800, weight: 0 },
  ];

  it('fill the region', () => {
    expect(total(powerCells(land, sites))).toBeCloseTo(SIDE * SIDE, 3);
    expect(total(powerCells(U, sites))).toBeCloseTo(areaOf(U), 3);
  });

  it('come near the sizes wished for', () => {
    const wishes = [{ area: 100_000 }, { area: 300_000 }, { area: 600_000 }];
    const cells = powerCells(land, relax(land, sites, wishes, 100));
    for (const [i, cell] of cells.entries()) expect(Math.abs(areaOf(cell) / wishes[i].area - 1)).toBeLessThan(0.02);
  });
});

describe('neighbours', () => {
  it('are the cells with a common border, across cuts of every level', () => {
    const lines = new Lines();
    const halves = split(regionOf([0, 0, 2000, 0, 2000, 1500, 0, 1500]), [1, 1], lines);
    const cells = halves.flatMap((half) => split(half, [1, 1], lines));
    const { start, neighbours } = neighboursOf(cells, lines);
    const lists = cells.map((_, i) => Array.from(neighbours.subarray(start[i], start[i + 1])));
    for (const [i, list] of lists.entries()) {
      expect(list).not.toContain(i);
      expect(list.length).toBe(2);
      for (const other of list) expect(lists[other]).toContain(i);
    }
    expect(lists.some((list, i) => list.some((other) => i < 2 !== other < 2))).toBe(true);
  });

  it('are not cells on the two sides of a bay', () => {
    const lines = new Lines();
    const line = lines.add(0, 1);
    // The legs of the U: both touch x = 500 only along the bridge that clipping leaves below the notch.
    const left = clip(clip(U, 1, 0, 500, line), 0, -1, -300, -1);
    const right = clip(clip(U, -1, 0, -500, line), 0, -1, -300, -1);
    expect(neighboursOf([left, right], lines).neighbours.length).toBe(0);
  });
});
