import { type Estimate, scaled, scoreRate, scoreShare } from '../estimate.ts';
import { weekdayOf } from './days.ts';

const HOURS = 24;
const WEEK = 7;

/** How often rows of one kind come, and when. */
export interface Rate {
  readonly rows: number;
  /** A day, each weekday counting the same. */
  readonly perDay: Estimate;
  /** Variance over mean of its daily counts around their weekdays' means. */
  readonly dispersion: number;
  /** Factors Monday .. Sunday, mean 1; undefined for logs that lack a weekday. */
  readonly weekdays: readonly Estimate[] | undefined;
  /** Shares of the day. */
  readonly hours: readonly Estimate[];
}

/** Counts of one kind: `hours` day by day, `first` the day of the first, `ordinary` 1 for the days to learn from. */
export interface Counts {
  readonly hours: ArrayLike<number>;
  readonly first: number;
  readonly ordinary: ArrayLike<number>;
}

/**
 * Rate and profile of a kind. Days vary more than Poisson counts do: errors come from the days' own spread, with a
 * variance mean + theta mean² (negative binomial), never from the number of rows alone.
 */
export function rateOf({ hours, first, ordinary }: Counts): Rate {
  const days: number[] = [];
  for (let day = 0; day < ordinary.length; day++) if (ordinary[day] === 1) days.push(day);
  const n = days.length;
  const daily = days.map((day) => {
    let sum = 0;
    for (let h = 0; h < HOURS; h++) sum += hours[day * HOURS + h];
    return sum;
  });
  const rows = daily.reduce((a, b) => a + b, 0);
  const means = new Float64Array(WEEK);
  const numbers = new Float64Array(WEEK);
  days.forEach((day, i) => {
    const w = weekdayOf(first + day);
    means[w] += daily[i];
    numbers[w]++;
  });
  const whole = numbers.every((number) => number > 0);
  for (let w = 0; w < WEEK; w++) if (numbers[w] > 0) means[w] /= numbers[w];
  const level = whole ? means.reduce((a, b) => a + b, 0) / WEEK : rows / Math.max(1, n);
  const degrees = Math.max(1, n - (whole ? WEEK : 1));
  let squares = 0;
  days.forEach((day, i) => {
    const centre = whole ? means[weekdayOf(first + day)] : level;
    squares += (daily[i] - centre) * (daily[i] - centre);
  });
  const dispersion = level > 0 ? Math.max(1, squares / degrees / level) : 1;
  const theta = level > 0 ? (dispersion - 1) / level : 0;
  const variances = means.map((m, w) => (numbers[w] > 0 ? (m + theta * m * m) / numbers[w] : 0));
  const exposure = Math.max(1, n);
  const own = whole ? variances.reduce((a, b) => a + b, 0) / (WEEK * WEEK) : (dispersion * level) / exposure;
  const phi = level > 0 ? Math.max(1, (own * exposure) / level) : 1;
  return {
    rows,
    perDay: scoreRate(level * exposure, exposure, phi, degrees),
    dispersion,
    weekdays: whole && level > 0 ? weekdayFactors(means, variances, degrees, rows / dispersion) : undefined,
    hours: hourShares(hours, days, daily, rows),
  };
}

function weekdayFactors(means: Float64Array, variances: Float64Array, degrees: number, worth: number): Estimate[] {
  const sum = means.reduce((a, b) => a + b, 0);
  const spread = variances.reduce((a, b) => a + b, 0);
  return Array.from(means, (m, w) => {
    const share = m / sum;
    const variance = (variances[w] * (1 - share) * (1 - share) + share * share * (spread - variances[w])) / (sum * sum);
    const n = variance > 0 ? (share * (1 - share)) / variance : worth;
    return scaled(scoreShare(share, n, degrees), WEEK);
  });
}

/** Ratios over days: what is shared by an hour of a day counts once. */
function hourShares(
  hours: ArrayLike<number>,
  days: readonly number[],
  daily: readonly number[],
  rows: number,
): Estimate[] {
  const n = days.length;
  const shares = Array.from({ length: HOURS }, (_, h) => {
    let sum = 0;
    for (const day of days) sum += hours[day * HOURS + h];
    return rows > 0 ? sum / rows : 1 / HOURS;
  });
  const variances = shares.map((share, h) => {
    let squares = 0;
    days.forEach((day, i) => {
      const rest = hours[day * HOURS + h] - share * daily[i];
      squares += rest * rest;
    });
    return rows > 0 && n > 1 ? (squares * n) / (n - 1) / (rows * rows) : 0;
  });
  const binomial = shares.reduce((sum, p) => sum + (p * (1 - p)) / Math.max(1, rows), 0);
  // All rows in one hour, as where a log has dates alone: nothing varies.
  const design = binomial === 0 ? 1 : Math.max(1, variances.reduce((a, b) => a + b, 0) / binomial);
  return shares.map((share, h) => {
    // With few rows an hour's own spread says little: that of all hours stands in.
    const few = share * rows < 30;
    const worth = few || variances[h] === 0 ? rows / design : (share * (1 - share)) / variances[h];
    return scoreShare(share, Math.max(1, worth), Math.max(1, n - 1));
  });
}
