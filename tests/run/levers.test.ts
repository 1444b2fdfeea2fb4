import { beforeAll, describe, expect, test } from 'vitest';
import type { RunResult } from '../../src/run/result.ts';
import { little } from './little.ts';
import { change, replicate } from './paired.ts';

const REPLICATIONS = 12;
const BUSY = ['incidents.scale=0.04'];
/** So slow a desk that two operators have enough to do in a small place. */
const SLOW_DESK = 'centres.township.fileSeconds={dist: exponential, mean: 900}';
const operators = (number: number) => `centres.township.operators=[{from: "00:00", to: "24:00", number: ${number}}]`;

let base: readonly RunResult[];

async function vary(set: readonly string[]): Promise<RunResult[]> {
  const { scenario, city } = await little([...BUSY, ...set]);
  return replicate(scenario, city, REPLICATIONS);
}

beforeAll(async () => {
  base = await vary([]);
});

describe('in a small city', () => {
  test('twice the workers shorten dispatch and the coverage gap', async () => {
    const more = await vary(['staffing.gridWorkers.perGrid=2']);
    expect(change(base, more, 'dispatch.mean').high).toBeLessThan(0);
    expect(change(base, more, 'patrol.coverageGap').high).toBeLessThan(0);
  });

  test('one instead of two operators per township shift lengthens signing', async () => {
    const two = await vary([SLOW_DESK, operators(2)]);
    const one = await vary([SLOW_DESK, operators(1)]);
    expect(change(two, one, 'signing.mean').low).toBeGreaterThan(0);
  });

  test('without patrols nothing is found by one, all is over its age, and what is found is found later and worse', async () => {
    const none = await vary(['patrol.enabled=false']);
    for (const { measures } of none) {
      expect(measures['found.patrol'].value).toBe(0);
      expect(measures['patrol.coverageGap'].value).toBe(1);
    }
    expect(change(base, none, 'detection.mean').low).toBeGreaterThan(0);
    expect(change(base, none, 'incidents.escalated').low).toBeGreaterThan(0);
  });

  test('a storm raises what waits, and it drains', async () => {
    const surge = '{name: {en: Storm, zh: 暴雨}, from: {day: 0, hour: 8}, hours: 8, factors: {grid: 8}}';
    const factors = Object.keys((await little()).scenario.incidents.kinds).map((kind) => `${kind}: 8`);
    const storm = await vary(['horizon.days=6', `incidents.surges=[${surge.replace('grid: 8', factors.join(', '))}]`]);
    for (const { series } of storm.slice(0, 3)) {
      const open = series['incidents.open'].values.map((value) => value ?? 0);
      const most = Math.max(...open);
      const before = Math.max(1, open[0]);
      expect(most).toBeGreaterThan(2 * before);
      expect(Math.min(...open.slice(-96))).toBeLessThan(before + (most - before) / 2);
    }
  });
});
