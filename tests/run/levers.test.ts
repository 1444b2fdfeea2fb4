import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import type { City } from '../../src/city/city.ts';
import { loadCity } from '../../src/city/load.ts';
import { pairedDifference } from '../../src/kernel/statistics.ts';
import { runReplication } from '../../src/run/replication.ts';
import type { RunResult } from '../../src/run/result.ts';
import { Summary } from '../../src/run/summary.ts';
import { loadScenario } from '../../src/scenario/load.ts';

const scenarios = new URL('../../scenarios/', import.meta.url);
const REPLICATIONS = 4;
/** The whole city with four times its incidents, for a few days. */
const BUSY = ['incidents.scale=4', 'horizon.warmupDays=3', 'horizon.days=2', 'horizon.drainDays=4', 'seed=levers'];

let city: City;
let base: readonly RunResult[];

/** Each replication's own result: the same numbers fall in every variant, so they can be paired. */
async function replicate(set: readonly string[], number = REPLICATIONS, name = 'yangzhou'): Promise<RunResult[]> {
  const { scenario } = await loadScenario(fileURLToPath(new URL(`${name}.yaml`, scenarios)), { set: [...set] });
  const results: RunResult[] = [];
  for (let replication = 0; replication < number; replication++) {
    const summary = new Summary(scenario, city);
    summary.absorb(await runReplication({ scenario, city, backend: 'embedded' }, replication));
    results.push(summary.result(1));
  }
  return results;
}

/** The 95 % interval of variant minus base. */
function change(variant: readonly RunResult[], measure: string): { low: number; high: number } {
  const values = (results: readonly RunResult[]) =>
    results.map(({ measures }) => measures[measure].value ?? Number.NaN);
  const { low, high } = pairedDifference(values(base), values(variant));
  return { low: low ?? Number.NaN, high: high ?? Number.NaN };
}

beforeAll(async () => {
  const { scenario } = await loadScenario(fileURLToPath(new URL('yangzhou.yaml', scenarios)));
  city = await loadCity(scenario.city.name, scenario.city.seed);
  base = await replicate(BUSY);
}, 300_000);

describe('levers move measures the right way', { timeout: 300_000 }, () => {
  test('twice the workers shorten dispatch and the coverage gap', async () => {
    const more = await replicate([...BUSY, 'staffing.gridWorkers.perGrid=2']);
    expect(change(more, 'dispatch.mean').high).toBeLessThan(0);
    expect(change(more, 'patrol.coverageGap').high).toBeLessThan(0);
  });

  test('one instead of two operators per township shift lengthens signing', async () => {
    const fewer = await replicate([...BUSY, 'centres.township.operators=[{from: "00:00", to: "24:00", number: 1}]']);
    expect(change(fewer, 'signing.mean').low).toBeGreaterThan(0);
  });

  test('without patrols nothing is found by one, all is over its age, and what is found is found later and worse', async () => {
    const none = await replicate([...BUSY, 'patrol.enabled=false']);
    for (const { measures } of none) {
      expect(measures['found.patrol'].value).toBe(0);
      expect(measures['patrol.coverageGap'].value).toBe(1);
    }
    expect(change(none, 'detection.mean').low).toBeGreaterThan(0);
    expect(change(none, 'incidents.escalated').low).toBeGreaterThan(0);
  });

  test('a storm raises the queues, and they drain', async () => {
    const [{ series }] = await replicate([], 1, 'storm');
    const open = series['incidents.open'].values.map((value) => value ?? 0);
    const day = (number: number) => open.slice(96 * number, 96 * (number + 1));
    const before = Math.max(...day(0));
    const most = Math.max(...open);
    expect(most).toBeGreaterThan(1.3 * before);
    expect(open.indexOf(most)).toBeGreaterThanOrEqual(96);
    expect(Math.min(...day(6))).toBeLessThan(before + (most - before) / 2);
  });
});
