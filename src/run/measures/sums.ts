import { type Interval, sectioningFromSums } from '../../kernel/statistics.ts';

/** Running sums over replications of a row of numbers: enough for means and intervals, however many replications there are. */
export class Sums {
  readonly n: Float64Array;
  private readonly sum: Float64Array;
  private readonly squares: Float64Array;

  constructor(length: number) {
    this.n = new Float64Array(length);
    this.sum = new Float64Array(length);
    this.squares = new Float64Array(length);
  }

  /** One replication's number; NaN is none. */
  add(index: number, value: number): void {
    if (Number.isNaN(value)) return;
    this.n[index]++;
    this.sum[index] += value;
    this.squares[index] += value * value;
  }

  addAll(values: ArrayLike<number>): void {
    for (let i = 0; i < values.length; i++) this.add(i, values[i]);
  }

  /** NaN of none. */
  mean(index: number): number {
    return this.sum[index] / this.n[index];
  }

  /** The mean with its Student t interval. */
  meanInterval(index: number): Interval {
    return this.sectioning(index, this.mean(index));
  }

  /** The mean of shares with a t interval on its logit, which cannot leave [0, 1]: see `shareInterval` of the kernel. */
  shareInterval(index: number): Interval {
    const { value, high } = this.meanInterval(index);
    if (high === null) return { value, low: null, high: null };
    const spread = value * (1 - value);
    if (!(spread > 0)) return { value, low: value, high: value };
    const half = (high - value) / spread;
    const logit = Math.log(value / (1 - value));
    return { value, low: 1 / (1 + Math.exp(half - logit)), high: 1 / (1 + Math.exp(-half - logit)) };
  }

  /** The interval of a pooled estimate out of the replications' own ones. */
  sectioning(index: number, value: number): Interval {
    return sectioningFromSums(value, this.n[index], this.sum[index], this.squares[index]);
  }
}
