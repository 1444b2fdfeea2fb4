import { expect, test } from 'vitest';
import { CASES, predicted } from './prediction.ts';

test.each(['plain', 'patrolled'] as const)('the last fifth of a log is predicted: %s', async (name) => {
  const checks = [await predicted(CASES[name], 1, 60), await predicted(CASES[name], 2, 60)];
  const daily = checks.flatMap((check) => check.daily);
  const inside = daily.filter(({ observed, low, high }) => observed >= low && observed <= high);
  // Of 24 days whose intervals hold nine in ten, fewer than 17 come once in 500.
  expect(inside.length).toBeGreaterThanOrEqual(17);
  const [seen, expected] = [daily, daily].map((list, i) =>
    list.reduce((sum, day) => sum + (i === 0 ? day.observed : day.expected), 0),
  );
  expect(Math.abs(seen / expected - 1)).toBeLessThan(0.35);
});
