import { describe, expect, it } from 'vitest';
import { tinyCity } from '../../src/city/tiny.ts';
import type { Observer } from '../../src/field/observer.ts';
import type { Order } from '../../src/port/orders.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { exactly, HOUR, kind, setting, team } from '../port/setting.ts';
import { Play } from './play.ts';

function play(change: (scenario: Scenario) => void = () => {}, observer: Partial<Observer> = {}): Play {
  const scenario = setting((s) => {
    s.staffing.teams.townTeam = team();
    s.staffing.teams.otherTeam = team({ matters: ['otherMatter'] });
    s.staffing.gridWorkers.perGrid = 1;
    s.staffing.volunteers.groupsPerCommunity = 1;
    s.incidents.kinds.matter = kind({ perDay: 20 });
    change(s);
  });
  return new Play(scenario, tinyCity({ townshipsPerUnit: 1 }), observer);
}

/** What hangs on an incident's number, which `incident` fills in. */
const orders = (incident: number, crew: number): Order[] => [
  { type: 'sign', incident, level: 'county' },
  { type: 'file', incident },
  { type: 'reject', incident, reason: 'none' },
  { type: 'merge', incident, into: incident },
  { type: 'assign', incident, crew, purpose: 'handle' },
  { type: 'transfer', incident, to: 'city' },
  { type: 'extend', incident, reason: 'none' },
  { type: 'suspend', incident },
  { type: 'reopen', incident },
  { type: 'close', incident },
];

describe('an order that does not fit is refused with the reason, and changes nothing but that', () => {
  it.each([-1, 0, 0.5, 7, 2 ** 40, Number.NaN, Number.POSITIVE_INFINITY])(
    'for incident %d, which nobody has reported',
    (incident) => {
      const p = play();
      const all = orders(incident, p.first('team'));
      expect(p.order(...all)).toEqual(all.map(() => 'unknownIncident'));
    },
  );

  it('for an incident that has not come to light', () => {
    const p = play((s) => {
      s.incidents.kinds.matter.found.resident.share = 0;
    });
    p.until(24 * HOUR);
    expect(p.field.counts().occurred).toBeGreaterThan(0);
    for (let incident = 0; incident < 20; incident++) {
      expect(p.order({ type: 'file', incident })).toEqual(['unknownIncident']);
    }
  });

  it('for an incident that has ended, and every time it is told what came of the order', () => {
    const p = play();
    const { incident } = p.reported();
    expect(p.order({ type: 'reject', incident, reason: 'none' })).toEqual([]);
    const all = orders(incident, p.first('team'));
    expect(p.order(...all)).toEqual(all.map(() => 'unknownIncident'));
    expect(p.seen.flatMap((n) => (n.type === 'refused' ? [n.order] : []))).toEqual(all);
    expect(p.field.counts().refused).toBe(all.length);
  });

  it.each([-1, 0.5, 1_000_000, Number.NaN])('for crew %d, which there is not', (crew) => {
    const p = play();
    const { incident } = p.reported();
    p.file(incident);
    expect(p.assign(incident, crew)).toEqual(['unknownCrew']);
    expect(p.order({ type: 'recall', crew })).toEqual(['unknownCrew']);
  });

  it('by the state of the incident', () => {
    const p = play((s) => {
      s.staffing.gridWorkers.perGrid = 0;
    });
    const crew = p.first('team');
    const { incident } = p.reported();
    const wrong = (...list: Order[]) => expect(p.order(...list)).toEqual(list.map(() => 'incidentState'));
    const close: Order = { type: 'close', incident };
    const reopen: Order = { type: 'reopen', incident };
    const extend: Order = { type: 'extend', incident, reason: 'none' };
    const suspend: Order = { type: 'suspend', incident };
    const assign = (purpose: 'verify' | 'handle' | 'check'): Order => ({ type: 'assign', incident, crew, purpose });
    wrong(close, reopen, extend, suspend, assign('handle'), assign('check'));
    expect(p.file(incident)).toEqual([]);
    wrong({ type: 'file', incident }, { type: 'reject', incident, reason: 'none' }, close, reopen, suspend);
    wrong(assign('verify'), assign('check'));
    expect(p.order(extend)).toEqual([]);
    wrong(extend);
    expect(p.order(assign('handle'))).toEqual([]);
    wrong(assign('handle'));
    p.outcome(incident, 'handled');
    wrong(extend, suspend, assign('handle'), assign('verify'));
    expect(p.order(close)).toEqual([]);
  });

  it('to a crew that is taken, to one without the power, and to volunteers who have not come', () => {
    const p = play((s) => {
      s.incidents.kinds.matter.settle = [0, 0, 1, 0, 0];
      s.incidents.kinds.matter.effortMinutes = exactly(6000);
    });
    const { incident } = p.reported();
    p.file(incident);
    const teams = [...Array(p.field.roster.crews).keys()].filter((crew) => p.field.roster.role(crew) === 'team');
    const mine = teams.filter((crew) => p.field.roster.matters(crew).includes('matter'));
    const others = teams.filter((crew) => p.field.roster.matters(crew).includes('otherMatter'));
    expect(p.assign(incident, p.first('worker'))).toEqual(['notAuthorised']);
    expect(p.assign(incident, p.first('volunteer'))).toEqual(['notAuthorised']);
    expect(p.assign(incident, others[0])).toEqual(['notAuthorised']);
    expect(p.assign(incident, mine[0])).toEqual([]);
    const next = p.reported().incident;
    p.file(next);
    expect(p.assign(next, mine[0])).toEqual(['crewTaken']);
    const unverified = p.reported().incident;
    expect(p.assign(unverified, p.first('volunteer'), 'verify')).toEqual(['crewGone']);
    expect(p.assign(unverified, p.first('worker'), 'verify')).toEqual([]);
  });

  it('to call up volunteers of a township that there is not, or that has none left', () => {
    const p = play();
    const callUp = (township: number): Order => ({ type: 'callUp', township, number: 10 });
    expect(p.order(callUp(-1), callUp(1), callUp(0.5))).toEqual(['unknownPool', 'unknownPool', 'unknownPool']);
    expect(p.order(callUp(0))).toEqual([]);
    expect(p.order(callUp(0))).toEqual(['unknownPool']);
  });

  it('to recall a crew that is at nothing', () => {
    const p = play();
    expect(p.order({ type: 'recall', crew: p.first('team') })).toEqual(['crewGone']);
  });
});

describe('orders', () => {
  it('call a crew off, which leaves the incident to another', () => {
    const p = play((s) => {
      s.staffing.teams.townTeam.number = 2;
    });
    const [a, b] = [...Array(p.field.roster.crews).keys()].filter((crew) =>
      p.field.roster.matters(crew).includes('matter'),
    );
    const { incident } = p.reported();
    p.file(incident);
    p.assign(incident, a);
    p.crew(a, 'accepted');
    expect(p.assign(incident, b)).toEqual(['incidentState']);
    expect(p.order({ type: 'recall', crew: a })).toEqual([]);
    expect(p.assign(incident, b)).toEqual([]);
    expect(p.outcome(incident, 'handled').crew).toBe(b);
  });

  it('extend both limits by once what they were', () => {
    const limits: number[] = [];
    const watched = play(() => {}, {
      ended(slot) {
        const { handleBy, closeBy } = watched.field.world.incidents;
        limits.push(handleBy[slot], closeBy[slot]);
      },
    });
    const { incident } = watched.reported();
    watched.file(incident);
    const at = watched.now;
    watched.order({ type: 'extend', incident, reason: 'parts' });
    watched.assign(incident, watched.first('team'));
    watched.outcome(incident, 'handled');
    watched.order({ type: 'close', incident });
    expect(limits).toEqual([at + 48 * HOUR, at + 96 * HOUR]);
    expect(watched.field.counts().extended).toBe(1);
  });

  it('put a lagging case onto the ledger, on which nobody is sent until the lag is over', () => {
    const p = play((s) => {
      s.incidents.kinds.matter.lag = { share: 1, hours: exactly(40) };
      s.incidents.kinds.matter.siteVisits = [0, 1, 0];
    });
    const crew = p.first('team');
    const { incident } = p.reported();
    p.file(incident);
    p.assign(incident, crew);
    const lagging = p.outcome(incident, 'lagging');
    expect(p.order({ type: 'suspend', incident })).toEqual([]);
    expect(p.order({ type: 'suspend', incident })).toEqual(['incidentState']);
    expect(p.field.counts().suspended).toBe(1);
    expect(p.assign(incident, crew)).toEqual(['incidentState']);
    const due = p.outcome(incident, 'visitDue');
    expect(due.at).toBeCloseTo(lagging.expected, 6);
    expect(p.assign(incident, crew)).toEqual([]);
  });

  it('merge a further report into what it repeats, and nothing else into anything', () => {
    const p = play((s) => {
      s.incidents.kinds.matter.duplicates = 3;
      s.incidents.kinds.matter.perDay = 5;
    });
    const first = p.reported();
    p.file(first.incident);
    let again = p.reported();
    while (again.identity !== first.identity) again = p.reported();
    const merge = (incident: number, into: number): Order => ({ type: 'merge', incident, into });
    expect(p.order(merge(first.incident, again.incident))).toEqual(['incidentState']);
    expect(p.order(merge(again.incident, again.incident))).toEqual(['unknownIncident']);
    expect(p.order(merge(again.incident, first.incident))).toEqual([]);
    expect(p.order(merge(again.incident, first.incident))).toEqual(['unknownIncident']);
    expect(p.field.counts()).toMatchObject({ merged: 1, rejected: 0, closed: 0 });
  });
});
