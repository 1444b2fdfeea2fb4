import { DAY } from '../../kernel/time.ts';
import type { Scenario } from '../../scenario/schema.ts';

/** Length of a step of the series, seconds; the field's observers are called so often. */
export const STEP = 900;

/** The measured time [from, to), seconds since the scenario's start; whole days. */
export interface Window {
  readonly from: number;
  readonly to: number;
  readonly days: number;
  /**
   * What takes longer, seconds from its own start, counts as unfinished: members of the cohort are followed for different
   * times, and this long are all of them, unless nothing is followed beyond the window.
   */
  readonly restriction: number;
  /** When the run ends at the latest, done or not. */
  readonly end: number;
}

/** The window of a scenario. Where nothing is followed beyond it, times are restricted to its own length. */
export function windowOf({ warmupDays, days, drainDays }: Scenario['horizon']): Window {
  const to = (warmupDays + days) * DAY;
  return {
    from: warmupDays * DAY,
    to,
    days,
    restriction: (drainDays === 0 ? days : drainDays) * DAY,
    end: to + drainDays * DAY,
  };
}

/** Whether a time, seconds since the scenario's start, is measured. */
export function within({ from, to }: Window, at: number): boolean {
  return at >= from && at < to;
}
