import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LARSON_ATOMS, LARSON_WORKLOADS } from '../../src/validation/experiments/spatial.ts';
import { hypercube, type SpatialQueue } from '../../src/validation/theory/hypercube.ts';
import { larsonApproximation } from '../../src/validation/theory/larson.ts';
import {
  conservedWork,
  erlangB,
  erlangC,
  timesPreemptive,
  waitMG1,
  waitMMc,
  waitsCobham,
} from '../../src/validation/theory/queues.ts';
import { evenly } from '../evenly.ts';

describe('closed forms give the published values', () => {
  test.each([
    [10, 9, 0.668732, 0.668732],
    [5, 4, 0.554113, 0.554113],
    [20, 18, 0.550769, 0.275385],
  ])('M/M/%i at load %i', (servers, load, share, wait) => {
    expect(erlangC(servers, load)).toBeCloseTo(share, 6);
    expect(waitMMc(servers, load)).toBeCloseTo(wait, 6);
  });

  test('M/G/1 at load 0.8', () => {
    expect([0, 0.5, 1, 4].map((scv) => waitMG1(0.8, scv))).toEqual([2, 3, 4, 10].map((w) => expect.closeTo(w, 12)));
  });

  test('two classes at loads 0.3 and 0.5, with and without interruption', () => {
    expect(waitsCobham([0.3, 0.5])).toEqual([expect.closeTo(1.142857, 6), expect.closeTo(5.714286, 6)]);
    expect(timesPreemptive([0.3, 0.5])).toEqual([expect.closeTo(1.428571, 6), expect.closeTo(7.142857, 6)]);
    expect(conservedWork([0.3, 0.5])).toBeCloseTo(0.3 * 1.142857 + 0.5 * 5.714286, 5);
  });

  test('one server loses the share a / (1 + a)', () => {
    expect(erlangB(1, 3)).toBeCloseTo(0.75, 12);
  });
});

/** Spatial queues with every list of preference, at loads from light to heavy. */
const spatialQueue = (most: number): fc.Arbitrary<SpatialQueue> =>
  fc.tuple(fc.integer({ min: 2, max: most }), evenly(0.1, 0.8)).chain(([servers, load]) => {
    const list = Array.from({ length: servers }, (_, j) => j);
    const preference = fc.shuffledSubarray(list, { minLength: servers, maxLength: servers });
    return fc.array(preference, { minLength: 2 * servers, maxLength: 3 * servers }).map((preferences) => ({
      servers,
      serviceRate: 1,
      atoms: preferences.map((own) => ({ rate: (load * servers) / preferences.length, preference: own })),
    }));
  });

describe("Larson's hypercube", () => {
  test('the worked example', () => {
    const { workloads } = hypercube({ servers: 3, serviceRate: 1, atoms: LARSON_ATOMS });
    workloads.forEach((workload, j) => {
      expect(workload).toBeCloseTo(LARSON_WORKLOADS[j], 4);
    });
  });

  test('waiting is that of M/M/n, mean workload the load, dispatches add up to one', () => {
    fc.assert(
      fc.property(spatialQueue(6), (queue) => {
        for (const { workloads, dispatches, waiting } of [hypercube(queue), larsonApproximation(queue)]) {
          const load = queue.atoms.reduce((sum, atom) => sum + atom.rate, 0);
          expect(waiting).toBeCloseTo(erlangC(queue.servers, load), 8);
          expect(workloads.reduce((sum, w) => sum + w, 0)).toBeCloseTo(load, 8);
          expect(dispatches.flat().reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 8);
        }
      }),
      { seed: 1, numRuns: 30 },
    );
  });

  test('the approximation keeps within a few hundredths of the exact workloads', () => {
    fc.assert(
      fc.property(spatialQueue(7), (queue) => {
        const exact = hypercube(queue).workloads;
        const near = larsonApproximation(queue).workloads;
        expect(Math.max(...exact.map((workload, j) => Math.abs(workload - near[j])))).toBeLessThan(0.03);
      }),
      { seed: 1, numRuns: 30 },
    );
  });

  test('refuses more servers than it can, and more calls than they can serve', () => {
    const atoms = [{ rate: 2, preference: [0] }];
    expect(() => hypercube({ servers: 1, serviceRate: 1, atoms })).toThrow(RangeError);
    expect(() => hypercube({ servers: 13, serviceRate: 1, atoms })).toThrow(RangeError);
  });
});
