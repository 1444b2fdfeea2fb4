import { type Estimate, estimate } from '../estimate.ts';
import { weekdayOf } from './days.ts';

const HOURS = 24;
const WEEK = 7;

export interface Dispersion {
  /** Variance over mean of the daily counts around their weekdays' means. */
  readonly daily: Estimate;
  /** The same of the hourly counts around their hours' means. */
  readonly hourly: Estimate;
}

/**
 * Over-dispersion of a log's counts as the scenario means it: hourly it is the sum of the hours' variances over the sum of
 * their means. `level` is a factor per day (a season), 1 for none. Errors come from the spread over days.
 */
export function dispersionOf(
  hours: ArrayLike<number>,
  first: number,
  ordinary: ArrayLike<number>,
  level: (day: number) => number = () => 1,
): Dispersion {
  const days: number[] = [];
  for (let day = 0; day < ordinary.length; day++) if (ordinary[day] === 1) days.push(day);
  const n = days.length;
  const cell = new Float64Array(WEEK);
  const weight = new Float64Array(WEEK);
  const profile = new Float64Array(HOURS);
  const daily = new Map<number, number>();
  for (const day of days) {
    let sum = 0;
    for (let h = 0; h < HOURS; h++) {
      sum += hours[day * HOURS + h];
      profile[h] += hours[day * HOURS + h];
    }
    daily.set(day, sum);
    cell[weekdayOf(first + day)] += sum;
    weight[weekdayOf(first + day)] += level(day);
  }
  const rows = profile.reduce((a, b) => a + b, 0);
  const cells = weight.filter((w) => w > 0).length;
  const mean = rows / Math.max(1, n);
  const dayTerms: number[] = [];
  const hourTerms: number[] = [];
  for (const day of days) {
    const w = weekdayOf(first + day);
    const expected = (cell[w] / weight[w]) * level(day);
    if (expected <= 0) continue;
    const rest = (daily.get(day) ?? 0) - expected;
    dayTerms.push((rest * rest) / expected);
    let squares = 0;
    for (let h = 0; h < HOURS; h++) {
      const gap = hours[day * HOURS + h] - (expected * profile[h]) / rows;
      squares += gap * gap;
    }
    // A busy weekday's excess grows with its square: divided by its level all days say the same.
    hourTerms.push(squares / expected);
  }
  const corrected = (terms: readonly number[], parameters: number): Estimate => {
    const number = terms.length;
    const degrees = Math.max(1, number - parameters);
    const value = terms.reduce((a, b) => a + b, 0) / degrees;
    const centre = terms.reduce((a, b) => a + b, 0) / Math.max(1, number);
    const squares = terms.reduce((sum, t) => sum + (t - centre) * (t - centre), 0);
    const se = (Math.sqrt(squares / Math.max(1, number - 1) / Math.max(1, number)) * number) / degrees;
    return estimate(value, se, degrees, true);
  };
  if (mean === 0) return { daily: estimate(1, 0, 1), hourly: estimate(1, 0, 1) };
  // Of the 24 cells of a day 30 over n days are fitted: their weekdays' level and the profile.
  return { daily: corrected(dayTerms, cells), hourly: corrected(hourTerms, (cells + HOURS - 1) / HOURS) };
}
