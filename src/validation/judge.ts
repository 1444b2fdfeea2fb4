import { studentTQuantile } from '../kernel/math.ts';
import { meanInterval, variance } from '../kernel/statistics.ts';
import type { Row } from './experiment.ts';
import { distanceLimit } from './theory/kolmogorov.ts';

/** Probability that a run in which all is right has a row that misses, at the most. */
export const FAMILY_LEVEL = 0.001;

/** What the data say of one row. */
export interface Finding {
  readonly simulated: number;
  /** 95 % interval of the simulated value; null where the row has none. */
  readonly low: number | null;
  readonly high: number | null;
  /** Largest distance that passes, for rows that are held against a limit. */
  readonly limit: number | null;
  readonly passed: boolean;
}

/** Rows that chance can make miss: they share the family's level equally (Bonferroni). */
export function familySize(rows: readonly Row[]): number {
  return rows.filter(({ judging }) => judging.by !== 'equal').length;
}

/** Judges a row by its readings alone; `level` is the probability of a miss by chance. */
export function judge({ theory, judging }: Row, readings: readonly number[], level: number): Finding {
  const none = { low: null, high: null, limit: null };
  if (judging.by === 'equal') {
    const worst = readings.reduce((far, x) => (Math.abs(x - theory) > Math.abs(far - theory) ? x : far), theory);
    const passed = readings.length > 0 && Math.abs(worst - theory) <= judging.tolerance * Math.abs(theory);
    return { ...none, simulated: worst, passed };
  }
  if (judging.by === 'atMost') {
    const limit = distanceLimit(level / readings.length);
    const simulated = Math.max(...readings);
    return { ...none, simulated, limit, passed: simulated <= limit };
  }
  const { value, low, high } = meanInterval(readings);
  const error = Math.sqrt(variance(readings) / readings.length);
  const most = studentTQuantile(1 - level / 2, readings.length - 1) * error;
  return { simulated: value, low, high, limit: null, passed: Math.abs(value - theory) <= most };
}
