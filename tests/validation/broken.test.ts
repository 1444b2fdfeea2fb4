import { expect, test } from 'vitest';
import { ENGINE, type Engine } from '../../src/validation/engine.ts';
import type { Experiment } from '../../src/validation/experiment.ts';
import { RANDOM, regularRounds } from '../../src/validation/experiments/meetings.ts';
import { mmc } from '../../src/validation/experiments/mmc.ts';
import { preemption } from '../../src/validation/experiments/preemption.ts';
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

/** In further experiments: power.soak.test.ts. */
test('a service 3 % slow is found out', async () => {
  expect(await missed(mmc(5, 4, 2), ENGINE)).toEqual([]);
  expect(await missed(mmc(5, 4, 2), SLOW_SERVICE)).toContain('mmc.5.wait');
});

test('a crew that does two jobs at once is found out', async () => {
  expect(await missed(preemption(1), ENGINE)).toEqual([]);
  expect(await missed(preemption(1), DOUBLE_BOOKED)).toContain('preempt.second');
});

test('random visits called regular are found out', async () => {
  expect(await missed(regularRounds(1), ENGINE)).toEqual([]);
  expect(await missed(regularRounds(2, RANDOM), ENGINE)).toHaveLength(4);
});
