import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { dispersion, quantile, within } from '../../bench/plausibility-readings.ts';
import { loadScenario } from '../../src/scenario/load.ts';

const WEEKS = 4;
const HOURS = 7 * 24;

describe('variance over mean around the means of the week', () => {
  test('is 0 where every week is like the other', () => {
    const hourly = Float64Array.from({ length: WEEKS * HOURS }, (_, hour) => hour % HOURS);
    expect(dispersion(hourly, 1)).toBe(0);
    expect(dispersion(hourly, 24)).toBe(0);
  });

  test('is that of the weeks where they differ by a constant', () => {
    const hourly = Float64Array.from({ length: WEEKS * HOURS }, (_, hour) => 10 + Math.floor(hour / HOURS));
    // Weeks of 10, 11, 12 and 13 an hour: variance 5/3, mean 11.5; a day has 24 times the mean and 576 times the variance.
    expect(dispersion(hourly, 1)).toBeCloseTo(5 / 3 / 11.5, 12);
    expect(dispersion(hourly, 24)).toBeCloseTo((24 * 5) / 3 / 11.5, 12);
  });
});

test('shares and percentiles of times', () => {
  const times = [50, 10, 40, 20, 30];
  expect(within(times, 10, 30)).toBe(0.4);
  expect(quantile(times, 0.5)).toBe(30);
});

test('the published table is of the scenario as it is (else: npm run plausibility), misses nothing and explains three rows at most', async () => {
  const page = readFileSync(new URL('../../docs/plausibility.md', import.meta.url), 'utf8');
  const days = /(\d+) days measured/.exec(page)?.[1];
  const { hash } = await loadScenario('scenarios/yangzhou.yaml', { set: [`horizon.days=${days}`] });
  expect(page).toContain(`scenario\n\`${hash}\``);
  const verdicts = [...page.matchAll(/\| (met|explained|missed) \|/g)].map(([, verdict]) => verdict);
  expect(verdicts.length).toBeGreaterThan(30);
  expect(verdicts).not.toContain('missed');
  expect(verdicts.filter((verdict) => verdict === 'explained').length).toBeLessThanOrEqual(3);
});
