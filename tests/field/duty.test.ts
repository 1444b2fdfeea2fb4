import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Field } from '../../src/field/field.ts';
import { SILENT } from '../../src/field/observer.ts';
import { DutyPattern } from '../../src/field/staffing/duty.ts';
import { weekdayOf } from '../../src/scenario/calendar.ts';
import type { Spell } from '../../src/scenario/schema.ts';
import { evenly } from '../evenly.ts';
import { always, DAY, HOUR, MINUTE } from '../port/setting.ts';
import { little } from '../run/little.ts';

const WEEK = 7 * DAY;

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const spell: fc.Arbitrary<Spell> = fc
  .record({
    from: fc.integer({ min: 0, max: 1439 }),
    to: fc.integer({ min: 0, max: 1440 }),
    days: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), { nil: undefined }),
  })
  .filter(({ from, to }) => from !== to)
  .map(({ from, to, days }) => ({ from: clock(from), to: clock(to), ...(days && { days }) }));
const spells = fc.array(spell, { minLength: 1, maxLength: 3 });
const weekday = fc.integer({ min: 1, max: 7 });
const time = evenly(0, 30 * DAY);

const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

/** The plain meaning of spells: is one of them under way, begun today or yesterday? */
function isOn(list: readonly Spell[], firstWeekday: number, at: number): boolean {
  const day = Math.floor(at / DAY);
  return list.some(({ from, to, days }) => {
    const length = ((minutes(to) - minutes(from) + 1440 - 1) % 1440) + 1;
    return [day, day - 1].some((begun) => {
      const start = begun * DAY + minutes(from) * MINUTE;
      const weekdayBegun = ((((firstWeekday - 1 + begun) % 7) + 7) % 7) + 1;
      return (days ?? [1, 2, 3, 4, 5, 6, 7]).includes(weekdayBegun) && at >= start && at < start + length * MINUTE;
    });
  });
}

describe('a duty pattern', () => {
  it('is on duty exactly while one of its spells is under way', () => {
    fc.assert(
      fc.property(spells, weekday, fc.array(time, { minLength: 20, maxLength: 20 }), (list, first, times) => {
        const pattern = new DutyPattern(list, first);
        for (const at of times) expect(pattern.isOn(at)).toBe(isOn(list, first, at));
      }),
      { numRuns: 60 },
    );
  });

  it('is next on duty at the first minute that is', () => {
    fc.assert(
      fc.property(spells, weekday, fc.array(time, { minLength: 5, maxLength: 5 }), (list, first, times) => {
        const pattern = new DutyPattern(list, first);
        for (const at of times) {
          let expected = at;
          while (!isOn(list, first, expected)) expected = (Math.floor(expected / MINUTE) + 1) * MINUTE;
          expect(pattern.nextOn(at)).toBe(expected);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('tells its stretches and minutes of the week as the pattern is', () => {
    fc.assert(
      fc.property(spells, weekday, (list, first) => {
        const pattern = new DutyPattern(list, first);
        const monday = (8 - first) * DAY;
        const on = Array.from({ length: WEEK / MINUTE }, (_, minute) => isOn(list, first, monday + minute * MINUTE));
        const told = on.map((_, minute) => pattern.spells.some(([from, to]) => minute >= from && minute < to));
        expect(told).toEqual(on);
        expect(pattern.minutesPerWeek).toBe(on.filter(Boolean).length);
      }),
      { numRuns: 10 },
    );
  });

  it('starts when somebody comes on who was not on before', () => {
    const pattern = new DutyPattern(
      [
        { from: '20:00', to: '06:00', days: [7] },
        { from: '05:00', to: '07:00', days: [1] },
      ],
      3,
    );
    expect(pattern.starts).toEqual([(6 * DAY + 20 * HOUR) / MINUTE]);
    expect(pattern.minutesPerWeek).toBe(11 * 60);
    // Day 0 is a Wednesday, so Sunday is day 4.
    expect(pattern.nextOn(0)).toBe(4 * DAY + 20 * HOUR);
  });

  it('may be always or never on duty', () => {
    expect(new DutyPattern([always], 1).minutesPerWeek).toBe(7 * 1440);
    expect(new DutyPattern([], 1).nextOn(0)).toBe(Number.POSITIVE_INFINITY);
  });
});

it.each(['2022-08-08', '2022-08-11', '2022-08-14'])(
  'from %s on everybody is on duty as told beforehand, asked in any order of times',
  async (start) => {
    const overSunday = 'staffing.teams.townDuty.duty=[{from: "22:07", to: "06:13", days: [3, 7]}]';
    const { scenario, city } = await little([`horizon.start=${start}`, overSunday]);
    const { roster } = new Field(scenario, city, 0, SILENT, []);
    const days = 30;
    const shift = (weekdayOf(scenario.horizon.start, 0) - 1) * DAY;
    const told = Array.from({ length: roster.crews }, (_, crew) => roster.duty(crew, 0, days));
    const onNights = told.flatMap(({ weekly }, crew) => (weekly.some(([from]) => from % 60 === 7) ? [crew] : []));
    const crew = fc.oneof(fc.integer({ min: 0, max: roster.crews - 1 }), fc.constantFrom(...onNights));
    const at = evenly(0, (days - 1) * DAY);
    const soon = evenly(0, DAY);
    const about = fc.tuple(fc.array(crew, { minLength: 9 }), at, fc.array(soon, { minLength: 9, maxLength: 9 }));
    fc.assert(
      fc.property(about, ([crews, from, delays]) => {
        for (const [i, delay] of delays.entries()) {
          const who = crews[i];
          const when = from + delay;
          const minute = Math.floor(((when + shift) % WEEK) / MINUTE);
          const inSpell = told[who].weekly.some(([from, to]) => minute >= from && minute < to);
          expect(roster.onDuty(who, when)).toBe(inSpell && !told[who].off.includes(Math.floor(when / DAY)));
        }
      }),
      { numRuns: 150 },
    );
  },
);
