import type { DutyPattern } from '../../field/staffing/duty.ts';

const MINUTES_PER_WEEK = 7 * 24 * 60;
const WEEK = MINUTES_PER_WEEK * 60;

/** The clock of a weekly duty pattern: seconds on duty between any two times by two look-ups. */
export class OnClock {
  /** Minutes on duty before each minute of the week that starts at time 0, and in the whole week. */
  private readonly before = new Int32Array(MINUTES_PER_WEEK + 1);

  constructor(pattern: DutyPattern) {
    for (let minute = 0; minute < MINUTES_PER_WEEK; minute++) {
      this.before[minute + 1] = this.before[minute] + (pattern.isOn(minute * 60) ? 1 : 0);
    }
  }

  between(from: number, to: number): number {
    return this.until(to) - this.until(from);
  }

  private until(at: number): number {
    const weeks = Math.floor(at / WEEK);
    const second = at - weeks * WEEK;
    const minute = Math.floor(second / 60);
    const whole = this.before[minute];
    const part = this.before[minute + 1] > whole ? second - minute * 60 : 0;
    return (weeks * this.before[MINUTES_PER_WEEK] + whole) * 60 + part;
  }
}
