import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apportion, cascade, roundTable } from '../../src/city/rounding.ts';
import { evenly } from '../evenly.ts';

const weights = fc.array(evenly(0.001, 1000), { minLength: 1, maxLength: 30 });
const sum = (numbers: ArrayLike<number>): number => Array.from(numbers).reduce((total, number) => total + number, 0);

describe('sharing out whole numbers', () => {
  it('gives everything away, each within one of its share', () => {
    fc.assert(
      fc.property(weights, fc.nat(100000), (list, total) => {
        for (const parts of [apportion(list, total), cascade(list, total)]) {
          expect(sum(parts)).toBe(total);
          for (const [i, part] of parts.entries())
            expect(Math.abs(part - (total * list[i]) / sum(list))).toBeLessThan(1 + 1e-6);
        }
      }),
    );
  });

  it('keeps the least that each must have', () => {
    fc.assert(
      fc.property(weights, fc.nat(50), fc.nat(1000), (list, least, more) => {
        const parts = apportion(list, least * list.length + more, least);
        expect(sum(parts)).toBe(least * list.length + more);
        expect(Math.min(...parts)).toBeGreaterThanOrEqual(least);
      }),
    );
  });

  it('says so when there is too little to share or nobody to take it', () => {
    expect(() => apportion([1, 1], 3, 2)).toThrow('cannot share 3');
    expect(() => apportion([0, 0], 3)).toThrow('cannot share 3');
    expect(() => cascade([0], 3)).toThrow('cannot share 3');
  });
});

describe('controlled rounding of a table', () => {
  it('meets every sum of rows and columns with cells rounded down or up', () => {
    const tables = fc.integer({ min: 1, max: 6 }).chain((columns) =>
      fc.array(
        fc.array(
          fc.oneof(
            fc.constant(0),
            fc.integer({ min: 0, max: 500 }).map((n) => n / 10),
          ),
          {
            minLength: columns,
            maxLength: columns,
          },
        ),
        { minLength: 1, maxLength: 6 },
      ),
    );
    fc.assert(
      fc.property(tables, (rows) => {
        const columns = rows[0].length;
        // Whole sums: a last row and a last column take what is missing.
        const full = rows.map((row) => [...row, Math.ceil(sum(row)) - sum(row)]);
        const last = Array.from(
          { length: columns + 1 },
          (_, c) => Math.ceil(sum(full.map((row) => row[c]))) - sum(full.map((row) => row[c])),
        );
        const table = [...full, last];
        const rowSums = table.map((row) => Math.round(sum(row)));
        const columnSums = last.map((_, c) => Math.round(sum(table.map((row) => row[c]))));
        const whole = roundTable(table.flat(), rowSums, columnSums);
        const at = (r: number, c: number): number => whole[r * (columns + 1) + c];
        for (const [r, row] of table.entries()) {
          expect(sum(row.map((_, c) => at(r, c)))).toBe(rowSums[r]);
          for (const [c, cell] of row.entries()) expect(Math.abs(at(r, c) - cell)).toBeLessThan(1 + 1e-6);
        }
        for (const c of last.keys()) expect(sum(table.map((_, r) => at(r, c)))).toBe(columnSums[c]);
      }),
    );
  });

  it('says so when the sums contradict each other', () => {
    expect(() => roundTable([1, 1], [2], [1, 2])).toThrow();
  });
});
