import { describe, expect, it } from 'vitest';
import { tinyCity } from '../../src/city/tiny.ts';
import { ACTIVITY } from '../../src/field/state.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { AT_NINE, always, DAY, exactly, HOUR, kind, MINUTE, setting } from '../port/setting.ts';
import { Play } from './play.ts';

interface Visit {
  readonly crew: number;
  readonly micro: number;
  readonly at: number;
}

const city = tinyCity({ townshipsPerUnit: 1, communitiesPerTownship: 2, gridsPerCommunity: 3, exclusiveGrids: 1 });
const GRIDS = 6;
const MICROS = 24;

/** What one worker per comprehensive grid visits in so many days. */
function visits(days: number, change: (scenario: Scenario) => void = () => {}): Visit[] {
  const scenario = setting((s) => {
    s.patrol.enabled = true;
    s.staffing.gridWorkers.perGrid = 1;
    change(s);
  });
  const list: Visit[] = [];
  const play = new Play(scenario, city, { visited: (crew, micro, at) => list.push({ crew, micro, at }) });
  play.until(days * DAY);
  expect(play.field.counts().visits).toBe(list.length);
  return list;
}

const byMicro = (list: Visit[]) =>
  Array.from({ length: MICROS }, (_, m) => list.filter(({ micro }) => micro === m).length);

describe('a patrol day', () => {
  it('sees every micro-grid of the grids that have a worker in each of two rounds', () => {
    expect(byMicro(visits(1))).toEqual(Array.from({ length: MICROS }, (_, m) => (m < 20 ? 2 : 0)));
  });

  it('has no visit outside the windows but one that was under way', () => {
    for (const { at } of visits(2)) {
      const hour = (at % DAY) / HOUR;
      expect((hour > 8.5 && hour < 12) || (hour > 14.5 && hour < 18)).toBe(true);
    }
  });

  it('lets a round last the minutes it must, and longer where the way and the dwell do', () => {
    const length = (minutes: number, dwell: number): number => {
      const list = visits(1, (s) => {
        s.patrol.roundMinutes = minutes;
        s.patrol.dwellMinutes = dwell;
        s.travel.metric = 'none';
      }).filter(({ crew, at }) => crew === 0 && at < 12 * HOUR);
      expect(list.length).toBe(4);
      return list[3].at - list[0].at;
    };
    expect(length(60, 5)).toBeCloseTo(45 * MINUTE, 6);
    expect(length(60, 20)).toBeCloseTo(60 * MINUTE, 6);
  });

  it('of exclusive grids has rounds of its own number', () => {
    const list = visits(1, (s) => {
      s.staffing.gridWorkers.perExclusiveGrid = 1;
    });
    expect(byMicro(list).slice(20)).toEqual([3, 3, 3, 3]);
  });

  it('does not come about when patrols are off', () => {
    const none = visits(3, (s) => {
      s.patrol.enabled = false;
    });
    expect(none).toEqual([]);
  });
});

describe('rest days', () => {
  it('are as many as the scenario says, and each worker has its own', () => {
    const days = visits(14, (s) => {
      s.staffing.gridWorkers.restDaysPerWeek = 2;
      s.patrol.coverRounds = 0;
    });
    for (let crew = 0; crew < GRIDS - 1; crew++) {
      const worked = new Set(days.filter((visit) => visit.crew === crew).map(({ at }) => Math.floor(at / DAY)));
      expect(worked.size).toBe(10);
    }
  });

  it('leave a neighbour of the same community to make one round, who makes its own as well', () => {
    const change = (coverRounds: number) => (s: Scenario) => {
      s.staffing.gridWorkers.restDaysPerWeek = 1;
      s.patrol.coverRounds = coverRounds;
      s.patrol.roundMinutes = 20;
      s.patrol.dwellMinutes = 1;
    };
    const alone = visits(7, change(0));
    const covered = visits(7, change(1));
    const dayOf = (list: Visit[], day: number) => byMicro(list.filter(({ at }) => Math.floor(at / DAY) === day));
    for (let day = 0; day < 7; day++) {
      const without = dayOf(alone, day);
      const withCover = dayOf(covered, day);
      for (let m = 0; m < 20; m++) expect(withCover[m]).toBe(without[m] === 0 ? 1 : 2);
    }
    for (const { crew, micro } of covered) {
      const home = city.gridCommunity[city.microGrid[4 * crew]];
      expect(city.gridCommunity[city.microGrid[micro]]).toBe(home);
    }
  });

  it('and leave are days on which the roster has nobody on duty', () => {
    const scenario = setting((s) => {
      Object.assign(s.staffing.gridWorkers, { perGrid: 1, restDaysPerWeek: 2, leaveShare: 0.2, duty: [always] });
    });
    const { roster } = new Play(scenario, city).field;
    let on = 0;
    for (let day = 0; day < 700; day++)
      for (let crew = 0; crew < 5; crew++) if (roster.onDuty(crew, (day + 0.5) * DAY)) on++;
    // Rest takes two of seven days exactly; leave takes each other day by its own draw.
    const rostered = 500 * 5;
    expect(Math.abs(on - 0.8 * rostered)).toBeLessThan(3 * Math.sqrt(rostered * 0.8 * 0.2));
  });
});

describe('what a patrol finds', () => {
  const finds = (change: (scenario: Scenario) => void) => {
    const scenario = setting((s) => {
      s.patrol.enabled = true;
      s.staffing.gridWorkers.perGrid = 1;
      s.staffing.gridWorkers.perExclusiveGrid = 1;
      s.incidents.kinds.matter = kind({ perDay: 60 });
      s.incidents.kinds.matter.found.resident.share = 0;
      s.incidents.kinds.matter.found.patrol = 1;
      change(s);
    });
    const play = new Play(scenario, city).until(3 * DAY);
    return { play, found: play.seen.flatMap((n) => (n.type === 'reported' ? [n] : [])) };
  };

  it('is what it passes, and is told with who found it, at the end of that visit', () => {
    const { play, found } = finds(() => {});
    expect(found.length).toBeGreaterThan(50);
    for (const { finder, finderCrew, micro, at } of found) {
      expect(finder).toBe('patrol');
      expect(play.heard((n) => n.type === 'passed' && n.crew === finderCrew && n.micro === micro && n.at === at)).toBe(
        1,
      );
    }
  });

  it('is nothing without patrols, and nothing of what no patrol can see', () => {
    const without = finds((s) => {
      s.patrol.enabled = false;
    });
    const unseen = finds((s) => {
      s.incidents.kinds.matter.found.patrol = 0;
    });
    for (const { play, found } of [without, unseen]) {
      expect(play.field.counts().occurred).toBeGreaterThan(100);
      expect(found).toEqual([]);
    }
  });

  it('comes on the first visit after it occurred with its probability', () => {
    const { play } = finds((s) => {
      s.incidents.kinds.matter.perDay = 1000;
      s.incidents.kinds.matter.found.patrol = 0.3;
      s.incidents.kinds.matter.hours = AT_NINE;
      s.incidents.hourProfiles[AT_NINE] = Array.from({ length: 24 }, () => 0).with(0, 1);
      s.patrol.windows = [{ from: '08:30', to: '17:30' }];
      s.patrol.roundsPerDay = 1;
      s.patrol.exclusive.roundsPerDay = 1;
      s.patrol.logMinutes = 0;
      s.patrol.roundMinutes = 20;
      s.patrol.dwellMinutes = 1;
    });
    const [day0, day1] = [0, 1].map((day) =>
      play.heard((n) => n.type === 'reported' && Math.floor(n.at / DAY) === day),
    );
    // Poisson's, thinned: 0.3 of the day's own, and 0.7 x 0.3 of those that the day before left.
    expect(Math.abs(day0 - 300)).toBeLessThan(3 * Math.sqrt(300));
    expect(Math.abs(day1 - 510)).toBeLessThan(3 * Math.sqrt(510));
  });
});

describe('chores', () => {
  it('take their minutes out of the patrol day, and the spells of a crew never leave a gap', () => {
    const scenario = setting((s) => {
      s.patrol.enabled = true;
      s.staffing.gridWorkers.perGrid = 1;
      s.staffing.gridWorkers.errands = { perDay: 1, minutes: exactly(25) };
      s.staffing.gridWorkers.outOfScope = { perDay: 1, minutes: exactly(90) };
    });
    const spells: { crew: number; activity: number; from: number; to: number }[] = [];
    new Play(scenario, city, { spent: (crew, activity, from, to) => spells.push({ crew, activity, from, to }) }).until(
      DAY,
    );
    for (let crew = 0; crew < GRIDS - 1; crew++) {
      const mine = spells.filter((spell) => spell.crew === crew);
      const seconds = (activity: number) =>
        mine.filter((spell) => spell.activity === activity).reduce((sum, { from, to }) => sum + to - from, 0);
      expect(seconds(ACTIVITY.errand)).toBeCloseTo(25 * MINUTE, 6);
      expect(seconds(ACTIVITY.outOfScope)).toBeCloseTo(90 * MINUTE, 6);
      mine.forEach(({ from }, i) => {
        expect(from).toBe(i === 0 ? 0 : mine[i - 1].to);
      });
    }
  });
});
