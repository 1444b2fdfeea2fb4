import type { City, Ring } from '../city.ts';
import type { Position } from '../fixtures.ts';
import { Lines } from '../lines.ts';
import type { Neighbours } from '../neighbours.ts';
import { toMetres } from '../projection.ts';
import { measure, placeIn, type Region, regionOf } from '../region.ts';
import { split } from '../split.ts';
import { powerCells, relax } from '../voronoi.ts';
import type { Area, Shape } from './area.ts';
import { importedNeighbours } from './borders.ts';
import type { Place } from './places.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where everything lies; metres from the origin, in the order of the tree. */
export interface ImportedLand {
  readonly units: readonly Point[];
  readonly townships: readonly Point[];
  readonly communities: readonly Point[];
  readonly communityArea: readonly number[];
  readonly micros: readonly (Point & { readonly area: number })[];
  readonly neighbours: Neighbours;
  readonly unitOutlines: readonly (readonly Ring[])[];
}

/** Rounds of relaxation where only centres are known. */
const ROUNDS = 40;
type Origin = City['origin'];

/** The middle of all positions of the areas, to a ten-thousandth of a degree. */
export function originOf(areas: readonly Area[]): Origin {
  let [west, east, south, north] = [180, -180, 90, -90];
  const include = ([longitude, latitude]: Position): void => {
    [west, east] = [Math.min(west, longitude), Math.max(east, longitude)];
    [south, north] = [Math.min(south, latitude), Math.max(north, latitude)];
  };
  for (const { shape, centre } of areas) {
    if (centre !== undefined) include(centre);
    for (const ring of shape?.flat() ?? []) ring.forEach(include);
  }
  const middle = (a: number, b: number): number => Math.round(((a + b) / 2) * 1e4) / 1e4;
  return { longitude: middle(west, east), latitude: middle(south, north) };
}

/** A shape as a region: outlines counter-clockwise, holes clockwise, whatever the file has. */
export function regionOfShape(shape: Shape, origin: Origin): Region {
  return shape.flatMap((polygon) =>
    polygon.flatMap((ring, i): Region => {
      const corners = ring.map(([longitude, latitude]) => toMetres(origin, longitude, latitude));
      const turn = corners.reduce((sum, [x, y], k) => {
        const [nextX, nextY] = corners[(k + 1) % corners.length];
        return sum + x * nextY - nextX * y;
      }, 0);
      return regionOf((turn > 0 === (i === 0) ? corners : corners.reverse()).flat());
    }),
  );
}

/**
 * Lays the city out, place within place: on its own polygon; else, where there are centres, as a cell of a weighted Voronoi
 * diagram about them; else cut off by straight lines in proportion to family households.
 */
export function layOutPlaces(units: readonly Place[], origin: Origin): ImportedLand {
  const lines = new Lines();
  const found = { unit: [] as Point[], township: [] as Point[], community: [] as Point[] };
  const communityArea: number[] = [];
  const cells: Region[] = [];
  const regions = regionsOf(units, groundOf(units, origin), origin, lines);
  const walk = (place: Place, region: Region): void => {
    if (place.level === 'microGrid') {
      cells.push(region);
      return;
    }
    if (place.level !== 'grid') found[place.level].push(officeOf(place, region, origin));
    if (place.level === 'community') communityArea.push(measure(region).area);
    const inside = regionsOf(place.inside, region, origin, lines);
    for (const [i, part] of place.inside.entries()) walk(part, inside[i]);
  };
  for (const [i, unit] of units.entries()) walk(unit, regions[i]);
  return {
    units: found.unit,
    townships: found.township,
    communities: found.community,
    communityArea,
    micros: cells.map((cell) => {
      const measured = measure(cell);
      const [x, y] = placeIn(cell, measured);
      return { x, y, area: Math.max(1, measured.area) };
    }),
    neighbours: importedNeighbours(cells, lines),
    unitOutlines: regions.map((region) => region.map((loop) => Float64Array.from(loop.filter((_, i) => i % 3 !== 2)))),
  };
}

/** A place's own ground: its polygon, or those of all that lies in it. */
function ownLand(place: Place, origin: Origin): Region | undefined {
  if (place.area?.shape !== undefined) return regionOfShape(place.area.shape, origin);
  const parts = place.inside.map((part) => ownLand(part, origin));
  return parts.length > 0 && parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}

function regionsOf(places: readonly Place[], region: Region, origin: Origin, lines: Lines): Region[] {
  const own = places.map((place) => ownLand(place, origin));
  if (own.length > 0 && own.every((land) => land !== undefined)) return own;
  if (places.length === 1) return [region];
  const centres = places.flatMap(({ area }) => (area?.centre === undefined ? [] : [area.centre]));
  const weights = sizesOf(places);
  if (centres.length < places.length) return split(region, weights, lines);
  const sites = centres.map(([longitude, latitude]) => {
    const [x, y] = toMetres(origin, longitude, latitude);
    return { x, y, weight: 0 };
  });
  const scale = measure(region).area / weights.reduce((sum, weight) => sum + weight, 0);
  const wishes = sites.map(({ x, y }, i) => ({ area: weights[i] * scale, anchor: { x, y } }));
  return powerCells(region, relax(region, sites, wishes, ROUNDS), lines);
}

/** How much of the ground each place takes: its km2 where all have one, else by families; without any, half the average [A]. */
function sizesOf(places: readonly Place[]): number[] {
  const km2 = places.flatMap(({ area }) => area?.km2 ?? []);
  if (km2.length === places.length) return km2;
  const average = places.reduce((sum, { families }) => sum + families, 0) / places.length;
  return places.map(({ families }) => Math.max(families, average / 2, 1));
}

/** Ground of a city without polygons [A]: the rectangle round its centres, half a spacing wider, or as large as its km2. */
function groundOf(units: readonly Place[], origin: Origin): Region {
  const centres: [number, number][] = [];
  const walk = (place: Place): void => {
    const { centre } = place.area ?? {};
    if (centre === undefined) place.inside.forEach(walk);
    else centres.push(toMetres(origin, centre[0], centre[1]));
  };
  units.forEach(walk);
  if (centres.length === 0) return [];
  const range = (axis: 0 | 1): [number, number] => {
    const values = centres.map((centre) => centre[axis]);
    return [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
  };
  const [[west, east], [south, north]] = [range(0), range(1)];
  const pad = Math.max(250, Math.sqrt(((east - west) * (north - south)) / centres.length) / 2);
  const [width, height] = [east - west + 2 * pad, north - south + 2 * pad];
  const km2 = units.reduce((sum, { area }) => sum + (area?.km2 ?? Number.NaN), 0);
  const grown = Math.max(1, Math.sqrt((km2 * 1e6) / (width * height)) || 1);
  const [x, y] = [(west + east) / 2, (south + north) / 2];
  const [dx, dy] = [(width * grown) / 2, (height * grown) / 2];
  return regionOf([x - dx, y - dy, x + dx, y - dy, x + dx, y + dy, x - dx, y + dy]);
}

/** The office: the centre that the file gives, or a place in the middle. */
function officeOf({ area }: Place, region: Region, origin: Origin): Point {
  if (area?.centre !== undefined) {
    const [x, y] = toMetres(origin, area.centre[0], area.centre[1]);
    return { x, y };
  }
  const [x, y] = placeIn(region, measure(region));
  return { x, y };
}
