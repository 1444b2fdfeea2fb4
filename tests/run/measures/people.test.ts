import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DutyPattern } from '../../../src/field/staffing/duty.ts';
import { OnClock } from '../../../src/run/measures/on-clock.ts';
import type { Measures } from '../../../src/run/result.ts';
import { simulate } from '../../../src/run/simulate.ts';
import { evenly } from '../../evenly.ts';
import { little } from '../little.ts';

const WEEK = 7 * 86_400;

/** Seconds on duty between two times, counted minute by minute. */
function secondsOn(pattern: DutyPattern, from: number, to: number): number {
  let seconds = 0;
  for (let t = from; t < to; ) {
    const next = Math.min(to, (Math.floor(t / 60) + 1) * 60);
    if (pattern.isOn(t)) seconds += next - t;
    t = next;
  }
  return seconds;
}

test('the duty clock agrees with the pattern, from any weekday on and over midnight', () => {
  const spell = fc.tuple(evenly(0, 3 * WEEK), fc.oneof(evenly(0, 3600), evenly(0, WEEK)));
  const spells = [
    { from: '22:00', to: '06:30', days: [5, 7] },
    { from: '08:30', to: '12:00', days: [1, 2] },
  ];
  fc.assert(
    fc.property(fc.array(spell, { minLength: 5 }), fc.integer({ min: 1, max: 7 }), (asked, weekday) => {
      const pattern = new DutyPattern(spells, weekday);
      const clock = new OnClock(pattern);
      for (const [from, length] of asked) {
        expect(clock.between(from, from + length)).toBeCloseTo(secondsOn(pattern, from, from + length), 3);
      }
    }),
    { numRuns: 30 },
  );
});

describe('people in a run', () => {
  const measured = async (set: readonly string[]): Promise<Measures> => {
    const { scenario, city } = await little(set);
    return (await simulate({ scenario, city, replications: 1, threads: 1, backend: 'embedded' })).measures;
  };
  const value = (measures: Measures, name: string) => measures[name].value ?? Number.NaN;

  test('are busy with the sum of what they do, and never more than all the time', async () => {
    const measures = await measured([]);
    const parts = ['patrol', 'job', 'travel', 'errand', 'outOfScope'].map((part) =>
      value(measures, `utilisation.worker.${part}`),
    );
    expect(parts.every((part) => part > 0)).toBe(true);
    expect(value(measures, 'utilisation.worker')).toBeCloseTo(
      parts.reduce((a, b) => a + b),
      9,
    );
    for (const [name, measure] of Object.entries(measures)) {
      if (name.startsWith('utilisation.') && measure.value !== null) expect(measure.value, name).toBeLessThanOrEqual(1);
    }
  });

  test('cost what their hours on duty cost', async () => {
    const none = [
      'liaisons.perMicroGrid',
      'communityStaff.perCommunity',
      'gridWorkers.leaveShare',
      'gridWorkers.vacancyShare',
    ];
    const { scenario, city } = await little(
      [...none, 'gridWorkers.restDaysPerWeek'].map((path) => `staffing.${path}=0`),
    );
    const teams = Object.fromEntries(
      Object.entries(scenario.staffing.teams).map(([name, team]) => [name, { ...team, costPerHour: 0 }]),
    );
    const plain = { ...scenario, staffing: { ...scenario.staffing, teams } };
    const { measures } = await simulate({ scenario: plain, city, replications: 1, threads: 1, backend: 'embedded' });
    const grids = city.gridKind.length;
    expect(value(measures, 'cost.perDay')).toBeCloseTo(grids * 9 * 30, 6);
  });

  test('without out-of-scope tasks spend no hours on them', async () => {
    const measures = await measured(['staffing.gridWorkers.outOfScope.perDay=0']);
    expect(value(measures, 'hours.outOfScope')).toBe(0);
    expect(value(measures, 'utilisation.worker.outOfScope')).toBe(0);
  });
});

test('who settles a case is who has handled it, whatever its level', async () => {
  const nobody = [
    'gridWorkers.perGrid',
    'gridWorkers.perExclusiveGrid',
    'liaisons.perMicroGrid',
    'communityStaff.perCommunity',
  ];
  const { scenario, city } = await little(nobody.map((path) => `staffing.${path}=0`));
  const run = { replications: 1, threads: 1, backend: 'embedded' };
  const { measures } = await simulate({ scenario, city, ...run });
  expect(measures['settled.grid'].value).toBe(0);
  expect(measures['settled.township'].value).toBeGreaterThan(0.1);
  const shares = ['grid', 'community', 'township', 'county', 'city'].map((level) => measures[`settled.${level}`].value);
  expect(shares.reduce((sum: number, share) => sum + (share ?? 0), 0)).toBeCloseTo(1, 9);
});
