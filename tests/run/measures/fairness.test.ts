import { beforeAll, expect, test } from 'vitest';
import { Draws } from '../../../src/kernel/random.ts';
import { gini } from '../../../src/kernel/statistics.ts';
import { Cells } from '../../../src/run/measures/cells.ts';
import { Fairness } from '../../../src/run/measures/fairness.ts';
import type { StageRecord } from '../../../src/run/measures/observations.ts';
import { DISPATCH } from '../../../src/run/measures/stages.ts';
import { type LittleRun, little } from '../little.ts';

const REPORTS = 25;
let run: LittleRun;
let cells: Cells;
beforeAll(async () => {
  run = await little([], { units: 3 });
  cells = new Cells(run.scenario, run.city);
});

/** Replications in which each unit's times are exponential with a mean of its own. */
function played(means: readonly number[], replications: number, seed: string): Fairness {
  const fairness = new Fairness(cells, run.city);
  for (let r = 0; r < replications; r++) {
    const draws = new Draws(seed, r);
    const [sums, finished, unfinished] = [0, 1, 2].map(() => new Float64Array(cells.rows));
    means.forEach((mean, unit) => {
      const row = cells.row('unit', DISPATCH) + unit;
      finished[row] = REPORTS - 1;
      unfinished[row] = 1;
      for (let i = 0; i < REPORTS; i++) sums[row] -= mean * Math.log(draws.uniform(1, unit, i, 0));
    });
    fairness.absorb({ sums, finished, unfinished } as StageRecord);
  }
  return fairness;
}

const residents = () => run.city.units.map((_, unit) => unitResidents(unit));
function unitResidents(unit: number): number {
  const { city } = run;
  const unitOf = (micro: number) =>
    city.townshipUnit[city.communityTownship[city.gridCommunity[city.microGrid[micro]]]];
  return city.microResidents.reduce((sum, number, micro) => sum + (unitOf(micro) === unit ? number : 0), 0);
}

test('noise looks the less like inequality the more replications there are', () => {
  const one = played([1000, 1000, 1000], 1, 'even').measure();
  const many = played([1000, 1000, 1000], 100, 'even').measure();
  expect(one.low).toBeNull();
  // Units' means of 25 vary by a fifth, of 2,500 by a fiftieth.
  expect(one.value).toBeGreaterThan(0.03);
  expect(many.value).toBeLessThan(0.02);
});

test('the interval holds a true inequality as often as it says', () => {
  const means = [1000, 1500, 2500];
  const truth = gini(means, residents());
  let held = 0;
  for (let i = 0; i < 200; i++) {
    const { low, high } = played(means, 12, `seed ${i}`).measure();
    if ((low ?? 1) <= truth && truth <= (high ?? 0)) held++;
  }
  // 190 of 200, with a standard deviation of 3.1.
  expect(held).toBeGreaterThan(178);
  expect(held).toBeLessThanOrEqual(200);
});
