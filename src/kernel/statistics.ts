import { studentTQuantile } from './math.ts';

/** A value with its 95 % interval; both ends null where there are too few observations for one. */
export interface Interval {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

export interface PairedDifference extends Interval {
  /**
   * Variance of the difference had the two been independent, over its variance as paired: what common random numbers buy.
   * Null where it says nothing: fewer than two pairs, or differences that do not vary.
   */
  readonly varianceRatio: number | null;
}

/** Arithmetic mean; NaN of nothing. */
export function mean(xs: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < xs.length; i++) sum += xs[i];
  return sum / xs.length;
}

/** Unbiased sample variance (divisor n - 1); NaN for fewer than two. */
export function variance(xs: ArrayLike<number>): number {
  const centre = mean(xs);
  let squares = 0;
  for (let i = 0; i < xs.length; i++) squares += (xs[i] - centre) * (xs[i] - centre);
  return xs.length < 2 ? Number.NaN : squares / (xs.length - 1);
}

const tFactors: number[] = [];

/** Half the width of a 95 % Student interval over n observations in standard errors; n >= 2. */
function tFactor(n: number): number {
  tFactors[n] ??= studentTQuantile(0.975, n - 1);
  return tFactors[n];
}

function symmetric(value: number, sampleVariance: number, n: number): Interval {
  if (n < 2) return { value, low: null, high: null };
  const half = tFactor(n) * Math.sqrt(sampleVariance / n);
  return { value, low: value - half, high: value + half };
}

/** The mean with its Student t interval. */
export function meanInterval(xs: ArrayLike<number>): Interval {
  return symmetric(mean(xs), variance(xs), xs.length);
}

/**
 * The mean of shares in [0, 1] with a Student t interval on the logit of that mean (standard error by the delta method),
 * which cannot leave [0, 1]. Single shares of 0 or 1 need no correction, as only the mean's logit is taken; where all are
 * 0, or all are 1, nothing varies and both ends are the value.
 */
export function shareInterval(xs: ArrayLike<number>): Interval {
  const value = mean(xs);
  const n = xs.length;
  if (n < 2) return { value, low: null, high: null };
  const spread = value * (1 - value);
  if (!(spread > 0)) return { value, low: value, high: value };
  const logit = Math.log(value / (1 - value));
  const half = (tFactor(n) * Math.sqrt(variance(xs) / n)) / spread;
  return { value, low: 1 / (1 + Math.exp(half - logit)), high: 1 / (1 + Math.exp(-half - logit)) };
}

/**
 * Sectioning: the interval of a pooled estimate from the sections' own estimates q_i, value ± t s/√n with
 * s² = Σ(q_i − value)²/(n − 1). Asmussen and Glynn, "Stochastic Simulation" (2007), III.5; Nakayama, "Confidence intervals
 * for quantiles using sectioning when applying variance-reduction techniques", ACM TOMACS 24 (2014).
 */
export function sectioningInterval(value: number, qs: ArrayLike<number>): Interval {
  let squares = 0;
  for (let i = 0; i < qs.length; i++) squares += (qs[i] - value) * (qs[i] - value);
  return symmetric(value, squares / (qs.length - 1), qs.length);
}

/**
 * The jackknife: the interval of an estimate from all sections out of the estimates with each of them left out in turn.
 * Efron and Tibshirani, "An Introduction to the Bootstrap" (1993), chapter 11.
 */
export function jackknifeInterval(value: number, without: ArrayLike<number>): Interval {
  const n = without.length;
  return symmetric(value, (n - 1) * (n - 1) * variance(without), n);
}

/** `sectioningInterval` from running sums: n, Σq and Σq². Exact to about 1e-16 Σq² in the sum of squares. */
export function sectioningFromSums(value: number, n: number, sum: number, sumOfSquares: number): Interval {
  const squares = Math.max(0, sumOfSquares - 2 * value * sum + n * value * value);
  return symmetric(value, squares / (n - 1), n);
}

/**
 * The mean of `variant` minus `base` over replications that share their random numbers, with its Student t interval.
 * Throws a RangeError when the two differ in length.
 */
export function pairedDifference(base: ArrayLike<number>, variant: ArrayLike<number>): PairedDifference {
  if (base.length !== variant.length) throw new RangeError(`${base.length} and ${variant.length} values are no pairs`);
  const differences = Float64Array.from(base, (x, i) => variant[i] - x);
  const paired = variance(differences);
  const varianceRatio = paired > 0 ? (variance(base) + variance(variant)) / paired : null;
  return { ...meanInterval(differences), varianceRatio };
}

/**
 * The Gini coefficient of values >= 0 held by groups of the given weights (people): Σ w_i w_j |x_i − x_j| / (2 W² mean).
 * 0 when all are equal or all are 0; NaN without weight.
 */
export function gini(values: ArrayLike<number>, weights: ArrayLike<number>): number {
  const order = Array.from(values, (_, i) => i).sort((i, j) => values[i] - values[j]);
  let weight = 0;
  let held = 0;
  let doubledArea = 0;
  for (const i of order) {
    const before = held;
    held += values[i] * weights[i];
    weight += weights[i];
    doubledArea += weights[i] * (before + held);
  }
  if (weight === 0) return Number.NaN;
  return held === 0 ? 0 : 1 - doubledArea / (weight * held);
}
