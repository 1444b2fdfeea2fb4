import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WorkCalendar, weekdayOf } from '../../src/scenario/calendar.ts';
import type { Scenario } from '../../src/scenario/schema.ts';

type Limits = Pick<Scenario['limits'], 'workingHours' | 'workingDays'>;

const HOUR = 3600;
const DAY = 24 * HOUR;
const office = {
  workingHours: [
    { from: '08:30', to: '12:00' },
    { from: '14:00', to: '17:30' },
  ],
  workingDays: [1, 2, 3, 4, 5],
};
const at = (day: number, hour: number, minute = 0) => day * DAY + hour * HOUR + minute * 60;

describe('the clock of limits', () => {
  // Day 0 is Monday 8 August 2022.
  const calendar = new WorkCalendar(office, '2022-08-08');

  test.each([
    ['within a morning', at(0, 9), 2, at(0, 11)],
    ['over noon', at(0, 11), 4, at(0, 17)],
    ['to the very end of a morning', at(0, 8, 30), 3.5, at(0, 12)],
    ['over night', at(0, 16), 2, at(1, 9)],
    ['from the evening', at(0, 22), 1, at(1, 9, 30)],
    ['over a weekend', at(4, 17), 1, at(7, 9)],
    ['from a Sunday', at(6, 12), 7, at(7, 17, 30)],
    ['a whole week', at(2, 10), 35, at(9, 10)],
    ['nothing', at(6, 3), 0, at(6, 3)],
  ])('%s', (_name, from, hours, to) => {
    expect(calendar.addWorking(from, hours)).toBeCloseTo(to, 6);
  });

  test('names the days of the week from the start', () => {
    expect([0, 1, 6, 7].map((day) => calendar.weekday(day))).toEqual([1, 2, 7, 1]);
    expect(weekdayOf('2022-09-07', 0)).toBe(3);
    expect(weekdayOf('1969-12-31', 0)).toBe(3);
  });
});

const anyCalendar = fc
  .record({
    cuts: fc.uniqueArray(fc.integer({ min: 0, max: 95 }), { minLength: 2, maxLength: 8 }),
    workingDays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
    start: fc.date({ min: new Date('1990-01-01'), max: new Date('2050-01-01'), noInvalidDate: true }),
  })
  .map(({ cuts, workingDays, start }) => {
    const clock = (quarter: number) =>
      `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;
    const sorted = cuts.sort((a, b) => a - b);
    const workingHours = sorted
      .slice(0, sorted.length & ~1)
      .flatMap((from, index) => (index % 2 === 0 ? [{ from: clock(from), to: clock(sorted[index + 1] ?? 96) }] : []));
    const limits = { workingHours, workingDays };
    return { limits, start: start.toISOString().slice(0, 10) };
  });

describe('on any calendar', () => {
  const instant = fc.integer({ min: 0, max: 60 * 24 * 60 }).map((minute) => minute * 60);
  const hours = fc.integer({ min: 1, max: 400 }).map((quarter) => quarter / 4);

  test('as much working time passes as is added, and no later than it must', () => {
    fc.assert(
      fc.property(anyCalendar, instant, hours, ({ limits, start }, from, span) => {
        const calendar = new WorkCalendar(limits, start);
        const to = calendar.addWorking(from, span);
        expect(workingSeconds(limits, start, from, to)).toBeCloseTo(span * HOUR, 6);
        expect(workingSeconds(limits, start, from, to - 1)).toBeLessThan(span * HOUR);
      }),
    );
  });

  test('adding in two parts is adding at once, and later starts end no earlier', () => {
    fc.assert(
      fc.property(anyCalendar, instant, instant, hours, hours, ({ limits, start }, a, b, one, two) => {
        const calendar = new WorkCalendar(limits, start);
        expect(calendar.addWorking(calendar.addWorking(a, one), two)).toBeCloseTo(calendar.addWorking(a, one + two), 6);
        const [early, late] = a < b ? [a, b] : [b, a];
        expect(calendar.addWorking(early, one)).toBeLessThanOrEqual(calendar.addWorking(late, one));
      }),
    );
  });
});

/** Working time between two instants, counted window by window. */
function workingSeconds(limits: Limits, start: string, from: number, to: number): number {
  let seconds = 0;
  for (let day = Math.floor(from / DAY); day * DAY < to; day++) {
    if (!limits.workingDays.includes(weekdayOf(start, day))) continue;
    for (const { from: open, to: close } of limits.workingHours) {
      const opens = Math.max(from, day * DAY + minutes(open) * 60);
      const closes = Math.min(to, day * DAY + minutes(close) * 60);
      seconds += Math.max(0, closes - opens);
    }
  }
  return seconds;
}

function minutes(text: string): number {
  const [hour = 0, minute = 0] = text.split(':').map(Number);
  return hour * 60 + minute;
}
