import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { loadCity } from '../../src/city/load.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { filesIn } from '../city/import/lanwan.ts';
import { change, replicate } from './paired.ts';

test('the imported city runs, and twice its workers shorten the time without a patrol', async () => {
  const cacheDir = await filesIn({});
  const vary = async (set: readonly string[]) => {
    const days = ['horizon.warmupDays=2', 'horizon.days=3', 'horizon.drainDays=3'];
    const { scenario } = await loadScenario(resolve('scenarios/lanwan.yaml'), { set: [...days, ...set] });
    return replicate(scenario, await loadCity(scenario.city.name, scenario.city.seed, { cacheDir }), 6);
  };
  const base = await vary([]);
  const more = await vary(['staffing.gridWorkers.perGrid=2']);
  expect(change(base, more, 'patrol.coverageGap').high).toBeLessThan(0);
  for (const { measures } of base) expect(measures['incidents.occurred'].value).toBeGreaterThan(20);
});
