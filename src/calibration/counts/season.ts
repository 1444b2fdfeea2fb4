import { DAY } from '../../kernel/time.ts';
/** How a month of the year compares with the whole log. */
export interface MonthFactor {
  /** 0 = January. */
  readonly month: number;
  readonly days: number;
  /** Mean of its days over the mean of all days. */
  readonly factor: number;
}

/** Shorter logs cannot tell a season from a trend, [A]. */
const LEAST_DAYS = 180;
const LEAST_OF_MONTH = 14;

/** Factors of the months that have enough ordinary days; none for logs shorter than half a year. */
export function monthFactors(daily: ArrayLike<number>, first: number, ordinary: ArrayLike<number>): MonthFactor[] {
  if (daily.length < LEAST_DAYS) return [];
  const sums = new Float64Array(12);
  const days = new Float64Array(12);
  let [sum, all] = [0, 0];
  for (let i = 0; i < daily.length; i++) {
    if (ordinary[i] === 0) continue;
    const month = new Date((first + i) * DAY * 1000).getUTCMonth();
    sums[month] += daily[i];
    days[month]++;
    sum += daily[i];
    all++;
  }
  const mean = sum / all;
  return Array.from(sums, (total, month) => ({ month, days: days[month], factor: total / days[month] / mean })).filter(
    ({ days: number }) => number >= LEAST_OF_MONTH,
  );
}
