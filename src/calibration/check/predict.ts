import { gammaTails, logGamma, studentTQuantile } from '../../kernel/math.ts';
import { weekdayOf } from '../counts/days.ts';
import type { Rate } from '../counts/rates.ts';
import type { Estimate } from '../estimate.ts';
import type { Learnt } from '../learn.ts';
import { kaplanMeier, survivalQuantile } from '../stages/kaplan-meier.ts';
import type { Sample } from '../stages/sample.ts';
import type { Rehearsal } from './rehearse.ts';

const HOURS = 24;

/** One count of the part held out, and the interval of 90 % that the simulator gave for it. */
export interface Predicted {
  readonly observed: number;
  readonly expected: number;
  readonly low: number;
  readonly high: number;
}

export interface Check {
  /** First day of the part held out, from 1970. */
  readonly from: number;
  readonly daily: readonly Predicted[];
  /** Shares of the counts within their intervals. */
  readonly dailyCoverage: number;
  readonly hourlyCoverage: number;
  /** From opening to closing in seconds; null where too much is still open. */
  readonly closure: { readonly observed: Quantiles; readonly simulated: Quantiles; readonly distance: number } | null;
}

interface Quantiles {
  readonly p50: number | null;
  readonly p90: number | null;
}

/** The count that a share `p` of negative binomial counts of that mean and variance does not exceed; Poisson's if no wider. */
function countQuantile(mean: number, variance: number, p: number): number {
  if (mean <= 0) return 0;
  if (variance <= mean * 1.000001) {
    let k = 0;
    while (gammaTails(k + 1, mean).upper < p) k++;
    return k;
  }
  const size = (mean * mean) / (variance - mean);
  const log = Math.log(size / (size + mean));
  const logFail = Math.log(mean / (size + mean));
  let sum = 0;
  for (let k = 0; k < 10 * (mean + 10 * Math.sqrt(variance)) + 100; k++) {
    sum += Math.exp(logGamma(k + size) - logGamma(size) - logGamma(k + 1) + size * log + k * logFail);
    if (sum >= p) return k;
  }
  return Math.ceil(mean + 10 * Math.sqrt(variance));
}

/**
 * Holds counts per hour (from the first hour of day `from`) against a rehearsal of the same days. Means come from the
 * simulated hours of the week, variances from their spread. On top comes what is not known well: of the rate learnt, of
 * the simulated means, and of the dispersion, as Student's distribution is wider than the normal one.
 */
export function checkCounts(observed: ArrayLike<number>, from: number, { hours }: Rehearsal, learnt: Learnt) {
  const unknown = relativeErrors(learnt.total);
  const days = observed.length / HOURS;
  const daySum = (counts: ArrayLike<number>, day: number): number => {
    let sum = 0;
    for (let h = 0; h < HOURS; h++) sum += counts[day * HOURS + h];
    return sum;
  };
  const daily = intervals(
    Array.from({ length: days }, (_, day) => daySum(observed, day)),
    hours.map((counts) => Array.from({ length: days }, (_, day) => daySum(counts, day))),
    (day) => weekdayOf(from + day),
    (day) => unknown.day(weekdayOf(from + day)),
    learnt.dispersion.daily,
  );
  const hourly = intervals(
    Array.from(observed),
    hours.map((counts) => Array.from(counts)),
    (i) => weekdayOf(from + Math.floor(i / HOURS)) * HOURS + (i % HOURS),
    (i) => unknown.hour(weekdayOf(from + Math.floor(i / HOURS)), i % HOURS),
    learnt.dispersion.hourly,
  );
  return { from, daily, dailyCoverage: coverage(daily), hourlyCoverage: coverage(hourly) };
}

/** Relative standard errors of what is expected of a weekday, and of an hour of it. */
function relativeErrors({ perDay, weekdays, hours }: Rate) {
  const relative = ({ value, se }: Estimate): number => (value > 0 ? se / value : 0);
  const day = (weekday: number): number =>
    Math.hypot(relative(perDay), weekdays === undefined ? 0 : relative(weekdays[weekday]));
  return { day, hour: (weekday: number, hour: number): number => Math.hypot(day(weekday), relative(hours[hour])) };
}

function coverage(list: readonly Predicted[]): number {
  return list.filter(({ observed, low, high }) => observed >= low && observed <= high).length / list.length;
}

const NORMAL_95 = 1.6448536269514722;

/** Degrees of freedom that a variance with that standard error is worth: it has a relative variance of 2 over them. */
function worth({ value, se }: Estimate): number {
  return se > 0 ? Math.max(1, 2 * (value / se) ** 2) : Number.POSITIVE_INFINITY;
}

function intervals(
  observed: readonly number[],
  simulated: readonly (readonly number[])[],
  cellOf: (i: number) => number,
  errorOf: (i: number) => number,
  dispersion: Estimate,
): Predicted[] {
  const sums = new Map<number, { sum: number; n: number }>();
  for (const counts of simulated) {
    counts.forEach((count, i) => {
      const cell = sums.get(cellOf(i)) ?? { sum: 0, n: 0 };
      cell.sum += count;
      cell.n++;
      sums.set(cellOf(i), cell);
    });
  }
  const mean = (i: number): number => {
    const cell = sums.get(cellOf(i));
    return cell === undefined ? 0 : cell.sum / cell.n;
  };
  let squares = 0;
  let means = 0;
  let n = 0;
  for (const counts of simulated) {
    counts.forEach((count, i) => {
      squares += (count - mean(i)) * (count - mean(i));
      means += mean(i);
      n++;
    });
  }
  const degrees = Math.max(1, n - sums.size);
  const phi = means > 0 ? (squares / means) * (n / degrees) : 1;
  const wider = (studentTQuantile(0.95, Math.min(degrees, worth(dispersion))) / NORMAL_95) ** 2;
  return observed.map((count, i) => {
    const expected = mean(i);
    const error = errorOf(i) * expected;
    const days = sums.get(cellOf(i))?.n ?? 1;
    const variance = wider * (phi * expected * (1 + 1 / days) + error * error);
    const low = countQuantile(expected, variance, 0.05);
    return { observed: count, expected, low, high: countQuantile(expected, variance, 0.95) };
  });
}

/** Fewer times that ended say too little, [A]. */
const LEAST = 20;

/** Times seen against times simulated, both open at the end of the same window. */
export function checkTimes(mine: Sample, theirs: Sample): Check['closure'] {
  const number = ({ ended }: Sample): number => ended.reduce((sum, n) => sum + n, 0);
  if (number(mine) < LEAST || number(theirs) < LEAST) return null;
  const [a, b] = [kaplanMeier(mine), kaplanMeier(theirs)];
  const quantiles = (sample: Sample, survival: Float64Array): Quantiles => {
    const at = (p: number) => {
      const value = survivalQuantile(sample, survival, p);
      return Number.isFinite(value) ? value : null;
    };
    return { p50: at(0.5), p90: at(0.9) };
  };
  return { observed: quantiles(mine, a), simulated: quantiles(theirs, b), distance: farthest(mine, a, theirs, b) };
}

/** The largest difference of two survival functions, looked at wherever one of them jumps. */
function farthest(one: Sample, a: Float64Array, other: Sample, b: Float64Array): number {
  let distance = 0;
  for (let [i, j] = [0, 0]; i < one.values.length || j < other.values.length; ) {
    const at = Math.min(one.values[i] ?? Number.POSITIVE_INFINITY, other.values[j] ?? Number.POSITIVE_INFINITY);
    while (one.values[i] <= at) i++;
    while (other.values[j] <= at) j++;
    distance = Math.max(distance, Math.abs((i === 0 ? 1 : a[i - 1]) - (j === 0 ? 1 : b[j - 1])));
  }
  return distance;
}
