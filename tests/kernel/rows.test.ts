import { describe, expect, it } from 'vitest';
import { Hasher } from '../../src/kernel/hash.ts';
import { createRows } from '../../src/kernel/rows.ts';

const table = (rows: number) => createRows({ x: 'f64', status: 'i32', next: 'i32', y: 'f64' }, rows);
const hash = (rows: ReturnType<typeof table>) => {
  const hasher = new Hasher();
  rows.hashInto(hasher);
  return hasher.hex();
};

describe('rows', () => {
  it('keep the fields of each row apart from all others', () => {
    const rows = table(3);
    for (let row = 0; row < 3; row++) {
      rows.x[row * rows.width] = row + 0.5;
      rows.status[row * rows.width] = row;
      rows.next[row * rows.width] = -1 - row;
      rows.y[row * rows.width] = Number.NaN;
    }
    for (let row = 0; row < 3; row++) {
      const place = row * rows.width;
      const fields = [rows.x[place], rows.status[place], rows.next[place], rows.y[place]];
      expect(fields).toEqual([row + 0.5, row, -1 - row, Number.NaN]);
    }
  });

  it('keep what they hold when they grow, and start new ones at zero', () => {
    const rows = table(2);
    rows.next[rows.width] = -7;
    rows.y[rows.width] = 0.25;
    rows.reserve(rows.width);
    rows.reserve(9 * rows.width);
    expect([rows.next[rows.width], rows.y[rows.width]]).toEqual([-7, 0.25]);
    expect([rows.x, rows.status, rows.next].map((field) => field[9 * rows.width])).toEqual([0, 0, 0]);
  });

  it('come back from a snapshot as they were, and leave it untouched', () => {
    const rows = table(3);
    rows.x[rows.width] = 9;
    const state = structuredClone(rows.snapshot());
    const before = hash(rows);
    rows.x[rows.width] = 10;
    rows.reserve(50 * rows.width);
    expect(hash(rows)).not.toBe(before);
    rows.restore(state);
    expect(hash(rows)).toBe(before);
    rows.x[rows.width] = 11;
    rows.restore(state);
    expect(rows.x[rows.width]).toBe(9);
  });

  it('refuse names that the store needs', () => {
    expect(() => createRows({ reserve: 'i32' }, 1)).toThrow(TypeError);
  });
});
