import { describe, expect, it } from 'vitest';
import { tinyCity } from '../../src/city/tiny.ts';
import type { Notice } from '../../src/port/notices.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { DAY, exactly, HOUR, kind, MINUTE, setting } from '../port/setting.ts';
import { Play } from './play.ts';

const GROUPS = 3;
const STAY = 4 * HOUR;
const GATHER = 30 * MINUTE;

function play(change: (scenario: Scenario) => void = () => {}): Play {
  const scenario = setting((s) => {
    s.staffing.volunteers.groupsPerCommunity = GROUPS;
    s.incidents.kinds.matter = kind({ perDay: 30 });
    change(s);
  });
  return new Play(scenario, tinyCity({ townshipsPerUnit: 2, communitiesPerTownship: 1 }));
}

const groups = (p: Play, township: number) =>
  [...Array(p.field.roster.crews).keys()].filter((crew) => p.field.roster.home(crew).township === township);

const callUp = (township: number, number: number) => ({ type: 'callUp', township, number }) as const;

describe('volunteers called up', () => {
  it('gather, as many as were called, from their township, and leave after their stay', () => {
    const p = play();
    p.until(1000);
    expect(p.order(callUp(1, 2))).toEqual([]);
    p.until(DAY);
    const heard = p.seen.flatMap((n) => (n.type === 'crew' ? [n] : []));
    const called = groups(p, 1).slice(0, 2);
    expect(heard.map(({ crew, status, at }) => [crew, status, at])).toEqual([
      ...called.map((crew) => [crew, 'available', 1000 + GATHER]),
      ...called.map((crew) => [crew, 'offDuty', 1000 + GATHER + STAY]),
    ]);
  });

  it('do not all answer', () => {
    const p = play((s) => {
      s.staffing.volunteers.groupsPerCommunity = 20;
      s.staffing.volunteers.answerShare = 0.5;
    });
    for (let day = 0; day < 20; day++) {
      p.until(day * DAY);
      p.order(callUp(0, 20));
    }
    p.until(20 * DAY);
    const came = p.heard((n) => n.type === 'crew' && n.status === 'available');
    expect(Math.abs(came - 200)).toBeLessThan(3 * Math.sqrt(400 * 0.5 * 0.5));
  });

  it('serve while they are there, finish what they began, and are not sent before or after', () => {
    const p = play((s) => {
      s.incidents.kinds.matter.effortMinutes = exactly(300);
    });
    const { incident } = p.reported();
    p.file(incident);
    const [crew] = groups(p, 0);
    expect(p.assign(incident, crew)).toEqual(['crewGone']);
    p.order(callUp(0, 1));
    const came = p.crew(crew, 'available').at;
    expect(p.assign(incident, crew)).toEqual([]);
    expect(p.crew(crew, 'accepted').at).toBe(came);
    const handled = p.outcome(incident, 'handled');
    expect(handled.at).toBeGreaterThan(came + STAY);
    expect(p.heard((n) => n.type === 'crew' && n.crew === crew && n.status === 'offDuty' && n.at === handled.at)).toBe(
      1,
    );
    const next = p.reported().incident;
    p.file(next);
    expect(p.assign(next, crew)).toEqual(['crewGone']);
  });

  it('set out when they have accepted, if that takes them any time', () => {
    const p = play((s) => {
      s.staffing.volunteers.acceptMinutes = exactly(7);
    });
    const { incident } = p.reported();
    p.file(incident);
    const [crew] = groups(p, 0);
    p.order(callUp(0, 1));
    const came = p.crew(crew, 'available').at;
    p.assign(incident, crew);
    expect(p.crew(crew, 'accepted').at).toBe(came + 7 * MINUTE);
  });

  it('who leave before they have seen an order say so, and another can be sent', () => {
    const p = play((s) => {
      s.incidents.kinds.matter.severity = [0, 0, 1, 0];
      s.staffing.urgentAcceptMinutes = exactly(60);
      s.staffing.communityStaff.perCommunity = 1;
    });
    const { incident } = p.reported();
    p.file(incident);
    const crew = groups(p, 0).find((one) => p.field.roster.role(one) === 'volunteer') ?? -1;
    p.order(callUp(0, 1));
    const came = p.crew(crew, 'available').at;
    p.until(came + STAY - 30 * MINUTE);
    expect(p.assign(incident, crew)).toEqual([]);
    p.until(came + STAY + 2 * HOUR);
    const told = (n: Notice) =>
      n.type === 'crew' && n.incident === incident && (n.status === 'offDuty' || n.status === 'declined');
    expect(p.heard(told)).toBe(1);
    p.order({ type: 'recall', crew });
    expect(p.assign(incident, p.first('communityStaff'))).toEqual([]);
    p.outcome(incident, 'handled');
  });

  it('again while they are still at their last job are not free before it is done', () => {
    const p = play((s) => {
      s.incidents.kinds.matter.effortMinutes = exactly(600);
    });
    const { incident } = p.reported();
    p.file(incident);
    const [crew] = groups(p, 0);
    p.order(callUp(0, 1));
    const came = p.crew(crew, 'available').at;
    p.assign(incident, crew);
    p.until(came + STAY + 1);
    p.order(callUp(0, GROUPS));
    const handled = p.outcome(incident, 'handled').at;
    const free = p.seen.filter((n) => n.type === 'crew' && n.crew === crew && n.status === 'available' && n.at > came);
    expect(free.filter(({ at }) => at < handled)).toEqual([]);
  });

  it('while they gather cannot be sent to a case that then waits for ever', () => {
    const p = play();
    const { incident } = p.reported();
    p.file(incident);
    const [crew] = groups(p, 0);
    p.order(callUp(0, 1));
    const early = p.assign(incident, crew);
    p.crew(crew, 'available');
    if (early.length > 0) expect(p.assign(incident, crew)).toEqual([]);
    p.outcome(incident, 'handled');
  });
});
