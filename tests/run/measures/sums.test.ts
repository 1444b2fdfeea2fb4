import fc from 'fast-check';
import { expect, test } from 'vitest';
import { meanInterval, sectioningInterval, shareInterval } from '../../../src/kernel/statistics.ts';
import { mergeHistograms } from '../../../src/run/measures/cell-histograms.ts';
import { Sums } from '../../../src/run/measures/sums.ts';
import { evenly } from '../../evenly.ts';

const share = evenly(0.01, 0.99);

function summed(values: readonly number[]): Sums {
  const sums = new Sums(1);
  for (const value of values) sums.add(0, value);
  return sums;
}

function close(actual: object, expected: object): void {
  for (const [key, value] of Object.entries(expected)) expect(Reflect.get(actual, key)).toBeCloseTo(value, 6);
}

test('running sums give the intervals that all the values give', () => {
  fc.assert(
    fc.property(fc.array(share, { minLength: 2, maxLength: 30 }), (values) => {
      close(summed(values).meanInterval(0), meanInterval(values));
      close(summed(values).shareInterval(0), shareInterval(values));
      close(summed(values).sectioning(0, 0.4), sectioningInterval(0.4, values));
    }),
  );
});

test('what is missing does not count, and without anything there is no mean', () => {
  expect(summed([1, Number.NaN, 3]).mean(0)).toBe(2);
  expect(summed([1]).meanInterval(0)).toEqual({ value: 1, low: null, high: null });
  expect(summed([Number.NaN]).meanInterval(0).value).toBeNaN();
});

test('merged histograms hold what both held, in order', () => {
  const entries = fc.uniqueArray(fc.tuple(fc.nat(50), fc.integer({ min: 1, max: 9 })), { selector: ([key]) => key });
  const table = (list: [number, number][]) => {
    const sorted = [...list].sort(([a], [b]) => a - b);
    return { keys: Uint32Array.from(sorted, ([key]) => key), counts: Uint32Array.from(sorted, ([, count]) => count) };
  };
  fc.assert(
    fc.property(entries, entries, (a, b) => {
      const expected = new Map<number, number>();
      for (const [key, count] of [...a, ...b]) expected.set(key, (expected.get(key) ?? 0) + count);
      expect(mergeHistograms(table(a), table(b))).toEqual(table([...expected]));
    }),
  );
});
