import type { Percentile } from '../../kernel/histogram.ts';
import type { Interval } from '../../kernel/statistics.ts';
import type { Measure, MeasureUnit } from '../result.ts';

export function noMeasure(unit: MeasureUnit, reason: 'tooFew' | 'none'): Measure {
  return { value: null, low: null, high: null, unit, reason };
}

/** A value with its interval, which ends at 0 as no measure can be negative; none where the value is NaN. */
export function withInterval({ value, low, high }: Interval, unit: MeasureUnit): Measure {
  if (Number.isNaN(value)) return noMeasure(unit, 'none');
  return { value, low: low === null ? null : Math.max(0, low), high, unit };
}

/** A value that has no interval. */
export function plain(value: number, unit: MeasureUnit): Measure {
  return withInterval({ value, low: null, high: null }, unit);
}

/** A percentile with its interval; where all are unfinished it is larger than 0 s, which is all that is known. */
export function percentileMeasure({ value, censored }: Percentile, interval: (value: number) => Interval): Measure {
  if (censored) return { value: Number.isNaN(value) ? 0 : value, low: null, high: null, unit: 's', censored };
  return withInterval(Number.isNaN(value) ? { value, low: null, high: null } : interval(value), 's');
}
