import { build, type Histogram } from 'hdr-histogram-js';
import type { Latency } from './result.ts';

/** Histograms count whole microseconds; values beyond an hour count as one. */
const MOST_MICROSECONDS = 3_600_000_000;
const DIGITS = 3;
const SECONDS = 1e-6;
const BINS = 60;
/** From below 1/8 ms to above 65 s. */
const DOUBLINGS = 21;
/** What `doublings` counts lies below these, seconds; to the microsecond that histograms are kept in. */
export const DOUBLING_BOUNDS: readonly number[] = Array.from({ length: DOUBLINGS - 1 }, (_, i) => 2 ** i / 8000);

/** A distribution of latencies with three digits everywhere, in constant memory. */
export class Latencies {
  /** How many took less than 1/8 ms, then how many more less than each doubling of it; the last: all that took longer. */
  readonly doublings = new Uint32Array(DOUBLINGS);
  private readonly histogram: Histogram = build({ numberOfSignificantValueDigits: DIGITS });
  private sum = 0;
  private largest = 0;

  get count(): number {
    return this.histogram.totalCount;
  }

  /** Of all that was recorded, seconds. */
  get total(): number {
    return this.sum * SECONDS;
  }

  get max(): number {
    return this.largest / 1000;
  }

  record(milliseconds: number): void {
    const microseconds = Math.min(Math.max(0, Math.round(milliseconds * 1000)), MOST_MICROSECONDS);
    this.histogram.recordValue(microseconds);
    this.sum += microseconds;
    this.doublings[Math.min(32 - Math.clz32(microseconds / 125), DOUBLINGS - 1)]++;
    if (microseconds > this.largest) this.largest = microseconds;
  }

  reset(): void {
    this.histogram.reset();
    this.doublings.fill(0);
    this.sum = 0;
    this.largest = 0;
  }

  /** Seconds; `percent` from 0 to 100. */
  percentile(percent: number): number {
    return Math.min(this.histogram.getValueAtPercentile(percent), this.largest) * SECONDS;
  }

  /** Seconds; 0 where nothing was recorded. */
  mean(): number {
    return this.count === 0 ? 0 : (this.sum / this.count) * SECONDS;
  }

  /** Null where nothing was recorded. */
  summary(): Latency | null {
    if (this.count === 0) return null;
    return {
      count: this.count,
      mean: this.mean(),
      p50: this.percentile(50),
      p90: this.percentile(90),
      p95: this.percentile(95),
      p99: this.percentile(99),
      p999: this.percentile(99.9),
      max: this.largest * SECONDS,
      bins: this.bins(),
    };
  }

  /** Even shares of the count, the last up to the largest: as many as tell anything. */
  private bins(): [number, number][] {
    const bins: [number, number][] = [];
    let before = 0;
    for (let bin = 1; bin <= BINS; bin++) {
      const rank = Math.round((bin / BINS) * this.count);
      const upTo = bin === BINS ? this.largest * SECONDS : this.percentile((100 * rank) / this.count);
      const last = bins.at(-1);
      if (rank === before) continue;
      if (last !== undefined && last[0] === upTo) last[1] += rank - before;
      else bins.push([upTo, rank - before]);
      before = rank;
    }
    return bins;
  }
}
