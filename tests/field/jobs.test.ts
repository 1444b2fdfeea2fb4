import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../src/scenario/schema.ts';
import { AT_NINE, always, DAY, exactly, HOUR, MINUTE } from '../port/setting.ts';
import { filed, withTeam } from './one-team.ts';

describe('the way of one job', () => {
  it.each([
    ['none', () => 0],
    ['straight', (dx: number, dy: number) => Math.hypot(dx, dy) / 8],
    ['rightAngle', (dx: number, dy: number) => (Math.abs(dx) + Math.abs(dy)) / 8],
  ] as const)('takes acceptance, travel by the metric %s and effort, to the second', (metric, travel) => {
    const play = withTeam((s) => {
      s.travel.metric = metric;
    });
    const crew = play.first('team');
    const report = filed(play);
    const ordered = play.now;
    play.assign(report.incident, crew);
    const accepted = play.crew(crew, 'accepted');
    expect(accepted.at).toBeCloseTo(ordered + MINUTE, 6);
    const arrived = play.crew(crew, 'arrived');
    expect([arrived.x, arrived.y]).toEqual([report.x, report.y]);
    const way = travel(report.x - play.field.roster.x(crew), report.y - play.field.roster.y(crew));
    expect(arrived.at - accepted.at).toBeCloseTo(way, 6);
    const handled = play.outcome(report.incident, 'handled');
    expect(handled.at - arrived.at).toBeCloseTo(30 * MINUTE, 6);
    expect(handled.crew).toBe(crew);
  });

  it('starts from where the last job left the crew', () => {
    const play = withTeam();
    const crew = play.first('team');
    const first = filed(play);
    play.assign(first.incident, crew);
    play.outcome(first.incident, 'handled');
    const second = filed(play);
    play.assign(second.incident, crew);
    const accepted = play.crew(crew, 'accepted');
    const sameDay = Math.floor(accepted.at / DAY) === Math.floor(first.at / DAY);
    const from = sameDay ? first : { x: play.field.roster.x(crew), y: play.field.roster.y(crew) };
    const way = Math.hypot(second.x - from.x, second.y - from.y) / 8;
    expect(play.crew(crew, 'arrived').at - accepted.at).toBeCloseTo(way, 6);
  });

  it('waits for the next shift of a crew that has gone off duty', () => {
    const play = withTeam((s) => {
      s.staffing.teams.townTeam.duty = [{ from: '10:00', to: '11:00' }];
      s.incidents.kinds.matter.hours = AT_NINE;
    });
    const crew = play.first('team');
    const report = filed(play);
    play.assign(report.incident, crew);
    const shift = Math.floor(report.at / DAY) * DAY + 10 * HOUR;
    expect(play.crew(crew, 'accepted').at).toBe(shift);
  });

  it('with two crews starts when the second arrives and frees both', () => {
    const play = withTeam((s) => {
      s.staffing.teams.townTeam.number = 3;
      s.incidents.kinds.matter.crews = [2, 2, 2, 2];
      s.travel.metric = 'none';
    });
    const [a, b, c] = [0, 1, 2];
    const report = filed(play);
    play.assign(report.incident, a);
    play.crew(a, 'arrived');
    play.until(play.now + 3 * HOUR);
    expect(play.assign(report.incident, b)).toEqual([]);
    expect(play.assign(report.incident, c)).toEqual(['incidentState']);
    const second = play.crew(b, 'arrived');
    const handled = play.outcome(report.incident, 'handled');
    expect(handled.at - second.at).toBeCloseTo(30 * MINUTE, 6);
    for (const crew of [a, b]) {
      const next = filed(play);
      expect(play.assign(next.incident, crew)).toEqual([]);
    }
  });

  it('lags without occupying anybody', () => {
    const play = withTeam((s) => {
      s.incidents.kinds.matter.lag = { share: 1, hours: exactly(50) };
      s.incidents.kinds.matter.perDay = 20;
    });
    const crew = play.first('team');
    const report = filed(play);
    play.assign(report.incident, crew);
    const lagging = play.outcome(report.incident, 'lagging');
    expect(lagging.expected - lagging.at).toBeCloseTo(50 * HOUR, 6);
    const other = filed(play);
    expect(play.assign(other.incident, crew)).toEqual([]);
    expect(play.crew(crew, 'accepted').at).toBeLessThan(lagging.expected);
    const handled = play.outcome(report.incident, 'handled');
    expect(handled.at).toBeCloseTo(lagging.expected, 6);
    expect(handled.crew).toBe(-1);
  });

  it('comes again as often as the matter needs', () => {
    const play = withTeam((s) => {
      s.incidents.kinds.matter.siteVisits = [0, 0, 1];
    });
    const crew = play.first('team');
    const report = filed(play);
    for (const result of ['visitDue', 'visitDue', 'handled'] as const) {
      expect(play.assign(report.incident, crew)).toEqual([]);
      const arrived = play.crew(crew, 'arrived');
      expect(play.outcome(report.incident, result).at - arrived.at).toBeCloseTo(30 * MINUTE, 6);
    }
  });
});

describe('what a look on site brings', () => {
  it('finds nothing where there is nothing', () => {
    const play = withTeam((s) => {
      s.incidents.kinds.matter.falseAlarm = 1;
    });
    const crew = play.first('team');
    const report = play.reported();
    expect(play.field.counts()).toMatchObject({ occurred: 0, reported: 0, falseAlarms: 1 });
    play.assign(report.incident, crew, 'verify');
    const arrived = play.crew(crew, 'arrived');
    expect(play.outcome(report.incident, 'notFound').at - arrived.at).toBeCloseTo(5 * MINUTE, 6);
    play.order({ type: 'reject', incident: report.incident, reason: 'nothing there' });
    expect(play.field.counts()).toMatchObject({ reported: 0, rejected: 0, falseAlarms: 1 });
  });

  it('confirms what is there', () => {
    const play = withTeam();
    const report = play.reported();
    play.assign(report.incident, play.first('team'), 'verify');
    expect(play.outcome(report.incident, 'confirmed').purpose).toBe('verify');
  });

  it('sends work back once and no more', () => {
    const play = withTeam((s) => {
      s.incidents.kinds.matter.rework = 1;
    });
    const crew = play.first('team');
    const report = filed(play);
    const work = () => {
      play.assign(report.incident, crew);
      const arrived = play.crew(crew, 'arrived');
      expect(play.outcome(report.incident, 'handled').at - arrived.at).toBeCloseTo(30 * MINUTE, 6);
      play.assign(report.incident, crew, 'check');
    };
    work();
    play.outcome(report.incident, 'failed');
    play.order({ type: 'reopen', incident: report.incident });
    work();
    play.outcome(report.incident, 'passed');
    play.order({ type: 'close', incident: report.incident });
    expect(play.field.counts()).toMatchObject({ reworked: 1, closed: 1, filed: 1 });
  });

  it('is returned once by the wrong department, and taken on the second order', () => {
    const play = withTeam((s) => {
      s.incidents.kinds.matter.wrongDepartment = 1;
    });
    const crew = play.first('team');
    const report = filed(play);
    play.assign(report.incident, crew);
    play.crew(crew, 'declined');
    play.assign(report.incident, crew);
    play.crew(crew, 'accepted');
    play.outcome(report.incident, 'handled');
  });
});

describe('acceptance', () => {
  /** A worker who visits one micro-grid for two hours, from just after 16:00 on; on duty from 08:00 to 17:00. */
  const patrolling = (change: (scenario: Scenario) => void = () => {}) =>
    withTeam((s) => {
      s.patrol.enabled = true;
      s.patrol.windows = [{ from: '16:00', to: '16:30' }];
      s.patrol.roundsPerDay = 1;
      s.patrol.dwellMinutes = 120;
      s.travel.metric = 'none';
      s.staffing.gridWorkers.perGrid = 1;
      s.incidents.hourProfiles.four = Array.from({ length: 24 }, () => 0).with(16, 1);
      s.incidents.kinds.matter.hours = 'four';
      change(s);
    });

  it('waits for the end of the present visit', () => {
    const play = patrolling((s) => {
      s.staffing.gridWorkers.duty = [always];
    });
    const report = filed(play);
    play.until(Math.floor(report.at / DAY) * DAY + 17 * HOUR);
    const crew = play.first('worker');
    play.assign(report.incident, crew);
    const accepted = play.crew(crew, 'accepted');
    const visited = play.seen.findLast((n) => n.type === 'passed' && n.crew === crew);
    expect(accepted.at).toBe(visited?.at);
    expect(accepted.at).toBeGreaterThanOrEqual(Math.floor(report.at / DAY) * DAY + 18 * HOUR);
  });

  it('waits for the start of the next shift when the visit outlasts this one', () => {
    const play = patrolling((s) => {
      s.staffing.gridWorkers.duty = [{ from: '08:00', to: '17:00' }];
    });
    const report = filed(play);
    const midnight = Math.floor(report.at / DAY) * DAY;
    play.until(Math.max(play.now, midnight + 16 * HOUR + 30 * MINUTE));
    const crew = play.first('worker');
    play.assign(report.incident, crew);
    expect(play.crew(crew, 'accepted').at).toBe(midnight + DAY + 8 * HOUR);
  });
});
