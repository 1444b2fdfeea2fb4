import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BINS, binOf, binValue, Histogram, sparsePercentile } from '../../src/kernel/histogram.ts';
import { evenly } from '../evenly.ts';

const DAY = 86400;
const time = fc.oneof(evenly(0, 1), evenly(1, 400 * DAY), fc.integer({ min: 0, max: 5000 }));

/** Nearest rank over the values themselves; undefined where it falls among the unfinished. */
function exactPercentile(values: number[], p: number, unfinished: number): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(p * (values.length + unfinished) - 1e-9) - 1)];
}

describe('bins', () => {
  it('stand for every value from 1 s to 400 days within half a percent, and below within 8 ms', () => {
    fc.assert(
      fc.property(time, (t) => {
        expect(Math.abs(binValue(binOf(t)) - t)).toBeLessThanOrEqual(t < 1 ? 1 / 128 : 0.005 * t);
      }),
    );
  });

  it('rise with the value, one by one', () => {
    fc.assert(fc.property(time, time, (a, b) => a > b || binOf(a) <= binOf(b)));
    for (let bin = 0; bin < BINS - 1; bin++) {
      expect(binOf(binValue(bin))).toBe(bin);
      expect(binValue(bin + 1)).toBeGreaterThan(binValue(bin));
    }
  });

  it('keep 0 as 0 and take what is longer than 400 days into the last', () => {
    expect(binValue(binOf(0))).toBe(0);
    expect([binOf(400 * DAY), binOf(1e12), binOf(Number.POSITIVE_INFINITY)]).toEqual([BINS - 1, BINS - 1, BINS - 1]);
  });

  it('refuse what is no time', () => {
    for (const t of [-1, Number.NaN]) expect(() => binOf(t)).toThrow(RangeError);
  });
});

describe('a histogram', () => {
  it('gives the nearest rank within half a percent, or says that it is among the unfinished', () => {
    const values = fc.array(evenly(1, 90 * DAY), { minLength: 1, maxLength: 200 });
    const p = fc.constantFrom(0.01, 0.07, 0.5, 0.9, 0.95, 0.99, 1);
    fc.assert(
      fc.property(values, p, fc.nat({ max: 20 }), (xs, share, unfinished) => {
        const histogram = new Histogram();
        for (const x of xs) histogram.add(x);
        const { value, censored } = histogram.percentile(share, unfinished);
        const exact = exactPercentile(xs, share, unfinished);
        expect(censored).toBe(exact === undefined);
        const expected = exact ?? Math.max(...xs);
        expect(Math.abs(value - expected)).toBeLessThanOrEqual(0.005 * expected);
      }),
    );
  });

  it('says so when nothing finished, or nothing was there', () => {
    expect(new Histogram().percentile(0.5, 3)).toEqual({ value: Number.NaN, censored: true });
    expect(new Histogram().percentile(0.5)).toEqual({ value: Number.NaN, censored: false });
  });

  it('loses nothing in sparse form or by merging', () => {
    fc.assert(
      fc.property(fc.array(time), fc.array(time), (xs, ys) => {
        const [a, b, both] = [new Histogram(), new Histogram(), new Histogram()];
        for (const x of xs) a.add(x);
        for (const y of ys) b.add(y, 2);
        for (const x of xs) both.add(x);
        for (const y of ys) both.add(y, 2);
        const merged = Histogram.fromSparse(structuredClone(a.sparse()));
        merged.merge(b);
        expect(merged).toEqual(both);
        const { bins, counts } = both.sparse();
        expect(counts.every((count) => count > 0)).toBe(true);
        expect(sparsePercentile(bins, counts, 0.9, 1)).toEqual(both.percentile(0.9, 1));
      }),
      { numRuns: 30 },
    );
  });
});
