import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Draws } from '../../src/kernel/random.ts';
import {
  gini,
  jackknifeInterval,
  mean,
  meanInterval,
  pairedDifference,
  sectioningFromSums,
  sectioningInterval,
  shareInterval,
  variance,
} from '../../src/kernel/statistics.ts';
import { evenly } from '../evenly.ts';

const some = fc.array(evenly(-1e3, 1e3), { minLength: 2, maxLength: 30 });

describe('meanInterval', () => {
  it('is the textbook t interval', () => {
    // Mean 5, s = 2, n = 9: 5 -+ 2.306 x 2 / 3.
    const { value, low, high } = meanInterval(
      [2, 3, 4, 4, 5, 6, 6, 7, 8].map((x) => 5 + ((x - 5) * 2) / Math.sqrt(3.75)),
    );
    expect(value).toBeCloseTo(5, 12);
    expect(low).toBeCloseTo(5 - (2.306004 * 2) / 3, 5);
    expect(high).toBeCloseTo(5 + (2.306004 * 2) / 3, 5);
  });

  it('has no ends for one observation', () => expect(meanInterval([3])).toEqual({ value: 3, low: null, high: null }));

  it('covers the mean of a normal-like quantity about 95 times in 100', () => {
    const draws = new Draws('coverage', 0);
    let covered = 0;
    for (let i = 0; i < 4000; i++) {
      const xs = Array.from({ length: 6 }, (_, j) => {
        let sum = 0;
        for (let k = 0; k < 6; k++) sum += draws.uniform(1, k, 6 * i + j, 0) + draws.second();
        return sum;
      });
      const { low, high } = meanInterval(xs);
      if (low !== null && high !== null && low <= 6 && 6 <= high) covered++;
    }
    expect(covered / 4000).toBeGreaterThan(0.935);
    expect(covered / 4000).toBeLessThan(0.965);
  });
});

describe('shareInterval', () => {
  it('holds the mean and stays within 0 and 1, also with shares of 0 and 1', () => {
    const shares = fc.array(fc.oneof(fc.constantFrom(0, 1), evenly(0, 1)), {
      minLength: 2,
    });
    fc.assert(
      fc.property(shares, (xs) => {
        const { value, low, high } = shareInterval(xs);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(value + 1e-12);
        expect(high).toBeGreaterThanOrEqual(value - 1e-12);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is the mean interval where shares are far from both ends', () => {
    const xs = [0.49, 0.5, 0.505, 0.51];
    expect(shareInterval(xs).low).toBeCloseTo(meanInterval(xs).low ?? Number.NaN, 4);
  });

  it('does not vary where nothing does', () => expect(shareInterval([1, 1, 1])).toEqual({ value: 1, low: 1, high: 1 }));
});

describe('sectioningInterval', () => {
  it('is the mean interval when the pooled value is the mean', () => {
    fc.assert(
      fc.property(some, (xs) => {
        const sectioning = sectioningInterval(mean(xs), xs);
        expect(sectioning.high).toBeCloseTo(meanInterval(xs).high ?? Number.NaN, 8);
      }),
    );
  });

  it('is the same from running sums', () => {
    fc.assert(
      fc.property(some, evenly(-1e3, 1e3), (xs, value) => {
        const sum = xs.reduce((s, x) => s + x, 0);
        const squares = xs.reduce((s, x) => s + x * x, 0);
        const { low } = sectioningFromSums(value, xs.length, sum, squares);
        expect(low).toBeCloseTo(sectioningInterval(value, xs).low ?? Number.NaN, 1);
      }),
    );
  });

  it('is centred on the pooled value and wider when the sections disagree with it', () => {
    const at = sectioningInterval(10, [9, 10, 11]);
    const off = sectioningInterval(12, [9, 10, 11]);
    expect(off.value).toBe(12);
    expect((off.high ?? 0) - (off.low ?? 0)).toBeGreaterThan((at.high ?? 0) - (at.low ?? 0));
  });
});

describe('pairedDifference', () => {
  it('is the variant minus the base, and says what pairing bought', () => {
    const base = [10, 20, 30, 40];
    const variant = [11, 22, 31, 42];
    const { value, low, high, varianceRatio } = pairedDifference(base, variant);
    expect(value).toBe(1.5);
    expect(low).toBeGreaterThan(0);
    expect(high).toBeLessThan(3);
    expect(varianceRatio).toBeCloseTo((variance(base) + variance(variant)) / (1 / 3), 6);
  });

  it('has no ratio where differences do not vary, and refuses what are no pairs', () => {
    expect(pairedDifference([1, 2], [2, 3])).toEqual({ value: 1, low: 1, high: 1, varianceRatio: null });
    expect(() => pairedDifference([1], [1, 2])).toThrow(RangeError);
  });
});

describe('gini', () => {
  it('agrees with its definition over pairs', () => {
    const groups = fc.array(fc.record({ x: fc.integer({ min: 0, max: 50 }), w: fc.integer({ min: 1, max: 9 }) }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(groups, (g) => {
        const total = g.reduce((s, { w }) => s + w, 0);
        const average = g.reduce((s, { x, w }) => s + w * x, 0) / total;
        let pairs = 0;
        for (const a of g) for (const b of g) pairs += a.w * b.w * Math.abs(a.x - b.x);
        const expected = average === 0 ? 0 : pairs / (2 * total * total * average);
        const [values, weights] = [g.map(({ x }) => x), g.map(({ w }) => w)];
        expect(gini(values, weights)).toBeCloseTo(expected, 10);
      }),
    );
  });
});

it('the jackknife of a mean is its t interval', () => {
  fc.assert(
    fc.property(fc.array(evenly(-5, 5), { minLength: 2, maxLength: 20 }), (values) => {
      const without = values.map((_, i) => meanInterval(values.filter((_, j) => j !== i)).value);
      const expected = meanInterval(values);
      const found = jackknifeInterval(expected.value, without);
      expect(found.low).toBeCloseTo(expected.low ?? Number.NaN, 9);
      expect(found.high).toBeCloseTo(expected.high ?? Number.NaN, 9);
    }),
  );
  expect(jackknifeInterval(3, [Number.NaN])).toEqual({ value: 3, low: null, high: null });
});
