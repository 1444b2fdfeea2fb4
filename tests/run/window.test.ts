import { expect, test } from 'vitest';
import type { Measures } from '../../src/run/result.ts';
import { simulate } from '../../src/run/simulate.ts';
import { little } from './little.ts';

async function measured(warmup: number, days: number, more: readonly string[] = []): Promise<Measures> {
  const { scenario, city } = await little([
    `horizon.warmupDays=${warmup}`,
    `horizon.days=${days}`,
    'horizon.drainDays=2',
    ...more,
  ]);
  return (await simulate({ scenario, city, replications: 1, threads: 1, backend: 'embedded' })).measures;
}

test('in a window, open at the end = open at the start + filed - closed', async () => {
  const first = await measured(0, 2);
  const second = await measured(2, 3);
  const whole = await measured(0, 5);
  const value = (measures: Measures, name: string) => measures[`incidents.${name}`].value ?? Number.NaN;
  expect(value(first, 'open')).toBe(value(first, 'filed') - value(first, 'closed'));
  expect(value(second, 'open')).toBe(value(first, 'open') + value(second, 'filed') - value(second, 'closed'));
  for (const name of ['occurred', 'reported', 'filed', 'closed', 'unseen', 'escalated']) {
    expect(value(first, name) + value(second, name), name).toBe(value(whole, name));
  }
  expect(value(whole, 'open')).toBe(value(second, 'open'));
});

test('a percentile that falls among the unfinished says only that it is larger', async () => {
  const measures = await measured(1, 3, ['patrol.enabled=false']);
  const { value: unfinished } = measures['detection.unfinished'];
  const { value: count } = measures['detection.count'];
  expect((unfinished ?? 0) / (count ?? 1)).toBeGreaterThan(0.1);
  const { value, ...rest } = measures['detection.p99'];
  expect(rest).toEqual({ low: null, high: null, unit: 's', censored: true });
  expect(value).toBe(measures['detection.p95'].value);
  expect(measures['detection.mean'].value).toBeLessThanOrEqual(2 * 86_400);
});

test('without operators nothing is signed, and every case is unfinished', async () => {
  const measures = await measured(
    0,
    1,
    ['township', 'county', 'city'].map((level) => `centres.${level}.operators=[]`),
  );
  expect(measures['signing.p50']).toMatchObject({ value: 2 * 86_400, censored: true });
  expect(measures['signing.mean'].value).toBe(2 * 86_400);
  expect(measures['closure.unfinished'].value).toBe(measures['closure.count'].value);
  expect(measures['signing.max']).toMatchObject({ value: null, reason: 'none' });
  expect(measures['rate.onTimeHandling']).toMatchObject({ value: null, reason: 'none' });
});

test('who came early in the window is not followed for longer than who came late', async () => {
  const long = await measured(1, 3, ['horizon.drainDays=20']);
  const short = await measured(1, 3, ['horizon.drainDays=1']);
  const day = 86_400;
  for (const time of ['closure', 'handling', 'response'] as const) {
    for (const p of ['p50', 'p90', 'p95', 'p99']) {
      const truth = long[`${time}.${p}`];
      const found = short[`${time}.${p}`];
      if ((truth.value ?? 0) > day) expect(found).toMatchObject({ value: day, censored: true });
      else expect(found.value, `${time}.${p}`).toBe(truth.value);
    }
    expect(short[`${time}.max`].value).toBeLessThanOrEqual(day);
  }
  expect(long['closure.p95'].value).toBeGreaterThan(day);
});
