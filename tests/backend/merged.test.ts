import { expect, it } from 'vitest';
import { EmbeddedBackend } from '../../src/backend/embedded/embedded.ts';
import { tinyCity } from '../../src/city/tiny.ts';
import { Field } from '../../src/field/field.ts';
import { SILENT } from '../../src/field/observer.ts';
import type { Reported } from '../../src/port/notices.ts';
import type { Order } from '../../src/port/orders.ts';
import { HOUR, kind, setting } from '../port/setting.ts';

it('a report whose merge is refused only after a while is filed after all', () => {
  const scenario = setting((s) => {
    s.incidents.kinds.loud = kind({ duplicates: 1 });
  });
  const city = tinyCity();
  const { roster } = new Field(scenario, city, 0, SILENT, []);
  const backend = new EmbeddedBackend(scenario, 0);
  backend.start(city, roster, { startDate: scenario.horizon.start, speed: 60 });
  const report = (incident: number, at: number): Reported => ({
    ...{ type: 'reported', at, incident, identity: 5, kind: 'loud', matter: 'matter', severity: 'minor' },
    ...{ channel: 'urban', finder: 'resident', finderCrew: -1, micro: 0, x: 0, y: 0 },
    ...{ level: 'grid', crews: 1, handleBy: 24 * HOUR },
  });
  const given: Order[] = [];
  const exchange = (...[notices, now]: Parameters<EmbeddedBackend['exchange']>) => {
    given.push(...backend.exchange(notices, now).orders);
  };
  exchange([report(1, 0)], 0);
  exchange([report(2, HOUR)], HOUR);
  for (let minute = 1; minute <= 10; minute++) exchange([], HOUR + 60 * minute);
  const merge: Order = { type: 'merge', incident: 2, into: 1 };
  expect(given).toContainEqual(merge);
  exchange([{ type: 'refused', at: 2 * HOUR, order: merge, reason: 'incidentState' }], 2 * HOUR);
  for (let minute = 1; minute <= 10; minute++) exchange([], 2 * HOUR + 60 * minute);
  expect(given).toContainEqual({ type: 'file', incident: 2 });
});
