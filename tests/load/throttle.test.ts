import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Throttle } from '../../src/load/throttle.ts';

test('never more than allowed in any second, and nobody waits longer than needed', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.array(fc.nat(400), { minLength: 1, maxLength: 200 }),
      (perSecond, gaps) => {
        const throttle = new Throttle({ perSecond, total: Number.MAX_SAFE_INTEGER });
        const sent: number[] = [];
        let now = 0;
        for (const gap of gaps) {
          now += gap;
          const wait = throttle.wait(now);
          // One that has to wait would be one too many in the second before it.
          if (wait > 0) expect(sent.filter((at) => at > now + wait - 1001).length).toBeGreaterThanOrEqual(perSecond);
          now += wait;
          throttle.take(now, true);
          sent.push(now);
        }
        for (const [i, at] of sent.entries())
          expect(sent.slice(i).filter((other) => other < at + 1000).length).toBeLessThanOrEqual(perSecond);
      },
    ),
  );
});

test('what does not count goes on when the total is used up', () => {
  const throttle = new Throttle({ perSecond: 10, total: 2 });
  for (const counts of [true, false, false]) throttle.take(0, counts);
  expect(throttle.isSpent).toBe(false);
  throttle.take(0, true);
  expect(throttle.isSpent).toBe(true);
});
