import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openPart } from '../../../src/load/schedule/open-part.ts';
import type { OpenOperation } from '../../../src/load/schedule/operation.ts';
import { dueOf, NO_RAMP, type Ramp, shareAt } from '../../../src/load/schedule/ramp.ts';
import { evenly } from '../../evenly.ts';
import { DAY } from '../../port/setting.ts';
import { busy, smallCity } from './busy.ts';

const ramp = fc.record({
  seconds: evenly(0.001, 1e5),
  from: evenly(0, 1),
});
const rate = evenly(0.1, 20_000);

/** How many operations the rate has come to after so many seconds. */
function integral(rise: Ramp, perSecond: number, wall: number): number {
  const risen = Math.min(wall, rise.seconds);
  const mean = (shareAt(rise, 0) + shareAt(rise, risen)) / 2;
  return perSecond * (risen * mean + (wall - risen));
}

describe('a ramp', () => {
  test('rises from its beginning to the full rate, and stays there', () => {
    const rise = { seconds: 60, from: 0.25 };
    expect([0, 30, 60, 1e6].map((wall) => shareAt(rise, wall))).toEqual([0.25, 0.625, 1, 1]);
    expect(shareAt(NO_RAMP, 0)).toBe(1);
  });

  test('makes the n-th operation due when the integral of the rate has come to n', () => {
    fc.assert(
      fc.property(ramp, rate, fc.nat(1e6), (rise, perSecond, n) => {
        const due = dueOf(rise, perSecond, n);
        expect(integral(rise, perSecond, due)).toBeCloseTo(n, n > 1e4 ? 2 : 5);
        expect(dueOf(rise, perSecond, n + 1)).toBeGreaterThan(due);
      }),
    );
  });

  test('without one, operations are as far apart as the rate says', () => {
    expect([0, 1, 200].map((n) => dueOf(NO_RAMP, 200, n))).toEqual([0, 0.005, 1]);
  });
});

describe('the open part of a city on a ramp', () => {
  const speed = 100;
  const start = { at: 0, firstDay: 0 };
  const under = (rise: Ramp) => [...openPart(busy(), smallCity(), start, 4 * DAY, { ramp: rise, speed })];
  const names = (list: readonly OpenOperation[]) => list.map((operation) => JSON.stringify(operation));
  const all = under(NO_RAMP);
  const seconds = (4 * DAY) / speed;

  test('is a part of the whole, the same for the same seed, and more of it under a shorter ramp', () => {
    const long = names(under({ seconds, from: 0 }));
    const short = new Set(names(under({ seconds: seconds / 2, from: 0 })));
    const whole = new Set(names(all));
    expect(long.length).toBeLessThan(short.size);
    for (const line of long) expect(short).toContain(line);
    for (const line of short) expect(whole).toContain(line);
    expect(names(under({ seconds, from: 0 }))).toEqual(long);
  });

  test('has the share of reports, visits and lists that it has come to, reads of the reports that are left', () => {
    const thin = under({ seconds, from: 0.25 });
    for (const name of ['report', 'visits', 'list'] as const)
      for (const quarter of [0, 1, 2, 3]) {
        const count = (list: readonly OpenOperation[]) =>
          list.filter((each) => each.name === name && Math.floor(each.at / DAY) === quarter).length;
        const expected = 0.25 + 0.75 * ((quarter + 0.5) / 4);
        const of = count(all);
        // Binomial, five standard deviations; reports of one incident go together.
        const bound = 5 * Math.sqrt((expected * (1 - expected) * 1.5) / of);
        expect(Math.abs(count(thin) / of - expected), `${name} on day ${quarter}`).toBeLessThan(bound);
      }
    const told = new Set(thin.flatMap((each) => (each.name === 'report' ? [each.report.incident] : [])));
    const reads = thin.flatMap((each) => (each.name === 'read' ? [each.incident] : []));
    expect(reads.length).toBeGreaterThan(20);
    for (const incident of reads) expect(told).toContain(incident);
  });
});
