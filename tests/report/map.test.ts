import { describe, expect, it } from 'vitest';
import { tinyCity } from '../../src/city/tiny.ts';
import { brailleMap, mapCells, mapRows } from '../../src/report/map.ts';

const city = tinyCity({ units: 2 });
const size = { columns: 20, rows: mapRows(city, 20, 30) };
const dots = (glyph: string): number => glyph.charCodeAt(0) - 0x2800;

describe('the map of a city', () => {
  it('has the size asked for and only braille characters and the numbers of the units', () => {
    const lines = brailleMap(city, size);
    expect(lines.length).toBe(size.rows);
    for (const line of lines) expect(line).toMatch(/^[\u2800-\u28ff12]{20}$/u);
    expect(lines.join('')).toContain('1');
    expect(lines.join('')).toContain('2');
  });

  it('draws the borders: the outer characters are not empty, the middle of a unit is', () => {
    const cells = mapCells(city, size);
    const row = cells[Math.floor(size.rows / 2)];
    expect(dots(row[0].glyph)).toBeGreaterThan(0);
    expect(dots(row[4].glyph)).toBe(0);
  });

  it('tells each character its unit, so that units can be coloured', () => {
    const painted = brailleMap(city, size, (text, unit) => (unit === 0 ? '0' : text));
    expect(painted.join('')).toContain('0');
    const found = new Set(
      mapCells(city, size)
        .flat()
        .map((cell) => cell.unit),
    );
    expect(found.has(0) && found.has(1)).toBe(true);
  });

  it('fills the waters, but not beyond the city', () => {
    const left = Math.min(...city.unitOutlines.flat().map((ring) => Math.min(...ring)));
    const lake = Float64Array.of(left - 9e6, -9e6, left + 9e6, -9e6, left + 9e6, 9e6, left - 9e6, 9e6);
    const cells = mapCells({ ...city, waters: [lake] }, size);
    expect(dots(cells[Math.floor(size.rows / 2)][4].glyph)).toBeGreaterThan(0);
  });

  it('keeps to one scale, whatever room there is', () => {
    const [row] = mapCells(city, { columns: 40, rows: 2 });
    expect(row.slice(6).every(({ glyph, unit }) => dots(glyph) === 0 && unit === -1)).toBe(true);
    expect(row.slice(0, 4).some(({ glyph }) => dots(glyph) > 0)).toBe(true);
  });
});
