import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import type { City } from '../../src/city/city.ts';
import { loadCity } from '../../src/city/load.ts';
import type { RunResult } from '../../src/run/result.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { change, replicate } from './paired.ts';

const REPLICATIONS = 6;
/** The whole city with four times its incidents, for a few days. */
const BUSY = ['incidents.scale=4', 'horizon.warmupDays=3', 'horizon.days=2', 'horizon.drainDays=4', 'seed=levers'];

let city: City;
let base: readonly RunResult[];

async function vary(set: readonly string[], replications = REPLICATIONS, name = 'yangzhou'): Promise<RunResult[]> {
  const file = fileURLToPath(new URL(`../../scenarios/${name}.yaml`, import.meta.url));
  const { scenario } = await loadScenario(file, { set: [...set] });
  city ??= await loadCity(scenario.city.name, scenario.city.seed);
  return replicate(scenario, city, replications);
}

beforeAll(async () => {
  base = await vary(BUSY);
});

describe('in the whole city', () => {
  test('twice the workers shorten dispatch and the coverage gap', async () => {
    const more = await vary([...BUSY, 'staffing.gridWorkers.perGrid=2']);
    expect(change(base, more, 'dispatch.mean').high).toBeLessThan(0);
    expect(change(base, more, 'patrol.coverageGap').high).toBeLessThan(0);
  });

  test('one instead of two operators per township shift lengthens signing', async () => {
    const fewer = await vary([...BUSY, 'centres.township.operators=[{from: "00:00", to: "24:00", number: 1}]']);
    expect(change(base, fewer, 'signing.mean').low).toBeGreaterThan(0);
  });

  test('without patrols nothing is found by one, all is over its age, and what is found is found later and worse', async () => {
    const none = await vary([...BUSY, 'patrol.enabled=false']);
    for (const { measures } of none) {
      expect(measures['found.patrol'].value).toBe(0);
      expect(measures['patrol.coverageGap'].value).toBe(1);
    }
    expect(change(base, none, 'detection.mean').low).toBeGreaterThan(0);
    expect(change(base, none, 'incidents.escalated').low).toBeGreaterThan(0);
  });

  test('a storm raises the queues, and they drain', async () => {
    const [{ series }] = await vary([], 1, 'storm');
    const open = series['incidents.open'].values.map((value) => value ?? 0);
    const day = (number: number) => open.slice(96 * number, 96 * (number + 1));
    const before = Math.max(...day(0));
    const most = Math.max(...open);
    expect(most).toBeGreaterThan(1.3 * before);
    expect(open.indexOf(most)).toBeGreaterThanOrEqual(96);
    expect(Math.min(...day(6))).toBeLessThan(before + (most - before) / 2);
  });
});
