import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { measureUnits } from '../../src/report/catalogue.ts';
import type { RunResult } from '../../src/run/result.ts';
import { type RunRequest, simulate } from '../../src/run/simulate.ts';
import { little } from './little.ts';

async function request(changes: Partial<RunRequest> = {}, set: readonly string[] = []): Promise<RunRequest> {
  const { scenario, city } = await little(set);
  return { scenario, city, replications: 3, threads: 1, backend: 'embedded', ...changes };
}

let alone: RunResult;
beforeAll(async () => {
  alone = await simulate(await request());
});

describe('a run', () => {
  test('gives the same bytes on any number of threads', async () => {
    expect(JSON.stringify(await simulate(await request({ threads: 2 })))).toBe(JSON.stringify(alone));
    expect(alone.replications).toBe(3);
  });

  test('gives other bytes with another seed', async () => {
    const others = await simulate(await request({}, ['seed=another']));
    expect(others.measures).not.toEqual(alone.measures);
  });

  test('yields every measure of the catalogue, in its unit', async () => {
    const units = Object.fromEntries(Object.entries(alone.measures).map(([name, { unit }]) => [name, unit]));
    expect(units).toEqual(Object.fromEntries(measureUnits()));
  });

  test('has an interval around every mean and share, and none for one replication, counts and longest times', async () => {
    for (const [name, { value, low, high }] of Object.entries(alone.measures)) {
      if (value === null || low === null || high === null) continue;
      expect(low, name).toBeLessThanOrEqual(value);
      expect(high, name).toBeGreaterThanOrEqual(value);
    }
    expect(alone.measures['dispatch.mean'].low).not.toBeNull();
    expect(alone.measures['dispatch.p50'].low).not.toBeNull();
    expect(alone.measures['utilisation.worker'].low).not.toBeNull();
    expect(alone.measures['dispatch.max'].low).toBeNull();
    expect(alone.measures['dispatch.count'].low).toBeNull();
    const one = await simulate(await request({ replications: 1 }));
    expect(Object.values(one.measures).every(({ low, high }) => low === null && high === null)).toBe(true);
  });

  test('has percentiles that rise, none of them above the longest time', () => {
    const times = ['detection', 'signing', 'assignment', 'acceptance', 'dispatch', 'response', 'handling', 'closure'];
    for (const time of times) {
      const known = ['p50', 'p90', 'p95', 'p99', 'max']
        .map((name) => alone.measures[`${time}.${name}`])
        .filter(({ censored }) => !censored);
      const values = known.map(({ value }) => value ?? 0);
      expect(values, time).toEqual([...values].sort((a, b) => a - b));
    }
  });

  test('goes on until the mean dispatch is known well enough', async () => {
    const { measures, replications, planned } = await simulate(await request({ replications: 2, precision: 0.6 }));
    const { value, high } = measures['dispatch.mean'];
    expect(((high ?? 0) - (value ?? 0)) / (value ?? 0)).toBeLessThanOrEqual(0.6);
    expect(replications).toBe(planned);
    expect(replications % 2).toBe(0);
  });

  test('refuses a backend that does not exist, in this thread and in others', async () => {
    for (const threads of [1, 2]) {
      await expect(simulate(await request({ threads, backend: 'embedded:luck' }))).rejects.toThrow(RangeError);
    }
  });
});

describe('an interrupted run', () => {
  test.each([1, 2])('keeps the finished replications on %i threads', async (threads) => {
    const directory = mkdtempSync(join(tmpdir(), 'gridbeat-trace-'));
    const abort = new AbortController();
    const stopAfterTwo = (finished: number) => finished === 2 && abort.abort();
    const run = await request({
      threads,
      replications: 6,
      onProgress: stopAfterTwo,
      signal: abort.signal,
      traceDirectory: directory,
    });
    const result = await simulate(run);
    expect(result.planned).toBe(6);
    expect(result.replications).toBeGreaterThanOrEqual(2);
    expect(result.replications).toBeLessThan(6);
    expect(readdirSync(directory).length).toBe(result.replications);
    const whole = await simulate(await request({ replications: result.replications }));
    expect(JSON.stringify(result.measures)).toBe(JSON.stringify(whole.measures));
  });

  test('has no measures when nothing was finished', async () => {
    const result = await simulate(await request({ signal: AbortSignal.abort() }));
    expect(result).toMatchObject({ measures: {}, series: {}, replications: 0, planned: 3 });
  });
});

test('what has not happened by the end has lasted at least as long as it was followed', async () => {
  const { scenario, city } = await little(['centres.township.operators=[]', 'horizon.drainDays=6']);
  const { measures } = await simulate({ scenario, city, replications: 2, threads: 1, backend: 'embedded' });
  expect(measures['dispatch.p99']).toMatchObject({ censored: true });
  expect(measures['dispatch.p99'].value).toBeGreaterThanOrEqual(6 * 86_400);
});
