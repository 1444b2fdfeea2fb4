import { describe, expect, it } from 'vitest';
import type { Notice } from '../../src/port/notices.ts';
import type { Order } from '../../src/port/orders.ts';
import type { Roster } from '../../src/port/roster.ts';
import { Assignments, Cases } from './bookkeeping.ts';
import { DAY, HOUR } from './setting.ts';

/** The suite's own books must notice what a backend does wrong. */

const roster: Roster = {
  crews: 3,
  role: (crew) => (crew === 2 ? 'volunteer' : 'worker'),
  level: () => 'grid',
  matters: () => [],
  home: () => ({ micro: 0, grid: 0, community: 0, township: 0, unit: 0 }),
  x: () => 0,
  y: () => 0,
  onDuty: (_, at) => at % DAY < 12 * HOUR,
  dutyStarts: [0],
  duty: () => ({ weekly: [[0, 720]], off: [] }),
};

const reported = (incident: number, severity: 'minor' | 'severe', crews = 1): Notice => ({
  type: 'reported',
  at: 0,
  incident,
  identity: incident,
  kind: 'matter',
  matter: 'matter',
  severity,
  channel: 'urban',
  finder: 'resident',
  finderCrew: -1,
  micro: 0,
  x: 0,
  y: 0,
  level: 'grid',
  crews,
  handleBy: DAY,
});
const assign = (incident: number, crew: number): Order => ({ type: 'assign', incident, crew, purpose: 'handle' });
const crewIs = (crew: number, status: 'finished' | 'available' | 'offDuty', incident = -1): Notice => ({
  type: 'crew',
  at: 0,
  crew,
  status,
  incident,
  x: 0,
  y: 0,
});

function wrongs(...said: (Notice | readonly [Order, number])[]): string[] {
  const books = new Assignments(roster);
  for (const what of said) {
    if ('type' in what) books.heard(what, 0);
    else books.ordered(what[0], what[1]);
  }
  return books.wrong.map(({ why }) => why);
}

describe('the books on assignments', () => {
  it('accept a crew on duty that is free, or that a severe case calls off a lesser one', () => {
    expect(wrongs(reported(1, 'minor'), [assign(1, 0), 0], reported(2, 'severe'), [assign(2, 0), 0])).toEqual([]);
    expect(wrongs(reported(1, 'minor'), [assign(1, 0), 0], crewIs(0, 'finished', 1), [assign(1, 0), 0])).toEqual([]);
  });

  it('accept another for a crew that is recalled', () => {
    const recall: Order = { type: 'recall', crew: 0 };
    expect(wrongs(reported(1, 'minor'), [assign(1, 0), 0], [recall, 0], [assign(1, 1), 0])).toEqual([]);
  });

  it('notice who is off duty', () => {
    expect(wrongs(reported(1, 'minor'), [assign(1, 0), 13 * HOUR])).toEqual(['offDuty']);
    expect(wrongs(reported(1, 'minor'), [assign(1, 2), 0])).toEqual(['offDuty']);
    expect(wrongs(reported(1, 'minor'), crewIs(2, 'available'), [assign(1, 2), 13 * HOUR])).toEqual([]);
    expect(wrongs(reported(1, 'minor'), crewIs(2, 'available'), crewIs(2, 'offDuty'), [assign(1, 2), 0])).toEqual([
      'offDuty',
    ]);
  });

  it('notice who is at a job already', () => {
    const first = [reported(1, 'minor'), [assign(1, 0), 0]] as const;
    expect(wrongs(...first, reported(2, 'minor'), [assign(2, 0), 0])).toEqual(['atAJob']);
    expect(wrongs(reported(1, 'severe'), [assign(1, 0), 0], reported(2, 'severe'), [assign(2, 0), 0])).toEqual([
      'atAJob',
    ]);
  });

  it('notice one crew too many', () => {
    expect(wrongs(reported(1, 'minor', 2), [assign(1, 0), 0], [assign(1, 1), 0])).toEqual([]);
    expect(wrongs(reported(1, 'minor'), [assign(1, 0), 0], [assign(1, 1), 0])).toEqual(['notNeeded']);
  });
});

describe('the books on cases', () => {
  it('miss what was never signed, never decided, or decided by an order that was refused', () => {
    const cases = new Cases();
    for (const incident of [1, 2, 3]) cases.heard(reported(incident, 'minor'), 0);
    cases.ordered({ type: 'sign', incident: 1, level: 'city' }, 0);
    cases.ordered({ type: 'file', incident: 1 }, 0);
    const merge: Order = { type: 'merge', incident: 2, into: 1 };
    cases.ordered(merge, 0);
    cases.heard({ type: 'refused', at: 0, order: merge, reason: 'incidentState' }, 0);
    expect(cases.unsigned().map(({ incident }) => incident)).toEqual([2, 3]);
    expect(cases.undecided().map(({ incident }) => incident)).toEqual([2, 3]);
  });
});
