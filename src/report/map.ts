import type { City, Ring } from '../city/city.ts';

/** Size of a map in characters. */
export interface MapSize {
  readonly columns: number;
  readonly rows: number;
}

/** A character of a map: what is drawn there and the index of the unit it lies in, -1 outside the city. */
export interface MapCell {
  readonly glyph: string;
  readonly unit: number;
}

const BRAILLE = 0x2800;
/** Bits of a braille character's eight dots, by row and column. */
const DOTS = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

/** Sheet of dots, two by four to a character, north up, the whole city in it at one scale in both directions. */
class Sheet {
  readonly columns: number;
  readonly rows: number;
  private readonly bits: Uint8Array;
  private readonly left: number;
  private readonly top: number;
  /** Metres in a dot. */
  private readonly scale: number;

  constructor(rings: readonly Ring[], { columns, rows }: MapSize) {
    let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const ring of rings) {
      for (let i = 0; i < ring.length; i += 2) {
        left = Math.min(left, ring[i]);
        right = Math.max(right, ring[i]);
        bottom = Math.min(bottom, ring[i + 1]);
        top = Math.max(top, ring[i + 1]);
      }
    }
    this.columns = columns;
    this.rows = rows;
    this.left = left;
    this.top = top;
    this.scale = Math.max((right - left) / (columns * 2 - 1), (top - bottom) / (rows * 4 - 1));
    this.bits = new Uint8Array(columns * rows);
  }

  dotOf(x: number, y: number): [column: number, row: number] {
    return [Math.round((x - this.left) / this.scale), Math.round((this.top - y) / this.scale)];
  }

  /** Metres of the middle of a dot. */
  placeOf(column: number, row: number): [x: number, y: number] {
    return [this.left + column * this.scale, this.top - row * this.scale];
  }

  dot(column: number, row: number): void {
    if (column < 0 || row < 0 || column >= this.columns * 2 || row >= this.rows * 4) return;
    this.bits[(row >> 2) * this.columns + (column >> 1)] |= DOTS[row & 3][column & 1];
  }

  line(ring: Ring): void {
    for (let i = 0; i < ring.length; i += 2) {
      const next = (i + 2) % ring.length;
      const [x1, y1] = this.dotOf(ring[i], ring[i + 1]);
      const [x2, y2] = this.dotOf(ring[next], ring[next + 1]);
      const steps = Math.max(Math.abs(x2 - x1), Math.abs(y2 - y1), 1);
      for (let step = 0; step <= steps; step++) {
        this.dot(Math.round(x1 + ((x2 - x1) * step) / steps), Math.round(y1 + ((y2 - y1) * step) / steps));
      }
    }
  }

  glyph(column: number, row: number): string {
    return String.fromCharCode(BRAILLE + this.bits[row * this.columns + column]);
  }
}

/**
 * The city as rows of braille characters (U+2800 ..): borders of the units as lines, waters as a sparse pattern. Where a unit has
 * its offices stands its number, counted from 1. Each cell knows its unit, so that a face can colour it by a measure.
 */
export function mapCells(city: City, size: MapSize): MapCell[][] {
  const sheet = new Sheet(city.unitOutlines.flat(), size);
  const { columns, rows } = sheet;
  for (let row = 0; row < rows * 4; row++) {
    for (let column = 0; column < columns * 2; column++) {
      if (row % 2 !== 0 || (column + row) % 4 !== 0) continue;
      const [x, y] = sheet.placeOf(column, row);
      if (city.waters.some((ring) => inside(ring, x, y)) && unitAt(city, x, y) >= 0) sheet.dot(column, row);
    }
  }
  for (const ring of city.unitOutlines.flat()) sheet.line(ring);

  const numbers = new Map<string, string>();
  for (let unit = 0; unit < city.units.length; unit++) {
    const [column, row] = sheet.dotOf(city.unitX[unit], city.unitY[unit]);
    numbers.set(`${column >> 1},${row >> 2}`, String(unit + 1));
  }
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column): MapCell => {
      const [x, y] = sheet.placeOf(column * 2 + 0.5, row * 4 + 1.5);
      return { glyph: numbers.get(`${column},${row}`) ?? sheet.glyph(column, row), unit: unitAt(city, x, y) };
    }),
  );
}

/** The map as lines of text; `paint` may colour what stands in a unit. */
export function brailleMap(city: City, size: MapSize, paint?: (text: string, unit: number) => string): string[] {
  return mapCells(city, size).map((cells) =>
    cells.map(({ glyph, unit }) => (paint === undefined || unit < 0 ? glyph : paint(glyph, unit))).join(''),
  );
}

/** Rows of characters that a map of this width needs to show the whole city at one scale, at most `most`. */
export function mapRows(city: City, columns: number, most: number): number {
  const xs = city.unitOutlines.flat().flatMap((ring) => Array.from(ring).filter((_, i) => i % 2 === 0));
  const ys = city.unitOutlines.flat().flatMap((ring) => Array.from(ring).filter((_, i) => i % 2 === 1));
  const range = (numbers: readonly number[]): number => Math.max(...numbers) - Math.min(...numbers);
  return Math.max(1, Math.min(most, Math.ceil((range(ys) / range(xs)) * (columns / 2))));
}

/** The unit whose rings hold the point: inside an odd number of them, because zones are holes in their county. */
function unitAt(city: City, x: number, y: number): number {
  return city.unitOutlines.findIndex((rings) => rings.filter((ring) => inside(ring, x, y)).length % 2 === 1);
}

function inside(ring: Ring, x: number, y: number): boolean {
  let odd = false;
  for (let i = 0; i < ring.length; i += 2) {
    const next = (i + 2) % ring.length;
    const [y1, y2] = [ring[i + 1], ring[next + 1]];
    if (y1 > y !== y2 > y && x < ring[i] + ((ring[next] - ring[i]) * (y - y1)) / (y2 - y1)) odd = !odd;
  }
  return odd;
}
