import Flatbush from 'flatbush';
import { difference, intersection } from 'polyclip-ts';
import { toMetres } from '../projection.ts';
import { contains, measure, placeIn, type Region } from '../region.ts';
import { type Area, LEVELS } from './area.ts';
import { originOf, regionOfShape } from './land.ts';
import type { Problems } from './problems.ts';

/** Outlines may miss each other by this many metres without a closer look [A]. */
const SLACK = 2;
/** Overlap, or land outside the parent, that is put up with: a share of the smaller area [A]. */
const TOLERATED = 0.005;
/** A city is projected as flat: degrees from end to end at which that would be wrong. */
const WIDEST = 8;

type Box = readonly [number, number, number, number];
type Ring = [number, number][];

interface Outline {
  readonly area: Area;
  readonly region: Region;
  readonly box: Box;
  readonly polygons: Ring[][];
  readonly size: number;
  /** Corners, middles of edges and a point inside. */
  readonly points: readonly (readonly [number, number])[];
}

/**
 * Tells which areas of one level overlap and which lie outside the area that they belong to, by how much. `pause` is
 * awaited between areas with how many are done, so that others may run.
 */
export async function checkGround(
  areas: readonly Area[],
  problems: Problems,
  pause: (done: number, all: number) => Promise<void>,
): Promise<void> {
  const origin = originOf(areas);
  const byCode = new Map(areas.map((area) => [area.code, area]));
  const outlines = new Map(
    areas.flatMap((area) => (area.shape === undefined ? [] : [[area.code, outlineOf(area, origin)]])),
  );
  for (const area of areas) {
    const [longitude, latitude] = area.centre ?? area.shape?.[0]?.[0]?.[0] ?? [origin.longitude, origin.latitude];
    if (Math.abs(longitude - origin.longitude) > WIDEST / 2 || Math.abs(latitude - origin.latitude) > WIDEST / 2) {
      problems.add(area, 'cityImport.tooFar', { degrees: WIDEST }, { found: [longitude, latitude] });
      return;
    }
  }
  let done = 0;
  for (const level of LEVELS) {
    const own = [...outlines.values()].filter(({ area }) => area.level === level);
    if (own.length === 0) continue;
    const index = new Flatbush(own.length);
    for (const { box } of own) index.add(...box);
    index.finish();
    for (const [i, outline] of own.entries()) {
      for (const j of index.search(...outline.box).sort((a, b) => a - b)) if (j > i) compare(outline, own[j], problems);
      await pause(++done, outlines.size);
    }
  }
  for (const area of areas) {
    const parent = shapedParent(area, byCode, outlines);
    const outline = outlines.get(area.code);
    if (parent === undefined) continue;
    if (outline !== undefined) checkInside(outline, parent, problems);
    else if (area.centre !== undefined && !contains(parent.region, ...toMetres(origin, ...area.centre))) {
      problems.add(area, 'cityImport.centreOutside', { parent: parent.area.code }, { found: area.centre });
    }
  }
}

function shapedParent(
  area: Area,
  byCode: ReadonlyMap<string, Area>,
  outlines: ReadonlyMap<string, Outline>,
): Outline | undefined {
  let above = area.parent;
  for (let steps = 0; above !== undefined && steps < LEVELS.length; steps++) {
    const outline = outlines.get(above);
    if (outline !== undefined) return outline;
    above = byCode.get(above)?.parent;
  }
  return undefined;
}

function outlineOf(area: Area, origin: { longitude: number; latitude: number }): Outline {
  const shape = area.shape ?? [];
  const region = regionOfShape(shape, origin);
  const measured = measure(region);
  const points: [number, number][] = [placeIn(region, measured)];
  for (const loop of region) {
    for (let i = 0; i < loop.length; i += 3) {
      const next = (i + 3) % loop.length;
      points.push([loop[i], loop[i + 1]], [(loop[i] + loop[next]) / 2, (loop[i + 1] + loop[next + 1]) / 2]);
    }
  }
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const least = (numbers: readonly number[]): number => numbers.reduce((low, n) => Math.min(low, n), Infinity);
  const most = (numbers: readonly number[]): number => numbers.reduce((high, n) => Math.max(high, n), -Infinity);
  const polygons = shape.map((polygon) =>
    polygon.map((ring) => [...ring, ring[0]].map(([longitude, latitude]) => toMetres(origin, longitude, latitude))),
  );
  return { area, region, polygons, points, size: measured.area, box: [least(xs), least(ys), most(xs), most(ys)] };
}

function compare(a: Outline, b: Outline, problems: Problems): void {
  const apart =
    a.box[0] > b.box[2] - SLACK ||
    b.box[0] > a.box[2] - SLACK ||
    a.box[1] > b.box[3] - SLACK ||
    b.box[1] > a.box[3] - SLACK;
  if (apart) return;
  if (!deep(a, b) && !deep(b, a) && !cross(a.region, b.region)) return;
  const common = areaOf(intersection(a.polygons, b.polygons));
  if (common <= TOLERATED * Math.min(a.size, b.size)) return;
  const values = {
    other: a.area.code,
    where: a.area.where,
    square: Math.round(common),
    percent: percent(common, b.size),
  };
  problems.add(b.area, 'cityImport.overlap', values);
}

function checkInside(child: Outline, parent: Outline, problems: Problems): void {
  const beyond = child.points.some(
    ([x, y]) => !contains(parent.region, x, y) && edgeDistance(parent.region, x, y) > SLACK,
  );
  // The edge of a hole in the parent may lie within the child altogether.
  if (!beyond && !deep(parent, child) && !cross(child.region, parent.region)) return;
  const outside = areaOf(difference(child.polygons, parent.polygons));
  if (outside <= TOLERATED * child.size) return;
  const values = { parent: parent.area.code, square: Math.round(outside), percent: percent(outside, child.size) };
  problems.add(child.area, 'cityImport.outside', values);
}

/** Whether a point of the one lies well within the other. */
function deep(one: Outline, { region, box: [west, south, east, north] }: Outline): boolean {
  const inBox = ([x, y]: readonly [number, number]): boolean => x > west && x < east && y > south && y < north;
  return one.points.some((at) => inBox(at) && contains(region, ...at) && edgeDistance(region, ...at) > SLACK);
}

const percent = (part: number, whole: number): number => Math.round((1000 * part) / whole) / 10;

function areaOf(polygons: readonly (readonly (readonly (readonly [number, number])[])[])[]): number {
  const turn = (ring: readonly (readonly [number, number])[]): number =>
    ring.reduce((sum, [x, y], i) => {
      const [nextX, nextY] = ring[(i + 1) % ring.length];
      return sum + (x * nextY - nextX * y) / 2;
    }, 0);
  // Outlines come counter-clockwise and holes clockwise.
  return polygons.flat().reduce((sum, ring) => sum + turn(ring), 0);
}

/** Distance of a point from the nearest edge, metres. */
function edgeDistance(region: Region, x: number, y: number): number {
  let nearest = Number.POSITIVE_INFINITY;
  eachEdge(region, (x1, y1, x2, y2) => {
    const [dx, dy] = [x2 - x1, y2 - y1];
    const square = dx * dx + dy * dy;
    const t = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / square));
    nearest = Math.min(nearest, Math.hypot(x - x1 - t * dx, y - y1 - t * dy));
  });
  return nearest;
}

/** Whether two edges cross with all four ends well beyond each other. */
function cross(a: Region, b: Region): boolean {
  let found = false;
  eachEdge(a, (x1, y1, x2, y2) => {
    if (found) return;
    const own = side(x1, y1, x2, y2);
    eachEdge(b, (x3, y3, x4, y4) => {
      const other = side(x3, y3, x4, y4);
      const opposite = (p: number, q: number): boolean => p * q < 0 && Math.min(Math.abs(p), Math.abs(q)) > SLACK;
      found ||= opposite(own(x3, y3), own(x4, y4)) && opposite(other(x1, y1), other(x2, y2));
    });
  });
  return found;
}

/** Signed distance from a line, metres. */
function side(x1: number, y1: number, x2: number, y2: number): (x: number, y: number) => number {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  return (x, y) => ((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)) / length;
}

function eachEdge(region: Region, visit: (x1: number, y1: number, x2: number, y2: number) => void): void {
  for (const loop of region) {
    for (let i = 0; i < loop.length; i += 3) {
      const next = (i + 3) % loop.length;
      visit(loop[i], loop[i + 1], loop[next], loop[next + 1]);
    }
  }
}
