import { expect, it } from 'vitest';
import { EmbeddedBackend } from '../../src/backend/embedded/embedded.ts';
import { tinyCity } from '../../src/city/tiny.ts';
import { Field } from '../../src/field/field.ts';
import { SILENT } from '../../src/field/observer.ts';
import { VirtualDriver } from '../../src/run/virtual.ts';
import type { Duration } from '../../src/scenario/schema.ts';
import { always, DAY, kind, setting, team } from '../port/setting.ts';

/** Every distribution and every mechanism takes part, so that the hash stands for all of the model's arithmetic. */
function scenario() {
  const effort: Duration[] = [
    { dist: 'exponential', mean: 30 },
    { dist: 'erlang', mean: 30, k: 4 },
    { dist: 'hyperexponential', mean: 30, scv: 3 },
    { dist: 'lognormal', median: 30, sigma: 0.8 },
    { dist: 'gamma', mean: 30, shape: 0.6 },
    { dist: 'weibull', scale: 30, shape: 1.4 },
    { dist: 'empirical', quantiles: [5, 10, 60] },
    { dist: 'deterministic', value: 30 },
  ];
  return setting((s) => {
    s.seed = 'golden';
    s.patrol.enabled = true;
    Object.assign(s.staffing.gridWorkers, { perGrid: 1.3, perExclusiveGrid: 1, restDaysPerWeek: 2, leaveShare: 0.1 });
    s.staffing.gridWorkers.errands = { perDay: 0.5, minutes: { dist: 'lognormal', median: 25, sigma: 0.5 } };
    s.staffing.gridWorkers.acceptMinutes = { dist: 'lognormal', median: 15, sigma: 0.8 };
    s.staffing.liaisons.perMicroGrid = 1;
    s.staffing.communityStaff.perCommunity = 1;
    s.staffing.volunteers.groupsPerCommunity = 1;
    s.staffing.teams.townTeam = team({ duty: [{ from: '08:00', to: '20:00' }] });
    s.staffing.teams.countyTeam = team({ level: 'county', number: 2, duty: [always] });
    s.sensing.coverage = 0.5;
    s.backend.callUpAtWaiting = 5;
    s.incidents.dispersion = { daily: 1.8, hourly: 1.3 };
    const way = (share: number) => ({ share, afterHours: { dist: 'exponential', mean: 12 } as const });
    const found = { resident: way(0.5), patrol: 0.4, liaison: way(0.4), sensor: way(0.4), self: way(0.3) };
    effort.forEach((effortMinutes, i) => {
      s.incidents.kinds[`kind${i}`] = kind({
        perDay: 25,
        driver: 'residents',
        class: `class${i % 3}`,
        severity: [0.6, 0.2, 0.15, 0.05],
        settle: [0.5, 0.2, 0.2, 0.1, 0],
        crews: [1, 1, 1, 2],
        effortMinutes,
        lag: { share: 0.3, hours: { dist: 'gamma', mean: 20, shape: 0.8 } },
        found,
        rework: 0.2,
        check: 0.3,
        verify: i % 2 === 0,
        falseAlarm: 0.1,
        duplicates: i % 4 === 0 ? 0.5 : 0,
        escalationPerDay: 0.2,
        wrongDepartment: 0.1,
        limits: { handle: { hours: 8, clock: 'working' }, close: { hours: 16, clock: 'working' } },
      });
    });
  });
}

/**
 * One number for the arithmetic of the whole model on every Node and machine. It changes with every deliberate change of
 * the model, and then the new value stands here; a change that nobody meant shows itself in it.
 */
const GOLDEN = 'fcf8db9062a1008d';

it('a fixed scenario gives the same bytes everywhere', async () => {
  const fixed = scenario();
  const city = tinyCity({ units: 2, exclusiveGrids: 1 });
  const backend = new EmbeddedBackend(fixed, 0);
  const field = new Field(fixed, city, 0, SILENT, backend.capabilities.notices);
  backend.start(city, field.roster, { startDate: fixed.horizon.start, speed: Number.POSITIVE_INFINITY });
  await new VirtualDriver(field, backend).runUntil(5 * DAY);
  expect(field.counts().closed).toBeGreaterThan(200);
  expect(field.hash()).toBe(GOLDEN);
});
