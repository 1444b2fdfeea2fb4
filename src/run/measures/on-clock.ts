import { type DutyPattern, MINUTES_PER_WEEK } from '../../field/staffing/duty.ts';
import { WEEK } from '../../kernel/time.ts';

/** The clock of a weekly duty pattern: seconds on duty between any two times by two look-ups. */
export class OnClock {
  /** Minutes on duty before each minute of the week that starts at time 0, and in the whole week. */
  private readonly before = new Int32Array(MINUTES_PER_WEEK + 1);
  /** Whether duty is on from one time to another. */
  private on = false;
  private sameFrom = 0;
  private sameTo = 0;

  constructor(pattern: DutyPattern) {
    for (let minute = 0; minute < MINUTES_PER_WEEK; minute++) {
      this.before[minute + 1] = this.before[minute] + (pattern.isOn(minute * 60) ? 1 : 0);
    }
  }

  between(from: number, to: number): number {
    if (to < this.sameFrom || to > this.sameTo) this.lookAround(to);
    if (from >= this.sameFrom) return this.on ? to - from : 0;
    return this.until(to) - this.until(from);
  }

  private until(at: number): number {
    const weeks = Math.floor(at / WEEK);
    const second = at - weeks * WEEK;
    const minute = Math.floor(second / 60);
    const whole = this.before[minute];
    const part = this.isOn(minute) ? second - minute * 60 : 0;
    return (weeks * this.before[MINUTES_PER_WEEK] + whole) * 60 + part;
  }

  /** Most spells lie between two changes of duty, and most of these between the same two as the one before. */
  private lookAround(at: number): void {
    const minute = Math.floor(at / 60);
    const inWeek = minute % MINUTES_PER_WEEK;
    let first = inWeek;
    let end = inWeek + 1;
    this.on = this.isOn(inWeek);
    while (first > 0 && this.isOn(first - 1) === this.on) first--;
    while (end < MINUTES_PER_WEEK && this.isOn(end) === this.on) end++;
    this.sameFrom = (minute - inWeek + first) * 60;
    this.sameTo = (minute - inWeek + end) * 60;
  }

  private isOn(minute: number): boolean {
    return this.before[minute + 1] > this.before[minute];
  }
}
