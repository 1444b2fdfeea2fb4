import { DAY, HOUR, MINUTE, WEEK } from '../kernel/time.ts';
import type { Limit, Scenario } from './schema.ts';
import { minutesOfDay } from './terms.ts';

/** 1 = Monday .. 7 = Sunday of day `day` (0 = the date `startDate`, "YYYY-MM-DD"). */
export function weekdayOf(startDate: string, day: number): number {
  const daysSince1970 = Date.parse(`${startDate}T00:00:00Z`) / 1000 / DAY + day;
  // 1 January 1970 was a Thursday.
  return ((((daysSince1970 + 3) % 7) + 7) % 7) + 1;
}

/**
 * Local date and time, to the minute and without a zone, of a simulated time (seconds since the midnight of `startDate`):
 * "2022-08-08T09:30".
 */
export function isoTime(startDate: string, at: number): string {
  return new Date(Date.parse(`${startDate}T00:00Z`) + at * 1000).toISOString().slice(0, 16);
}

/** The same for people: "2022-08-08 09:30". */
export function localTime(startDate: string, at: number): string {
  return isoTime(startDate, at).replace('T', ' ');
}

/**
 * The clock of limits in working time: it runs in `limits.workingHours` on `limits.workingDays` and stands still
 * otherwise (public holidays are left out). Times are seconds since local midnight of `startDate`; a day has 86,400 s.
 */
export class WorkCalendar {
  readonly #startDate: string;
  /** Seconds from Monday's midnight to the scenario's start. */
  readonly #offset: number;
  /** Start and end of the week's windows, seconds since Monday's midnight, and the working time before each. */
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #before: number[] = [];
  readonly #perWeek: number;

  constructor(limits: Pick<Scenario['limits'], 'workingHours' | 'workingDays'>, startDate: string) {
    this.#startDate = startDate;
    this.#offset = (weekdayOf(startDate, 0) - 1) * DAY;
    let total = 0;
    for (const day of [...limits.workingDays].sort((a, b) => a - b)) {
      for (const { from, to } of limits.workingHours) {
        const start = (day - 1) * DAY + minutesOfDay(from) * MINUTE;
        const end = (day - 1) * DAY + minutesOfDay(to) * MINUTE;
        this.#starts.push(start);
        this.#ends.push(end);
        this.#before.push(total);
        total += end - start;
      }
    }
    this.#perWeek = total;
  }

  /** The earliest instant at which `hours` of working time have passed since `t`; `t` itself for none. */
  addWorking(t: number, hours: number): number {
    if (hours <= 0) return t;
    const goal = this.#elapsed(t) + hours * HOUR;
    let week = Math.floor(goal / this.#perWeek);
    let rest = goal - week * this.#perWeek;
    if (rest === 0) {
      week -= 1;
      rest = this.#perWeek;
    }
    let index = this.#before.length - 1;
    while (index > 0 && this.#before[index] >= rest) index -= 1;
    return week * WEEK + this.#starts[index] + (rest - this.#before[index]) - this.#offset;
  }

  /** When a time limit that starts at `t` runs out. */
  deadline({ hours, clock }: Limit, t: number): number {
    return clock === 'working' ? this.addWorking(t, hours) : t + hours * HOUR;
  }

  /** 1 = Monday .. 7 = Sunday of a day since the scenario's start. */
  weekday(day: number): number {
    return weekdayOf(this.#startDate, day);
  }

  /** Working seconds since midnight of the Monday on or before the scenario's start. */
  #elapsed(t: number): number {
    const sinceMonday = t + this.#offset;
    const week = Math.floor(sinceMonday / WEEK);
    const inWeek = sinceMonday - week * WEEK;
    let index = this.#starts.length - 1;
    while (index >= 0 && this.#starts[index] > inWeek) index -= 1;
    const done = index < 0 ? 0 : this.#before[index] + Math.min(inWeek, this.#ends[index]) - this.#starts[index];
    return week * this.#perWeek + done;
  }
}
