import { describe, expect, test } from 'vitest';
import { ENGINE, type Engine } from '../../src/validation/engine.ts';
import type { Experiment } from '../../src/validation/experiment.ts';
import { RANDOM, regularRounds } from '../../src/validation/experiments/meetings.ts';
import { mg1 } from '../../src/validation/experiments/mg1.ts';
import { mmc } from '../../src/validation/experiments/mmc.ts';
import { preemption } from '../../src/validation/experiments/preemption.ts';
import { hypercubeSimulated } from '../../src/validation/experiments/spatial.ts';
import { FAMILY_LEVEL, judge } from '../../src/validation/judge.ts';
import { DOUBLE_BOOKED, SLOW_SERVICE } from './broken.ts';

/** As strict as with all the rows of a whole run. */
const LEVEL = FAMILY_LEVEL / 60;

/** Keys of the rows that miss with fewer pieces than a whole run has. */
async function missed(experiment: Experiment, engine: Engine): Promise<string[]> {
  const readings = new Map<string, number[]>();
  for (let piece = 0; piece < experiment.pieces; piece++) {
    const own = await experiment.run({ seed: 'broken', piece, engine, city: undefined });
    for (const [key, values] of Object.entries(own)) readings.set(key, [...(readings.get(key) ?? []), ...values]);
  }
  return experiment.rows.filter((row) => !judge(row, readings.get(row.key) ?? [], LEVEL).passed).map((row) => row.key);
}

describe('a service 3 % slow is found out', () => {
  test.each([
    ['operators', () => mmc(5, 4, 2), 'mmc.5.wait'],
    ['one operator', () => mg1('exponential', 3), 'mg1.exponential'],
    ['crews', () => hypercubeSimulated(6), 'hypercube.workload.1'],
  ])('%s', async (_, experiment, key) => {
    expect(await missed(experiment(), ENGINE)).toEqual([]);
    expect(await missed(experiment(), SLOW_SERVICE)).toContain(key);
  });
});

test('a crew that does two jobs at once is found out', async () => {
  expect(await missed(preemption(1), ENGINE)).toEqual([]);
  expect(await missed(preemption(1), DOUBLE_BOOKED)).toContain('preempt.second');
});

test('random visits called regular are found out', async () => {
  expect(await missed(regularRounds(1), ENGINE)).toEqual([]);
  expect(await missed(regularRounds(2, RANDOM), ENGINE)).toHaveLength(4);
});
