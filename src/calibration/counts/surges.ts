import { weekdayOf } from './days.ts';

/** A day far above what its weekday and season let expect. */
export interface SurgeDay {
  readonly day: number;
  readonly count: number;
  readonly expected: number;
}

/** How far above, in robust standard deviations of the square roots, and by what factor; [A]. */
const FAR = 5;
const FACTOR = 1.5;
const MAD_TO_SIGMA = 1.4826;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return 0;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Days of surge among daily counts, `first` being the day of the first. Around each day its season is the median of the
 * four weeks about it, so that a slow change is no surge; square roots make counts of all sizes vary alike.
 */
export function surgeDays(daily: ArrayLike<number>, first: number): SurgeDay[] {
  const n = daily.length;
  if (n < 14) return [];
  const roots = Array.from({ length: n }, (_, i) => Math.sqrt(daily[i]));
  const season = roots.map((_, i) => median(roots.slice(Math.max(0, i - 14), Math.min(n, i + 15))));
  const byWeekday = Array.from({ length: 7 }, (_, w) =>
    median(roots.flatMap((root, i) => (weekdayOf(first + i) === w ? [root - season[i]] : []))),
  );
  const centre = season.map((level, i) => Math.max(0, level + byWeekday[weekdayOf(first + i)]));
  const rests = roots.map((root, i) => root - centre[i]);
  // Square roots of Poisson counts have a standard deviation of 1/2: no log varies less.
  const sigma = Math.max(0.5, MAD_TO_SIGMA * median(rests.map(Math.abs)));
  return rests.flatMap((rest, i) => {
    const expected = centre[i] * centre[i];
    return rest > FAR * sigma && daily[i] > FACTOR * expected ? [{ day: first + i, count: daily[i], expected }] : [];
  });
}
