import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parseFrom, startOf } from '../../../src/load/schedule/start.ts';
import { loadScenario } from '../../../src/scenario/load.ts';
import { DAY, HOUR, setting } from '../../port/setting.ts';

describe('where a load begins', () => {
  test.each([
    ['D+0H+8', { day: 0, hour: 8 }],
    ['d+12h+23.5', { day: 12, hour: 23.5 }],
    ['D+1', { day: 1, hour: 0 }],
  ])('%s', (text, expected) => expect(parseFrom(text)).toEqual(expected));

  test.each(['', '8', 'D+0H+24', 'D-1', 'D+1H', 'D+9999', 'D+0H+8 ', 'D+0H+8min'])('not "%s"', (text) =>
    expect(parseFrom(text)).toBeUndefined(),
  );

  test("the shipped storm begins with its first surge: day 1 hour 4 after 14 days' warm-up", async () => {
    const path = fileURLToPath(new URL('../../../scenarios/storm.yaml', import.meta.url));
    const { scenario } = await loadScenario(path);
    expect(startOf(scenario)).toEqual({ at: 15 * DAY + 4 * HOUR, firstDay: 15 });
    expect(startOf(scenario, { day: 0, hour: 8 })).toEqual({ at: 14 * DAY + 8 * HOUR, firstDay: 14 });
  });

  test('the earliest surge counts, wherever it stands; without one the measured window begins', () => {
    const surge = (day: number, hour: number) => ({
      name: { en: 'Rain', zh: '雨' },
      from: { day, hour },
      hours: 1,
      factors: {},
    });
    const two = setting((scenario) => {
      scenario.horizon.warmupDays = 3;
      scenario.incidents.surges = [surge(2, 5), surge(1, 23)];
    });
    expect(startOf(two)).toEqual({ at: 4 * DAY + 23 * HOUR, firstDay: 4 });
    expect(startOf({ ...two, incidents: { ...two.incidents, surges: [] } })).toEqual({ at: 3 * DAY, firstDay: 3 });
  });
});
