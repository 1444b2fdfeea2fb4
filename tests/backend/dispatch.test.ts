import { describe, expect, it } from 'vitest';
import { tinyCity } from '../../src/city/tiny.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { AT_NINE, always, DAY, exactly, HOUR, kind, team } from '../port/setting.ts';
import { Governed, settled } from './governed.ts';

const LONG = { hours: 1000, clock: 'natural' } as const;

describe('when nobody is free', () => {
  it('a case that has waited too long goes a level up', async () => {
    const understaffed = (escalateAfterHours: number) =>
      new Governed((s) => {
        s.staffing.teams.countyTeam = team({ level: 'county', number: 30, duty: [{ from: '08:00', to: '20:00' }] });
        const limits = { handle: LONG, close: LONG };
        s.incidents.kinds.matter = kind({ perDay: 6, settle: [0, 0, 1, 0, 0], hours: AT_NINE, limits });
        s.backend.escalateAfterHours = escalateAfterHours;
      }).run(5);
    const soon = await understaffed(12);
    for (const { incident, at } of settled(soon).filter((report) => report.at < 3 * DAY)) {
      expect(soon.time('assign', incident)).toBe(Math.floor(at / DAY) * DAY + DAY + 8 * HOUR);
    }
    const late = await understaffed(1000);
    for (const { incident } of settled(late)) expect(late.orders('assign', incident)).toEqual([]);
  });

  it.each([
    ['for handling has run out', { handle: { hours: 3, clock: 'natural' } }, 3 * HOUR],
    ['for handling, in working time, has run out', { handle: { hours: 9, clock: 'working' } }, 23 * HOUR],
    ['for finding a crew has run out', { dispatch: { hours: 2, clock: 'natural' } }, 2 * HOUR],
  ] as const)(
    'a case whose limit %s goes a level up at the next full hour, and is handed over',
    async (_, limit, span) => {
      const governed = await new Governed((s) => {
        s.staffing.teams.countyTeam = team({ level: 'county', number: 30 });
        const { limits } = kind();
        s.incidents.kinds.matter = kind({
          perDay: 2,
          settle: [0, 0, 1, 0, 0],
          hours: AT_NINE,
          weekdays: 'monday',
          limits: { ...limits, ...limit },
        });
        s.incidents.weekdayProfiles.monday = [1, 0, 0, 0, 0, 0, 0];
      }).run(9);
      for (const { incident } of settled(governed)) {
        const filed = governed.time('file', incident);
        const [{ at, order }] = governed.orders('transfer', incident);
        expect(order.to).toBe('county');
        expect(at).toBe(Math.ceil((filed + span) / HOUR) * HOUR);
        // Handed over in 40 s, and dispatched there in 10.
        expect(governed.time('assign', incident)).toBeCloseTo(at + 50, 6);
      }
    },
  );

  it('a case that is being worked on stays where it is, though its limit runs out', async () => {
    const governed = await new Governed((s) => {
      s.staffing.teams.townTeam = team({ number: 30 });
      s.staffing.teams.countyTeam = team({ level: 'county', number: 30 });
      s.incidents.kinds.matter = kind({ settle: [0, 0, 1, 0, 0], effortMinutes: exactly(2000) });
    }).run(5);
    for (const { incident } of settled(governed)) {
      expect(governed.orders('transfer', incident)).toEqual([]);
      expect(governed.orders('assign', incident).length).toBe(1);
    }
  });

  it('a severe one does so at once', async () => {
    const governed = await new Governed((s) => {
      s.staffing.teams.countyTeam = team({ level: 'county', number: 5 });
      s.incidents.kinds.matter = kind({ perDay: 6, settle: [0, 0, 1, 0, 0], severity: [0, 0, 1, 0] });
    }).run(4);
    for (const { incident, at } of settled(governed)) expect(governed.time('assign', incident)).toBeCloseTo(at + 45, 6);
  });

  it('a severe one calls a crew off a lesser job, which it takes up again', async () => {
    const governed = await new Governed((s) => {
      s.staffing.teams.townTeam = team();
      s.incidents.hourProfiles.eight = Array.from({ length: 24 }, () => 0).with(8, 1);
      s.incidents.kinds.matter = kind({
        perDay: 1,
        settle: [0, 0, 1, 0, 0],
        hours: 'eight',
        effortMinutes: exactly(300),
      });
      s.incidents.kinds.severe = kind({ perDay: 0.5, hours: AT_NINE, severity: [0, 0, 0, 1] });
    }).run(20);
    const urgent = settled(governed).filter(({ kind: name }) => name === 'severe');
    expect(urgent.length).toBeGreaterThan(3);
    let interruptions = 0;
    for (const { incident, at } of urgent) {
      const [first] = governed.orders('assign', incident);
      const ownFirst = urgent.filter((other) => other.at < at && at - other.at < HOUR);
      if (ownFirst.length > 0) continue;
      expect(first.at).toBeCloseTo(at + 45, 6);
      const lesser = governed
        .reports('matter')
        .filter((report) => Math.floor(report.at / DAY) === Math.floor(at / DAY));
      if (lesser.length > 0) interruptions++;
    }
    expect(interruptions).toBeGreaterThan(0);
    for (const { incident } of settled(governed)) expect(governed.orders('close', incident).length).toBe(1);
  });

  it('a severe one that needs two crews takes who is free and calls the other off, or waits for both', async () => {
    const sent = async (teams: number) => {
      const governed = await new Governed((s) => {
        s.staffing.teams.townTeam = team({ number: teams });
        s.incidents.hourProfiles.eight = Array.from({ length: 24 }, () => 0).with(8, 1);
        const long = { settle: [0, 0, 1, 0, 0], effortMinutes: exactly(300) };
        s.incidents.kinds.matter = kind({ ...long, perDay: 1, hours: 'eight' });
        s.incidents.kinds.severe = kind({ perDay: 0.5, hours: AT_NINE, severity: [0, 0, 0, 1], crews: [1, 1, 2, 2] });
      }).run(20);
      const severe = settled(governed).filter(({ kind: name }) => name === 'severe');
      const alone = severe.filter(({ at }) => !severe.some((other) => other.at < at && at - other.at < 6 * HOUR));
      return alone.map(({ incident, at }) => {
        const lesser = governed.reports('matter').filter((other) => other.at < at && at - other.at < 3 * HOUR);
        return { lesser: lesser.length, sent: governed.orders('assign', incident).map((one) => one.at - at) };
      });
    };
    const two = await sent(2);
    expect(two.filter(({ lesser }) => lesser > 0).length).toBeGreaterThan(1);
    for (const { sent: times } of two) {
      expect(times.length).toBe(2);
      for (const seconds of times) expect(seconds).toBeCloseTo(45, 6);
    }
    for (const { sent: times } of await sent(1)) expect(times).toEqual([]);
  });

  it('nobody stands about for a crew whose shift is over: both are sent when there are two', async () => {
    const governed = await new Governed((s) => {
      s.staffing.teams.townTeam = team();
      s.staffing.teams.dayTeam = team({ duty: [{ from: '08:00', to: '20:00' }], acceptMinutes: exactly(90) });
      s.incidents.hourProfiles.evening = Array.from({ length: 24 }, () => 0).with(19, 1);
      s.incidents.kinds.matter = kind({ perDay: 0.25, settle: [0, 0, 1, 0, 0], hours: 'evening', crews: [2, 2, 2, 2] });
    }).run(60);
    const evenings = settled(governed);
    const near = (one: number, other: number) => one !== other && Math.abs(one - other) < 2 * DAY;
    const alone = evenings.filter(({ at }) => !evenings.some((other) => near(at, other.at)));
    expect(alone.length).toBeGreaterThan(1);
    for (const { incident, at } of alone) {
      const morning = Math.floor(at / DAY) * DAY + DAY + 8 * HOUR;
      const sent = governed.orders('assign', incident);
      expect(sent.slice(-2).map((one) => one.at)).toEqual([morning, morning]);
      const [first] = sent;
      const over = governed.given.filter(({ order }) => order.type === 'recall' && order.crew === first.order.crew);
      expect(over.some((one) => one.at > at && one.at < morning)).toBe(true);
      expect(governed.orders('close', incident).length).toBe(1);
    }
    expect(governed.field.counts().refused).toBe(0);
  });

  it('volunteers of the township are called up at the threshold, serve and leave', async () => {
    const governed = await new Governed((s) => {
      s.staffing.volunteers.groupsPerCommunity = 4;
      s.incidents.kinds.matter = kind({ perDay: 40, hours: AT_NINE });
      s.backend.callUpAtWaiting = 10;
    }).run(3);
    const calls = governed.given.filter(({ order }) => order.type === 'callUp');
    expect(calls.length).toBeGreaterThan(0);
    for (const { order } of calls) expect(order).toMatchObject({ township: 0, number: 10 });
    const [{ at }] = calls;
    const before = governed.notices.filter((n) => n.type === 'reported' && n.at <= at - 45);
    expect(before.length).toBe(10);
    const served = governed.given.flatMap(({ order }) => (order.type === 'assign' ? [order.crew] : []));
    expect(served.length).toBeGreaterThan(10);
    for (const crew of served) expect(governed.roster.role(crew)).toBe('volunteer');
    const gone = governed.notices.filter((n) => n.type === 'crew' && n.status === 'offDuty');
    expect(gone.length).toBeGreaterThanOrEqual(8);
  });
});

describe('who is sent', () => {
  const city = tinyCity({ townshipsPerUnit: 1, communitiesPerTownship: 1, gridsPerCommunity: 4 });

  it.each(['ownGridFirst', 'nearestFree', 'earliestDeadline', 'leastLoaded'] as const)(
    'by %s has the power',
    async (policy) => {
      const governed = await new Governed((s) => {
        s.backend.policy = policy;
        s.staffing.gridWorkers.perGrid = 1;
        s.staffing.gridWorkers.duty = [always];
        s.staffing.communityStaff.perCommunity = 2;
        s.staffing.teams.townTeam = team();
        s.staffing.teams.countyTeam = team({ level: 'county' });
        s.staffing.teams.cityTeam = team({ level: 'city' });
        s.incidents.kinds.matter = kind({ perDay: 30, settle: [0.2, 0.2, 0.2, 0.2, 0.2] });
      }, city).run(4);
      const levels = ['grid', 'community', 'township', 'county', 'city'];
      const handled = new Set<string>();
      for (const { incident, level } of settled(governed)) {
        for (const { order } of governed.orders('assign', incident)) {
          expect(levels.indexOf(governed.roster.level(order.crew))).toBeGreaterThanOrEqual(levels.indexOf(level));
          handled.add(governed.roster.level(order.crew));
        }
      }
      expect(handled.size).toBe(5);
      expect(governed.field.counts().refused).toBe(0);
    },
  );

  it('is the own grid’s worker, the nearest, or who was out least', async () => {
    const share = async (policy: Scenario['backend']['policy']) => {
      const governed = await new Governed((s) => {
        s.backend.policy = policy;
        s.travel.metric = 'none';
        Object.assign(s.staffing.gridWorkers, { perGrid: 1, duty: [always], acceptMinutes: exactly(0) });
        s.incidents.kinds.matter = kind({ perDay: 40, effortMinutes: exactly(1) });
      }, city).run(4);
      const sent = governed.reports().map(({ incident, micro }) => {
        const [{ order }] = governed.orders('assign', incident);
        return { crew: order.crew, own: governed.roster.home(order.crew).grid === city.microGrid[micro] };
      });
      const jobs = [0, 1, 2, 3].map((crew) => sent.filter((one) => one.crew === crew).length);
      return { own: sent.filter(({ own }) => own).length / sent.length, spread: Math.max(...jobs) - Math.min(...jobs) };
    };
    const own = await share('ownGridFirst');
    const nearest = await share('nearestFree');
    const least = await share('leastLoaded');
    expect(own.own).toBeGreaterThan(0.9);
    expect(nearest.own).toBeLessThan(0.9);
    expect(least.spread).toBeLessThanOrEqual(4);
    expect(least.spread).toBeLessThan(own.spread);
  });
});
