import { expect, test } from 'vitest';
import { compared, covered } from './coverage.ts';

test('what a simulated city wrote leads back to its own parameters', async () => {
  const all = [...(await compared(1)), ...(await compared(2))];
  const { share, worst, number } = covered(all);
  expect(number).toBeGreaterThan(200);
  expect(share).toBeGreaterThanOrEqual(0.9);
  expect(worst.off, worst.what).toBeLessThan(4);
});
