import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitTable, sizeCounts, twoWay } from '../../src/city/fitting.ts';
import { evenly } from '../evenly.ts';

const sum = (numbers: ArrayLike<number>): number => Array.from(numbers).reduce((total, number) => total + number, 0);

describe('iterative proportional fitting', () => {
  it('meets the margins and keeps the odds ratios of the start', () => {
    const table = fitTable([4, 1, 2, 3], twoWay([60, 40], [30, 70]));
    expect(table[0] + table[1]).toBeCloseTo(60, 6);
    expect(table[0] + table[2]).toBeCloseTo(30, 6);
    expect((table[0] * table[3]) / (table[1] * table[2])).toBeCloseTo(6, 6);
  });

  it('keeps zeros, and says so when they make the margins impossible', () => {
    expect(fitTable([0, 1, 1, 1], twoWay([10, 20], [5, 25]))[0]).toBe(0);
    expect(() => fitTable([0, 1, 0, 1], twoWay([10, 20], [5, 25]))).toThrow('contradict');
  });
});

describe('households by size', () => {
  it('are as many as wanted and hold as many people as wanted', () => {
    const shares = fc.array(evenly(0.01, 1), { minLength: 2, maxLength: 10 });
    fc.assert(
      fc.property(shares, fc.nat(5000), evenly(0, 1), (list, number, fullness) => {
        const people = number + Math.floor(fullness * number * (list.length - 1));
        const counts = sizeCounts(list, number, people);
        expect(sum(counts)).toBe(number);
        expect(sum(counts.map((count, i) => count * (i + 1)))).toBe(people);
        expect(Math.min(...counts)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('refuse more people than they can hold', () => {
    expect(() => sizeCounts([0.5, 0.5], 10, 21)).toThrow('cannot hold 21');
  });
});
