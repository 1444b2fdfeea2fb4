import { describe, expect, it } from 'vitest';
import { tinyCity } from '../../src/city/tiny.ts';
import { END } from '../../src/field/state.ts';
import type { IncidentKind, Scenario } from '../../src/scenario/schema.ts';
import { AT_NINE, DAY, exactly, HOUR, kind, setting } from '../port/setting.ts';
import { Play } from './play.ts';

const delayed = (hours: number, share = 1) => ({ share, afterHours: exactly(hours) });
const never = delayed(0, 0);
const nobody: IncidentKind['found'] = { resident: never, patrol: 0, liaison: never, sensor: never, self: never };

/** What comes to light, and when each incident of two days occurred and ended unseen. */
function watch(found: Partial<IncidentKind['found']>, change: (scenario: Scenario) => void = () => {}) {
  const scenario = setting((s) => {
    s.incidents.kinds.matter = kind({ perDay: 40, found: { ...nobody, ...found } });
    change(s);
  });
  const occurred: number[] = [];
  const unseen: number[] = [];
  const escalated: number[] = [];
  const play = new Play(scenario, tinyCity(), {
    occurred: (_, now) => occurred.push(now),
    escalated: (_, now) => escalated.push(now),
    ended: (_, end, now) => {
      if (end === END.unseen) unseen.push(now);
    },
  });
  play.until(2 * DAY);
  const reports = play.seen.flatMap((n) => (n.type === 'reported' ? [n] : []));
  return { play, occurred, unseen, escalated, reports };
}

const shifted = (times: number[], hours: number) =>
  times.map((time) => time + hours * HOUR).filter((t) => t <= 2 * DAY);

describe('an incident comes to light', () => {
  it('through a resident after the time it takes', () => {
    const { occurred, reports } = watch({ resident: delayed(5) });
    expect(reports.map(({ at }) => at)).toEqual(shifted(occurred, 5));
    expect(new Set(reports.map(({ finder }) => finder))).toEqual(new Set(['resident']));
  });

  it('through the sensor, where there is one', () => {
    const { occurred, reports } = watch({ sensor: delayed(1) }, (s) => {
      s.sensing.coverage = 1;
    });
    expect(reports.map(({ at }) => at)).toEqual(shifted(occurred, 1));
    expect(new Set(reports.map(({ finder }) => finder))).toEqual(new Set(['sensor']));
    expect(watch({ sensor: delayed(1) }).reports).toEqual([]);
  });

  it('through the liaison, where there is one, in the hours in which it is on duty', () => {
    const { occurred, reports } = watch({ liaison: delayed(1) }, (s) => {
      s.staffing.liaisons.perMicroGrid = 1;
      s.staffing.liaisons.duty = [{ from: '18:00', to: '20:00' }];
    });
    const expected = occurred
      .map((time) => time + HOUR)
      .map((time) => {
        const inDay = time % DAY;
        if (inDay < 18 * HOUR) return time - inDay + 18 * HOUR;
        return inDay < 20 * HOUR ? time : time - inDay + DAY + 18 * HOUR;
      })
      .filter((time) => time <= 2 * DAY);
    expect(reports.map(({ at }) => at)).toEqual(expected.sort((a, b) => a - b));
    expect(new Set(reports.map(({ finder }) => finder))).toEqual(new Set(['liaison']));
    expect(watch({ liaison: delayed(1) }).reports).toEqual([]);
  });

  it('by the first of its ways out', () => {
    const { occurred, reports, unseen } = watch({ resident: delayed(3), self: delayed(2) });
    expect(reports).toEqual([]);
    expect(unseen).toEqual(shifted(occurred, 2));
    const sooner = watch({ resident: delayed(3), self: delayed(4), sensor: delayed(2) }, (s) => {
      s.sensing.coverage = 1;
    });
    expect(sooner.unseen).toEqual([]);
    expect(new Set(sooner.reports.map(({ finder }) => finder))).toEqual(new Set(['sensor']));
  });

  it('or never', () => {
    const { occurred, reports, unseen } = watch({});
    expect(occurred.length).toBeGreaterThan(50);
    expect([reports, unseen]).toEqual([[], []]);
  });
});

describe('left alone', () => {
  it('an incident escalates, one severity at a time, to critical at the worst', () => {
    const { occurred, escalated, reports, play } = watch({ resident: delayed(20) }, (s) => {
      s.incidents.kinds.matter.escalationPerDay = 1000;
      s.incidents.kinds.matter.crews = [1, 2, 3, 4];
      s.incidents.hourProfiles[AT_NINE] = Array.from({ length: 24 }, () => 0).with(0, 1);
      s.incidents.kinds.matter.hours = AT_NINE;
    });
    expect(escalated.length).toBe(3 * occurred.length);
    expect(play.field.counts().escalated).toBe(occurred.length);
    for (const { severity, crews } of reports) expect([severity, crews]).toEqual(['critical', 4]);
  });

  it('an incident that comes to light at once does not escalate', () => {
    const { reports, escalated } = watch({ resident: delayed(0) }, (s) => {
      s.incidents.kinds.matter.escalationPerDay = 1000;
    });
    expect(escalated).toEqual([]);
    expect(new Set(reports.map(({ severity }) => severity))).toEqual(new Set(['minor']));
  });
});

describe('further reports', () => {
  it('bear the identity of the first, come in its number and stop when it is over', () => {
    const twice = (s: Scenario) => {
      s.incidents.kinds.matter.duplicates = 2;
      s.incidents.kinds.matter.perDay = 200;
      s.incidents.duplicateHours = exactly(0.5);
    };
    const { reports, occurred, play } = watch({ resident: delayed(0) }, twice);
    const further = reports.length - new Set(reports.map(({ identity }) => identity)).size;
    expect(play.field.counts().duplicates).toBe(further);
    // Poisson's, two for each incident, half an hour later.
    const expected = 2 * shifted(occurred, 0.5).length;
    expect(Math.abs(further - expected)).toBeLessThan(3 * Math.sqrt(expected));
    const scenario = setting((s) => {
      s.incidents.kinds.matter = kind();
      twice(s);
    });
    const ended = new Play(scenario);
    while (ended.now < 2 * DAY) ended.order({ type: 'reject', incident: ended.reported().incident, reason: 'none' });
    expect(ended.field.counts().duplicates).toBe(0);
  });
});

describe('the limit told with a report', () => {
  it('runs on the clock that the kind names', () => {
    const natural = watch({ resident: delayed(0) }).reports;
    for (const { at, handleBy } of natural) expect(handleBy).toBe(at + DAY);
    const working = watch({ resident: delayed(0) }, (s) => {
      s.incidents.kinds.matter.limits.handle = { hours: 10, clock: 'working' };
      s.incidents.kinds.matter.limits.close = { hours: 20, clock: 'working' };
    }).reports;
    // Ten hours are one working day from 08:00 to 18:00.
    for (const { at, handleBy } of working) {
      const inDay = at % DAY;
      const midnight = at - inDay;
      const expected = inDay < 8 * HOUR ? 18 * HOUR : inDay <= 18 * HOUR ? DAY + inDay : DAY + 18 * HOUR;
      expect(handleBy).toBeCloseTo(midnight + expected, 5);
    }
  });
});
