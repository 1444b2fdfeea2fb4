import type { Percentile } from '../../kernel/histogram.ts';
import type { Interval } from '../../kernel/statistics.ts';
import type { Measure, MeasureUnit } from '../result.ts';

/** A measure without a value: `none` came about, or `tooFew` for it to say anything. */
export function noMeasure(unit: MeasureUnit, reason: 'tooFew' | 'none'): Measure {
  return { value: null, low: null, high: null, unit, reason };
}

/** A value with its interval, which ends where no measure can be: at 0, an index of Gini's at 1; none where it is NaN. */
export function withInterval({ value, low, high }: Interval, unit: MeasureUnit): Measure {
  if (Number.isNaN(value)) return noMeasure(unit, 'none');
  const most = unit === 'gini' ? 1 : Number.POSITIVE_INFINITY;
  return {
    value,
    low: low === null ? null : Math.max(0, low),
    high: high === null ? null : Math.min(most, high),
    unit,
  };
}

/** A value that has no interval. */
export function plain(value: number, unit: MeasureUnit): Measure {
  return withInterval({ value, low: null, high: null }, unit);
}

/** Half the width of a mean's interval over its value; Infinity while it has no interval, NaN where it has no value. */
export function precisionOf({ value, high }: Pick<Measure, 'value' | 'high'>): number {
  if (value === null) return Number.NaN;
  if (high === null) return Number.POSITIVE_INFINITY;
  return value === 0 ? 0 : (high - value) / value;
}

/**
 * A percentile with its interval. `atLeast`: seconds that everything unfinished has lasted; where the percentile falls among
 * these it is larger than that, and than all that is finished.
 */
export function percentileMeasure(
  { value, censored }: Percentile,
  atLeast: number,
  interval: (value: number) => Interval,
): Measure {
  if (censored) {
    const known = Number.isNaN(value) ? atLeast : Math.max(value, atLeast);
    return { value: known, low: null, high: null, unit: 's', censored };
  }
  return withInterval(Number.isNaN(value) ? { value, low: null, high: null } : interval(value), 's');
}
