import fc from 'fast-check';
import { expect, test } from 'vitest';
import { closeSizes, exactSizes } from '../../../src/city/import/sizes.ts';
import { TIMES } from '../../runs.ts';

const sum = (numbers: ArrayLike<number>): number => Array.from(numbers).reduce((total, number) => total + number, 0);
const people = (sizes: ArrayLike<number>): number => Array.from(sizes).reduce((total, n, i) => total + n * (i + 1), 0);

test('groups, their people and the sizes of all are exact together wherever groups of that kind can be', () => {
  const group = fc.array(fc.integer({ min: 3, max: 120 }), { minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(fc.array(group, { minLength: 1, maxLength: 30 }), (groups) => {
      const wanted = groups[0].map((_, k) => sum(groups.map((sizes) => sizes[k])));
      const holders = groups.map((sizes) => ({ families: sum(sizes), familyResidents: people(sizes) }));
      const found = exactSizes(wanted, holders);
      expect(found).toBeDefined();
      for (const [i, sizes] of (found ?? []).entries()) {
        expect(Math.min(...sizes)).toBeGreaterThanOrEqual(0);
        expect({ families: sum(sizes), familyResidents: people(sizes) }).toEqual(holders[i]);
      }
      expect(wanted.map((_, k) => sum((found ?? []).map((sizes) => sizes[k])))).toEqual(wanted);
    }),
    { seed: 1, numRuns: 100 * TIMES },
  );
});

test('an open last size holds whom the others leave, or contradicts them', () => {
  const closed = closeSizes([10, 10, 10], true, 70) ?? [];
  expect(closed.slice(0, 2)).toEqual([10, 10]);
  expect([sum(closed), people(closed)]).toEqual([30, 70]);
  expect(closeSizes([10, 10, 10], true, 59)).toBeUndefined();
  expect(closeSizes([10, 10], false, 30)).toEqual([10, 10]);
  expect(closeSizes([10, 10], false, 31)).toBeUndefined();
});
