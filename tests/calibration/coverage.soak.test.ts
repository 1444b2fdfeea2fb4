import { expect, test } from 'vitest';
import { type Compared, compared, covered } from './coverage.ts';

const SEEDS = 20;

test('over twenty seeds nine in ten intervals of 95 % hold the truth, of every sort of parameter, and none is far off', async () => {
  const all: Compared[] = [];
  for (let seed = 1; seed <= SEEDS; seed++) all.push(...(await compared(seed)));
  const sorts = {
    all: /./,
    rates: / a day$/,
    hours: / at \d+ h$/,
    weekdays: / weekday /,
    dispersion: / dispersion$/,
    stages: / (effort|lag) /,
  };
  for (const [sort, pattern] of Object.entries(sorts)) {
    const { share, worst } = covered(all.filter(({ what }) => pattern.test(what)));
    console.log(`${sort}: ${(100 * share).toFixed(1)} % covered, worst ${worst.what}: ${worst.off.toFixed(2)} s.e.`);
    expect.soft(share, sort).toBeGreaterThanOrEqual(0.9);
    expect.soft(worst.off, worst.what).toBeLessThan(4);
  }
});
