import type { MessageKey } from '../../locales/index.ts';
import type { Position } from '../fixtures.ts';
import type { Shape } from './area.ts';
import { crossing } from './crossing.ts';
import type { Place, Problems } from './problems.ts';

/** Most corners of one area. */
const MOST_CORNERS = 100_000;

/**
 * The polygons of a GeoJSON geometry, their rings opened and without corners that repeat. Undefined, with a problem for
 * each ring that is wrong, where the geometry cannot be used.
 */
export function readShape(geometry: unknown, place: Place, problems: Problems): Shape | undefined {
  const { type, coordinates } = (geometry ?? {}) as { type?: unknown; coordinates?: unknown };
  const polygons = type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' ? coordinates : undefined;
  if (
    !Array.isArray(polygons) ||
    polygons.length === 0 ||
    !polygons.every((polygon) => Array.isArray(polygon) && polygon.length > 0)
  ) {
    const expected = { key: 'cityImport.expected.polygon' } as const;
    problems.add(
      place,
      'cityImport.badGeometry',
      {},
      { found: polygons === undefined ? (type ?? geometry) : coordinates, expected },
    );
    return undefined;
  }
  let sound = true;
  let corners = 0;
  const shape = polygons.map((polygon: readonly unknown[], p) =>
    polygon.map((ring, r) => {
      const read = readRing(ring);
      if (!('key' in read)) {
        corners += read.ring.length;
        return read.ring;
      }
      sound = false;
      const values = { ring: `${p + 1}.${r + 1}` };
      problems.add(place, read.key, values, {
        found: read.found,
        ...(read.key === 'cityImport.outOfRange' && { expected: { key: 'cityImport.expected.degrees' } }),
      });
      return [];
    }),
  );
  if (!sound) return undefined;
  if (corners > MOST_CORNERS) {
    problems.add(place, 'cityImport.tooManyCorners', { number: corners, limit: MOST_CORNERS });
    return undefined;
  }
  const at = crossing(shape.flat());
  if (at !== undefined) problems.add(place, 'cityImport.selfIntersection', {}, { found: at });
  return at === undefined ? shape : undefined;
}

type Wrong = { readonly key: MessageKey; readonly found?: unknown };

function readRing(ring: unknown): { ring: Position[] } | Wrong {
  if (!Array.isArray(ring)) return { key: 'cityImport.badRing', found: ring };
  const positions: Position[] = [];
  for (const position of ring as readonly unknown[]) {
    const [longitude, latitude] = Array.isArray(position) ? (position as unknown[]) : [];
    if (typeof longitude !== 'number' || typeof latitude !== 'number' || !Number.isFinite(longitude + latitude)) {
      return { key: 'cityImport.badPosition', found: position };
    }
    const wrong = outOfRange(longitude, latitude);
    if (wrong !== undefined) return { key: wrong, found: [longitude, latitude] };
    positions.push([longitude, latitude]);
  }
  const first = positions[0];
  const last = positions.at(-1);
  if (positions.length < 4 || first === undefined || last === undefined)
    return { key: 'cityImport.shortRing', found: positions.length };
  if (!same(first, last)) return { key: 'cityImport.openRing', found: [first, last] };
  const open = positions.filter((position, i) => i === 0 || !same(position, positions[i - 1])).slice(0, -1);
  return open.length < 3 ? { key: 'cityImport.shortRing', found: open.length + 1 } : { ring: open };
}

const same = (a: Position, b: Position): boolean => a[0] === b[0] && a[1] === b[1];

/** What a pair that is no longitude and latitude looks like; undefined where it may be one. */
export function outOfRange(longitude: number, latitude: number): MessageKey | undefined {
  if (Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90) return undefined;
  return Math.abs(longitude) <= 90 && Math.abs(latitude) <= 180 ? 'cityImport.swapped' : 'cityImport.outOfRange';
}
