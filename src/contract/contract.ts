import { deepEqual, equal, ok } from 'node:assert/strict';
import { tinyCity } from '../city/tiny.ts';
import { Field } from '../field/field.ts';
import { SILENT } from '../field/observer.ts';
import type { Backend, Exchange } from '../port/backend.ts';
import type { Notice } from '../port/notices.ts';
import type { Order } from '../port/orders.ts';
import { VirtualDriver } from '../run/virtual.ts';
import type { Scenario } from '../scenario/schema.ts';
import { Assignments, Cases } from './bookkeeping.ts';
import { always, DAY, exactly, kind, quietFrom, setting, team } from './setting.ts';
import { Watched, type Watcher } from './watched.ts';

const CITY = tinyCity({ units: 2, gridsPerCommunity: 2 });
const BUSY_DAYS = 3;
const DAYS = 12;

/** What the suite needs of a test runner. */
export interface TestRunner {
  describe(name: string, body: () => void): unknown;
  it(name: string, body: () => Promise<void>): unknown;
}

/** Three busy days in a small town where everything happens, and quiet days in which it can be settled. */
export function contractScenario(): Scenario {
  return setting((s) => {
    s.patrol.enabled = true;
    Object.assign(s.staffing.gridWorkers, { perGrid: 1, restDaysPerWeek: 1 });
    s.staffing.liaisons.perMicroGrid = 1;
    s.staffing.communityStaff.perCommunity = 2;
    s.staffing.communityStaff.duty = [{ from: '08:00', to: '20:00' }];
    s.staffing.volunteers.groupsPerCommunity = 2;
    s.staffing.volunteers.answerShare = 0.8;
    const matters = ['matter'];
    s.staffing.teams.dayTeam = team({ number: 2, matters, duty: [{ from: '08:00', to: '17:00' }] });
    s.staffing.teams.countyTeam = team({ level: 'county', number: 2, matters, duty: [always] });
    s.staffing.teams.cityTeam = team({ level: 'city', number: 3, matters, duty: [always] });
    s.backend.callUpAtWaiting = 3;
    s.backend.escalateAfterHours = 12;
    s.backend.suspendAfterDays = 1;
    s.backend.extendShare = 0.5;
    s.centres.township.operators = [{ from: '00:00', to: '24:00', number: 1 }];
    const settle = [0.4, 0.2, 0.2, 0.15, 0.05];
    s.incidents.kinds.plain = kind({ perDay: 60, settle, severity: [0.6, 0.2, 0.15, 0.05] });
    s.incidents.kinds.urgent = kind({ perDay: 15, channel: 'police', settle, severity: [0, 0.3, 0.5, 0.2] });
    s.incidents.kinds.doubtful = kind({ perDay: 20, channel: 'hotline', verify: true, falseAlarm: 0.3, settle });
    s.incidents.kinds.loud = kind({ perDay: 15, duplicates: 2, settle });
    s.incidents.kinds.large = kind({ perDay: 8, crews: [2, 2, 3, 3], severity: [0.5, 0.2, 0.2, 0.1] });
    s.incidents.kinds.slow = kind({ perDay: 8, lag: { share: 1, hours: exactly(40) }, siteVisits: [0.5, 0.5, 0] });
    s.incidents.kinds.shoddy = kind({ perDay: 15, rework: 0.5, check: 1, wrongDepartment: 0.5, settle });
    quietFrom(BUSY_DAYS, s);
  });
}

const virtualClock = (scenario: Scenario) => ({ startDate: scenario.horizon.start, speed: Number.POSITIVE_INFINITY });

async function govern(backend: Backend, scenario: Scenario, watcher: Watcher): Promise<Field> {
  const watched = new Watched(backend, watcher);
  const field = new Field(scenario, CITY, 0, SILENT, watched.capabilities.notices);
  const driver = new VirtualDriver(field, watched);
  await watched.start(CITY, field.roster, virtualClock(scenario), driver.push);
  await driver.runUntil(DAYS * DAY);
  await watched.stop();
  return field;
}

/**
 * What every backend must keep to, whoever governs through it. `make` gives a fresh one that has not been started. Run
 * it in a test file of your own, with `describe` and `it` of node:test, vitest or the like:
 * `backendContract('mine', (scenario) => new MyBackend(scenario), { describe, it })`.
 */
export function backendContract(
  name: string,
  make: (scenario: Scenario) => Backend | Promise<Backend>,
  { describe, it }: TestRunner,
): void {
  describe(`${name} keeps to the contract of backends`, () => {
    it('starts, answers at a wake without notices, and stops', async () => {
      const scenario = contractScenario();
      const backend = await make(scenario);
      const field = new Field(scenario, CITY, 0, SILENT, backend.capabilities.notices);
      await backend.start(CITY, field.roster, virtualClock(scenario), () => {});
      const answer = await backend.exchange([], 0);
      deepEqual(answer.orders, []);
      await backend.stop();
    });

    it('orders only by the verbs it lists, and never asks to be called in the past', async () => {
      const scenario = contractScenario();
      const backend = await make(scenario);
      const verbs = new Set<string>();
      const pastWakes: Exchange[] = [];
      await govern(backend, scenario, {
        ordered: ({ type }) => verbs.add(type),
        answered: (exchange, now) => {
          if (exchange.wake !== undefined && !(exchange.wake > now)) pastWakes.push(exchange);
        },
      });
      ok(verbs.size > 0);
      deepEqual(
        [...verbs].filter((verb) => !backend.capabilities.verbs.some((listed) => listed === verb)),
        [],
      );
      deepEqual(pastWakes, []);
    });

    it('signs every report, and files, rejects or merges it', async () => {
      const scenario = contractScenario();
      const backend = await make(scenario);
      const cases = new Cases();
      const field = await govern(backend, scenario, cases);
      ok(field.counts().reported > 200);
      if (backend.capabilities.verbs.includes('sign')) deepEqual(cases.unsigned(), []);
      if (backend.capabilities.verbs.includes('file')) deepEqual(cases.undecided(), []);
    });

    it('sends nobody who is off duty, at a job already, or not needed', async () => {
      const scenario = contractScenario();
      const backend = await make(scenario);
      const roster = new Field(scenario, CITY, 0, SILENT, []).roster;
      const assignments = new Assignments(roster);
      await govern(backend, scenario, assignments);
      if (backend.capabilities.verbs.includes('assign')) ok(assignments.number > 200);
      deepEqual(assignments.wrong, []);
    });

    it('sees every case to its end when crews there are', async () => {
      const scenario = contractScenario();
      const backend = await make(scenario);
      const field = await govern(backend, scenario, {});
      const { filed, closed } = field.counts();
      if (backend.capabilities.verbs.includes('close')) equal(closed, filed);
    });

    it('does not lose a case over an order that is refused', async () => {
      const scenario = contractScenario();
      const backend = await make(scenario);
      const cases = new Cases();
      let orders = 0;
      const refused = new Set<number>();
      const sentAgain = new Set<number>();
      const watcher: Watcher = {
        heard: (notice: Notice, now: number) => cases.heard(notice, now),
        ordered: (order: Order, now: number) => {
          cases.ordered(order, now);
          if (order.type === 'assign' && refused.has(order.incident)) sentAgain.add(order.incident);
        },
        refuses: (order) => {
          if (order.type !== 'assign' || orders++ % 5 !== 0) return false;
          refused.add(order.incident);
          return true;
        },
      };
      const field = await govern(backend, scenario, watcher);
      deepEqual(
        [...refused].filter((incident) => !sentAgain.has(incident)),
        [],
      );
      if (backend.capabilities.verbs.includes('file')) deepEqual(cases.undecided(), []);
      const { filed, closed } = field.counts();
      if (backend.capabilities.verbs.includes('close')) equal(closed, filed);
    });
  });
}
