import { type Interval, meanInterval, shareInterval } from '../src/kernel/statistics.ts';
import type { Measures, MeasureUnit } from '../src/run/result.ts';
import { dispersion, type Reading } from './plausibility-readings.ts';
import type { Sightings } from './plausibility-watch.ts';

/** A quantity beside what was published of it. */
export interface Row {
  readonly quantity: string;
  readonly simulated: Interval;
  readonly unit: MeasureUnit;
  /** What was published, and where: city, period, source. */
  readonly published: string;
  readonly where: string;
  /** The band in which the quantity is plausible. */
  readonly low: number;
  readonly high: number;
  readonly note: string;
}

export interface Theme {
  readonly title: string;
  readonly rows: readonly Row[];
}

export type Words = readonly [published: string, where: string, note?: string];

export type Share = (quantity: string, of: Reading, low: number, high: number, words: Words) => Row;

/** All that the rows are read from. */
export interface Evidence {
  readonly measures: Measures;
  /** Of the same replications. */
  readonly seen: readonly Sightings[];
  /** Occurrences in each hour of some weeks, in many more replications: what varies from day to day needs many days. */
  readonly hourly: readonly Float64Array[];
}

/** Makes rows out of the evidence: the value with its interval beside what was published. */
export function rowsFrom({ measures, seen, hourly }: Evidence) {
  const row = (
    quantity: string,
    simulated: Interval,
    unit: MeasureUnit,
    low: number,
    high: number,
    words: Words,
  ): Row => {
    const [published, where, note = ''] = words;
    return { quantity, simulated, unit, low, high, published, where, note };
  };
  return {
    /** A measure, divided by `per`. */
    measured(quantity: string, name: string, low: number, high: number, words: Words, per = 1): Row {
      const { value, low: from, high: to, unit } = measures[name];
      const scaled = (x: number | null) => (x === null ? null : x / per);
      return row(
        quantity,
        { value: scaled(value) ?? Number.NaN, low: scaled(from), high: scaled(to) },
        unit,
        low,
        high,
        words,
      );
    },
    /** A share, over the replications. */
    share(quantity: string, of: Reading, low: number, high: number, words: Words): Row {
      return row(quantity, shareInterval(seen.map(of)), 'share', low, high, words);
    },
    /** Any other number, over the replications. */
    number(quantity: string, of: Reading, unit: MeasureUnit, low: number, high: number, words: Words): Row {
      return row(quantity, meanInterval(seen.map(of)), unit, low, high, words);
    },
    /** Variance over mean of the occurrences in steps of so many hours. */
    spread(quantity: string, hours: number, low: number, high: number, words: Words): Row {
      return row(quantity, meanInterval(hourly.map((counts) => dispersion(counts, hours))), 'gini', low, high, words);
    },
  };
}
