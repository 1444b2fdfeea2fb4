import { DAY } from './time.ts';

/** Bins per doubling: a bin's width is at most 1/128 of its lower edge. */
const PER_OCTAVE = 128;
const OCTAVES = 26;
const LARGEST = 400 * DAY;

/** `v * SCALE[e]` lies in [128, 256) for v in [2^e, 2^(e + 1)): no logarithm is needed to find a bin. */
const SCALE = Float64Array.from({ length: OCTAVES }, (_, e) => PER_OCTAVE / 2 ** e);

/** Number of bins: linear steps of 1/128 s over [0, 1) s, then log-linear ones up to 400 days. */
export const BINS = binOf(LARGEST) + 1;

/**
 * The bin of a value in seconds; what is longer than 400 days joins the last bin. Throws a RangeError on a negative value
 * or NaN.
 */
export function binOf(value: number): number {
  if (!(value >= 0)) throw new RangeError(`a histogram takes no ${value}`);
  if (value < 1) return (value * PER_OCTAVE) | 0;
  const v = value > LARGEST ? LARGEST : value;
  const e = 31 - Math.clz32(v);
  return ((e << 7) + v * SCALE[e]) | 0;
}

/**
 * What a bin stands for, in seconds: its midpoint, within 0.4 % of every value from 1 s to 400 days that falls into it and
 * within 4 ms below; bin 0 stands for 0, which waits often are.
 */
export function binValue(bin: number): number {
  if (bin === 0) return 0;
  if (bin < PER_OCTAVE) return (bin + 0.5) / PER_OCTAVE;
  const e = (bin >> 7) - 1;
  return ((bin & (PER_OCTAVE - 1)) + PER_OCTAVE + 0.5) / SCALE[e];
}

/** A percentile of times of which some are unfinished. */
export interface Percentile {
  /** Seconds; NaN when nothing finished. */
  readonly value: number;
  /** The percentile falls among the unfinished: it is larger than `value`, the largest finished time. */
  readonly censored: boolean;
}

/** A histogram's bins with their counts; bins rise, counts may be zero. */
export interface SparseHistogram {
  readonly bins: Uint16Array;
  readonly counts: Float64Array;
}

/** Slack for `p * n` that should be a whole number, e.g. 0.07 x 100. */
const RANK_SLACK = 1e-12;

/**
 * The percentile by nearest rank: the smallest value whose cumulative share is at least `p` (in [0, 1]). The `unfinished`
 * count as larger than any value. Without any observation the value is NaN and not censored.
 */
export function sparsePercentile(bins: Uint16Array, counts: Float64Array, p: number, unfinished = 0): Percentile {
  let finished = 0;
  for (let i = 0; i < counts.length; i++) finished += counts[i];
  const total = finished + unfinished;
  if (total === 0) return { value: Number.NaN, censored: false };
  const rank = p * total - RANK_SLACK * total;
  let cumulative = 0;
  let largest = Number.NaN;
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] === 0) continue;
    cumulative += counts[i];
    largest = binValue(bins[i]);
    if (cumulative >= rank) return { value: largest, censored: false };
  }
  return { value: largest, censored: true };
}

const ALL_BINS = Uint16Array.from({ length: BINS }, (_, bin) => bin);

/** Counts of times in bins that are fine enough for percentiles within 0.4 %; merging loses nothing. */
export class Histogram {
  readonly counts = new Float64Array(BINS);
  total = 0;

  /** Counts a time in seconds `n` times. */
  add(value: number, n = 1): void {
    this.addBin(binOf(value), n);
  }

  addBin(bin: number, n: number): void {
    this.counts[bin] += n;
    this.total += n;
  }

  merge(other: Histogram): void {
    for (let bin = 0; bin < BINS; bin++) this.counts[bin] += other.counts[bin];
    this.total += other.total;
  }

  /** See `sparsePercentile`. */
  percentile(p: number, unfinished = 0): Percentile {
    return sparsePercentile(ALL_BINS, this.counts, p, unfinished);
  }

  /** The bins that hold something. */
  sparse(): SparseHistogram {
    const bins = ALL_BINS.filter((bin) => this.counts[bin] !== 0);
    return { bins, counts: Float64Array.from(bins, (bin) => this.counts[bin]) };
  }

  static fromSparse({ bins, counts }: SparseHistogram): Histogram {
    const histogram = new Histogram();
    for (let i = 0; i < bins.length; i++) histogram.addBin(bins[i], counts[i]);
    return histogram;
  }
}
