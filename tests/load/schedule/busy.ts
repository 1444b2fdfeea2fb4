import { type TinyOptions, tinyCity } from '../../../src/city/tiny.ts';
import type { Scenario } from '../../../src/scenario/schema.ts';
import { exactly, kind, setting } from '../../port/setting.ts';

export const SMALL: TinyOptions = { units: 2 };
export const smallCity = () => tinyCity(SMALL);

/** Workers on patrol, and two kinds of incident of which residents report one at once and patrols find the other. */
export function busy(change: (scenario: Scenario) => void = () => {}): Scenario {
  return setting((scenario) => {
    scenario.patrol.enabled = true;
    scenario.staffing.gridWorkers.perGrid = 1;
    scenario.incidents.kinds = {
      told: kind({ perDay: 200, duplicates: 0.2 }),
      found: kind({
        perDay: 40,
        found: {
          resident: { share: 0, afterHours: exactly(0) },
          patrol: 0.5,
          liaison: { share: 0, afterHours: exactly(0) },
          sensor: { share: 0, afterHours: exactly(0) },
          self: { share: 0, afterHours: exactly(0) },
        },
      }),
    };
    change(scenario);
  });
}
