import type { City, Ring } from '../../city/city.ts';
import { toMetres } from '../../city/projection.ts';

/** The city's units as places on the ground: what positions in a log are looked up in. */
export interface UnitPlaces {
  readonly origin: City['origin'];
  readonly units: readonly { readonly id: string; readonly rings: readonly Ring[] }[];
}

/** As plain data, for a thread that has no city. */
export function placesOf({ origin, units, unitOutlines }: City): UnitPlaces {
  return { origin, units: units.map(({ id }, unit) => ({ id, rings: unitOutlines[unit] })) };
}

interface Box {
  readonly rings: readonly Ring[];
  west: number;
  south: number;
  east: number;
  north: number;
}

/** Tells the unit of a position; outlines are filled even-odd, as zones are cut out of their counties. */
export class UnitFinder {
  private readonly origin: City['origin'];
  private readonly boxes: readonly Box[];

  constructor({ origin, units }: UnitPlaces) {
    this.origin = origin;
    this.boxes = units.map(({ rings }) => boxOf(rings));
  }

  /** 1 + the index of the unit; 0 outside all of them. */
  find(longitude: number, latitude: number): number {
    const [x, y] = toMetres(this.origin, longitude, latitude);
    return 1 + this.boxes.findIndex((box) => isInBox(box, x, y) && isInside(box.rings, x, y));
  }
}

function boxOf(rings: readonly Ring[]): Box {
  const box = { rings, west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i += 2) {
      box.west = Math.min(box.west, ring[i]);
      box.east = Math.max(box.east, ring[i]);
      box.south = Math.min(box.south, ring[i + 1]);
      box.north = Math.max(box.north, ring[i + 1]);
    }
  }
  return box;
}

function isInBox({ west, south, east, north }: Box, x: number, y: number): boolean {
  return x >= west && x <= east && y >= south && y <= north;
}

/** A ray to the east crosses the outlines an odd number of times. */
function isInside(rings: readonly Ring[], x: number, y: number): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const [ax, ay, bx, by] = [ring[j], ring[j + 1], ring[i], ring[i + 1]];
      if (ay > y !== by > y && x < ax + ((bx - ax) * (y - ay)) / (by - ay)) inside = !inside;
    }
  }
  return inside;
}
