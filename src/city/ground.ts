import type { Ring } from './city.ts';
import type { Divisions } from './divisions.ts';
import type { Fixtures, Position } from './fixtures.ts';
import type { Lines } from './lines.ts';
import { toMetres } from './projection.ts';
import { intersectConvex, measure, type Region, regionOf, subtract } from './region.ts';

/** The ground of the units: where they lie, and how much of it is land. */
export interface Ground {
  /** Outline of each unit less the great waters. */
  readonly regions: readonly Region[];
  /** Rings of each unit with the waters; those of zones cut out of a county run clockwise. */
  readonly outlines: readonly (readonly Ring[])[];
  readonly waters: readonly Ring[];
  /** Share of each unit's region that is land; the rest are small waters (ponds, canals) that lie evenly in it. */
  readonly dry: readonly number[];
}

/**
 * Takes the great waters and the functional zones out of the counties' outlines. A zone is a convex shape [A], scaled
 * about its centroid until it is as large as is known. The share of small waters is such that a unit's
 * published land is met, or else, together with the others, the city's.
 */
export function divideGround(fixtures: Fixtures, divisions: Divisions, lines: Lines): Ground {
  const { origin, land } = fixtures.table;
  const { units } = divisions;
  const project = (ring: readonly Position[]): Ring =>
    Float64Array.from(ring.flatMap(([longitude, latitude]) => toMetres(origin, longitude, latitude)));
  const waters = fixtures.waters.map(({ ring }) => project(ring));
  const dryPart = (region: Region): Region =>
    waters.reduce((rest, water) => subtract(rest, intersectConvex(rest, water)), region);

  const whole = units.map(({ county }): Region => {
    const outline = fixtures.outlines.get(county);
    if (outline === undefined) throw new Error(`outlines.geojson: no county ${county}`);
    return regionOf(project(outline));
  });
  const regions = whole.map(dryPart);
  const full = [...whole];
  for (const [zone, { county, km2, ring }] of units.entries()) {
    if (km2 === undefined || ring === undefined) continue;
    const host = units.findIndex((unit) => unit.county === county && unit.km2 === undefined);
    const shape = scaleTo(full[host], project(ring), km2 * 1e6);
    const edges = lines.addRing(shape);
    full[zone] = intersectConvex(whole[zone], shape, edges);
    full[host] = subtract(full[host], full[zone]);
    regions[zone] = intersectConvex(regions[host], shape, edges);
    regions[host] = subtract(regions[host], regions[zone]);
  }

  const area = (region: Region): number => measure(region).area;
  const published = units.map(({ landShare }, i) => (landShare === undefined ? 0 : landShare * area(full[i])));
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
  const open = regions.filter((_, i) => units[i].landShare === undefined);
  const share = (land.share.value * sum(full.map(area)) - sum(published)) / sum(open.map(area));
  return {
    regions,
    outlines: full.map((region) => region.map(ringOf)),
    waters,
    dry: units.map(({ landShare }, i) => (landShare === undefined ? share : published[i] / area(regions[i]))),
  };
}

/** The convex ring scaled about its centroid until it covers `wanted` square metres of the region. */
function scaleTo(region: Region, ring: Ring, wanted: number): Ring {
  const { x, y } = measure(regionOf(ring));
  const scaled = (factor: number): Ring =>
    ring.map((value, i) => (i % 2 === 0 ? x + factor * (value - x) : y + factor * (value - y)));
  let low = 0;
  let high = 10;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (measure(intersectConvex(region, scaled(middle))).area < wanted) low = middle;
    else high = middle;
  }
  return scaled(low);
}

const ringOf = (loop: readonly number[]): Ring => Float64Array.from(loop.filter((_, i) => i % 3 !== 2));
