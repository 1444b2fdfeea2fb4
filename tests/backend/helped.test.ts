import { expect, it } from 'vitest';
import { withHelp } from '../../src/backend/helped.ts';
import { tinyCity } from '../../src/city/tiny.ts';
import { Field } from '../../src/field/field.ts';
import { SILENT } from '../../src/field/observer.ts';
import type { Backend } from '../../src/port/backend.ts';
import { NOTICE_NAMES, type Notice } from '../../src/port/notices.ts';
import { VirtualDriver } from '../../src/run/virtual.ts';
import { DAY, kind, setting, team } from '../port/setting.ts';

it('one that only closes hears nothing of a report before it is told of it', async () => {
  const scenario = setting((s) => {
    s.staffing.teams.townTeam = team();
    s.incidents.kinds.matter = kind({ perDay: 20, verify: true, settle: [0, 0, 1, 0, 0] });
  });
  const city = tinyCity();
  const heard: Notice[] = [];
  const outside: Backend = {
    ...{ capabilities: { verbs: ['close'], notices: NOTICE_NAMES }, start() {}, stop() {} },
    exchange(notices) {
      heard.push(...notices);
      const handled = notices.flatMap((n) => (n.type === 'outcome' && n.result === 'handled' ? [n.incident] : []));
      return { orders: handled.map((incident) => ({ type: 'close', incident })) };
    },
  };
  const backend = withHelp(outside, scenario, 0);
  const field = new Field(scenario, city, 0, SILENT, backend.capabilities.notices);
  const driver = new VirtualDriver(field, backend);
  await backend.start(city, field.roster, { startDate: scenario.horizon.start, speed: Infinity }, driver.push);
  await driver.runUntil(3 * DAY);
  const told = new Set<number>();
  for (const notice of heard) {
    if (notice.type === 'reported') told.add(notice.incident);
    else if ('incident' in notice && notice.incident >= 0) expect(told).toContain(notice.incident);
  }
  expect(told.size).toBeGreaterThan(20);
  expect(field.counts().closed).toBeGreaterThan(20);
});
