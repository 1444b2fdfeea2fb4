import { describe, expect, test } from 'vitest';
import { meanInterval } from '../../src/kernel/statistics.ts';
import { ENGINE, type Engine } from '../../src/validation/engine.ts';
import type { Experiment } from '../../src/validation/experiment.ts';
import { loss } from '../../src/validation/experiments/loss.ts';
import { mg1 } from '../../src/validation/experiments/mg1.ts';
import { mmc } from '../../src/validation/experiments/mmc.ts';
import { hypercubeSimulated } from '../../src/validation/experiments/spatial.ts';
import { FAMILY_LEVEL, judge } from '../../src/validation/judge.ts';
import { SLOW_SERVICE } from './broken.ts';

const SEEDS = 40;
/** As strict as with all the rows of a whole run. */
const LEVEL = FAMILY_LEVEL / 40;
const LEAST_POWER = 0.95;

interface Tally {
  misses: number;
  /** Runs whose interval of 95 % holds the theory. */
  holds: number;
  /** Smallest distance from the theory in half widths of the interval of 95 %. */
  nearest: number;
}

/** What each row of an experiment says of an engine over fresh seeds. */
async function tallies(experiment: Experiment, engine: Engine, name: string): Promise<Map<string, Tally>> {
  const found = new Map<string, Tally>();
  for (let seed = 0; seed < SEEDS; seed++) {
    const pieces = [];
    for (let piece = 0; piece < experiment.pieces; piece++)
      pieces.push(await experiment.run({ seed: `${name} ${seed}`, piece, engine, city: undefined }));
    for (const row of experiment.rows) {
      const readings = pieces.flatMap((own) => own[row.key] ?? []);
      const { value, low, high } = meanInterval(readings);
      const off = Math.abs(value - row.theory) / (((high ?? 0) - (low ?? 0)) / 2);
      const own = found.get(row.key) ?? { misses: 0, holds: 0, nearest: Number.POSITIVE_INFINITY };
      own.misses += judge(row, readings, LEVEL).passed ? 0 : 1;
      own.holds += off <= 1 ? 1 : 0;
      own.nearest = Math.min(own.nearest, off);
      found.set(row.key, own);
    }
  }
  return found;
}

describe(`over ${SEEDS} seeds`, () => {
  test.each([
    ['operators', () => mmc(5, 4, 8), ['mmc.5.waits', 'mmc.5.wait']],
    ['one operator', () => mg1('exponential', 6), ['mg1.exponential']],
    ['crews without a queue', () => loss('exponential', 6), ['loss.exponential']],
    ['crews by preference', () => hypercubeSimulated(6), [1, 2, 3].map((n) => `hypercube.workload.${n}`)],
  ])('a slow service is found out by each row concerned, a right one by none: %s', async (_, experiment, keys) => {
    const slow = await tallies(experiment(), SLOW_SERVICE, 'slow');
    const right = await tallies(experiment(), ENGINE, 'right');
    for (const key of keys) {
      const [broken, sound] = [slow.get(key), right.get(key)];
      console.log(
        `${key}: slow misses ${broken?.misses} of ${SEEDS}, nearest ${broken?.nearest.toFixed(1)} half widths; ` +
          `right misses ${sound?.misses}, ${sound?.holds} intervals of 95 % hold`,
      );
      expect.soft((broken?.misses ?? 0) / SEEDS, key).toBeGreaterThanOrEqual(LEAST_POWER);
      expect.soft(sound?.misses, key).toBe(0);
    }
  });
});
