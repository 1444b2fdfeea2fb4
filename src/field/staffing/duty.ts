import type { Spell } from '../../scenario/schema.ts';
import { minutesOfDay } from '../../scenario/terms.ts';

export const MINUTES_PER_WEEK = 7 * 24 * 60;
const SECONDS_PER_WEEK = MINUTES_PER_WEEK * 60;

/**
 * A weekly pattern of duty to the minute: who follows it is on duty or not at any time, without events.
 * `firstWeekday` is the weekday of day 0 (1 = Monday).
 */
export class DutyPattern {
  private readonly on = new Uint8Array(MINUTES_PER_WEEK);
  /** Minutes from this minute until the next minute on duty; 0 while on duty. */
  private readonly until = new Int32Array(MINUTES_PER_WEEK);
  private readonly shift: number;
  /** Minutes of the week (Monday 00:00 = 0) at which duty begins. */
  readonly starts: readonly number[];
  readonly minutesPerWeek: number;
  /** [from, to) in minutes of the week (Monday 00:00 = 0), rising. */
  readonly spells: readonly (readonly [number, number])[];

  constructor(spells: readonly Spell[], firstWeekday: number) {
    this.shift = (firstWeekday - 1) * 24 * 3600;
    for (const spell of spells) {
      const from = minutesOfDay(spell.from);
      const to = minutesOfDay(spell.to);
      const length = to > from ? to - from : to - from + 24 * 60;
      for (const day of spell.days ?? [1, 2, 3, 4, 5, 6, 7]) {
        for (let m = 0; m < length; m++) this.on[((day - 1) * 24 * 60 + from + m) % MINUTES_PER_WEEK] = 1;
      }
    }
    let next = Number.POSITIVE_INFINITY;
    for (let m = 2 * MINUTES_PER_WEEK - 1; m >= 0; m--) {
      const w = m % MINUTES_PER_WEEK;
      next = this.on[w] === 1 ? 0 : next + 1;
      if (m < MINUTES_PER_WEEK) this.until[w] = Math.min(next, MINUTES_PER_WEEK);
    }
    const starts: number[] = [];
    for (let m = 0; m < MINUTES_PER_WEEK; m++) {
      if (this.on[m] === 1 && this.on[(m + MINUTES_PER_WEEK - 1) % MINUTES_PER_WEEK] === 0) starts.push(m);
    }
    this.starts = starts;
    this.spells = spellsOf(this.on);
    this.minutesPerWeek = this.on.reduce((sum, minute) => sum + minute, 0);
  }

  /** Minutes since Monday 00:00 at a time. */
  minuteOfWeek(at: number): number {
    const seconds = at + this.shift;
    return ((seconds - Math.floor(seconds / SECONDS_PER_WEEK) * SECONDS_PER_WEEK) / 60) | 0;
  }

  isOn(at: number): boolean {
    return this.on[this.minuteOfWeek(at)] === 1;
  }

  /** The first time from `at` on that is on duty (`at` itself while on duty); Infinity for a pattern that never is. */
  nextOn(at: number): number {
    const minute = this.minuteOfWeek(at);
    const wait = this.until[minute];
    if (wait === 0) return at;
    if (wait >= MINUTES_PER_WEEK) return Number.POSITIVE_INFINITY;
    return (Math.floor((at + this.shift) / 60) + wait) * 60 - this.shift;
  }
}

function spellsOf(on: Uint8Array): (readonly [number, number])[] {
  const spells: (readonly [number, number])[] = [];
  for (let from = on.indexOf(1); from >= 0; ) {
    const end = on.indexOf(0, from);
    const to = end < 0 ? on.length : end;
    spells.push([from, to]);
    from = on.indexOf(1, to);
  }
  return spells;
}
