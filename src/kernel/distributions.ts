import { gammaQuantile, gammaTails, logGamma, newton, normalQuantile, pow, tailStep } from './math.ts';
import { QuantileTable } from './quantile-table.ts';
import type { Draws } from './random.ts';

/** A distribution of durations; values, means, medians, scales and quantiles are in the unit of what is sampled. */
export type DurationSpec =
  | { dist: 'deterministic'; value: number }
  | { dist: 'exponential'; mean: number }
  | { dist: 'erlang'; mean: number; k: number }
  /** Two phases with balanced means; `scv` >= 1. */
  | { dist: 'hyperexponential'; mean: number; scv: number }
  | { dist: 'lognormal'; median: number; sigma: number }
  | { dist: 'gamma'; mean: number; shape: number }
  | { dist: 'weibull'; scale: number; shape: number }
  /** Quantiles at equal steps from 0 to 1, with straight lines between; at least two, rising. */
  | { dist: 'empirical'; quantiles: number[] };

/** A distribution sampled by inversion: one uniform gives one value, and a larger uniform no smaller one. */
export interface Sampler {
  /** The inverse distribution function at u in (0, 1). */
  sample(u: number): number;
  readonly mean: number;
  /** Squared coefficient of variation: variance over squared mean; 0 for a mean of 0. */
  readonly scv: number;
}

/** Errors allowed where a quantile, or its logarithm, comes from a table. */
const relative = (x: number): number => 1e-7 * Math.abs(x);
const absolute = (): number => 1e-7;

/** All of one shape, which V8 calls faster than several. */
function sampler(sample: Sampler['sample'], mean: number, scv: number): Sampler {
  return { sample, mean, scv };
}

/**
 * The sampler of a distribution; what it gives is `unit` times the distribution's own values. Tables are made here, in up
 * to some ten milliseconds, so compile once and keep it.
 */
export function compileDuration(spec: DurationSpec, unit = 1): Sampler {
  switch (spec.dist) {
    case 'deterministic':
      return sampler(() => spec.value * unit, spec.value * unit, 0);
    case 'exponential':
      return exponential(spec.mean, unit);
    case 'erlang':
      return gamma(spec.mean, spec.k, unit);
    case 'hyperexponential':
      return hyperexponential(spec.mean, spec.scv, unit);
    case 'lognormal':
      return lognormal(spec.median, spec.sigma, unit);
    case 'gamma':
      return gamma(spec.mean, spec.shape, unit);
    case 'weibull':
      return weibull(spec.scale, spec.shape, unit);
    case 'empirical':
      return empirical(Float64Array.from(spec.quantiles), unit);
  }
}

function exponential(mean: number, unit: number): Sampler {
  return sampler((u) => -mean * Math.log(1 - u) * unit, mean * unit, 1);
}

function gamma(mean: number, shape: number, unit: number): Sampler {
  if (shape === 1) return exponential(mean, unit);
  const scale = mean / shape;
  const exact = {
    quantile: (u: number) => gammaQuantile(shape, u),
    slope: (_: number, x: number) => 1 / gammaTails(shape, x).density,
  };
  const made = (sample: Sampler['sample']) => sampler(sample, mean * unit, 1 / shape);
  if (shape > 1) {
    const table = QuantileTable.build(exact, relative) ?? exact;
    return made((u) => scale * table.quantile(u) * unit);
  }
  // Near 0 the quantile is a high power of u: its logarithm is the smoother one.
  const exactLog = {
    quantile: (u: number) => Math.log(exact.quantile(u)),
    slope: (u: number, log: number) => exact.slope(u, Math.exp(log)) / Math.exp(log),
  };
  const table = QuantileTable.build(exactLog, absolute);
  if (table === undefined) return made((u) => scale * exact.quantile(u) * unit);
  return made((u) => scale * Math.exp(table.quantile(u)) * unit);
}

/** Two exponential phases taken with probabilities p and 1 - p, each contributing half of the mean. */
function hyperexponential(mean: number, scv: number, unit: number): Sampler {
  if (scv === 1) return exponential(mean, unit);
  const p = 0.5 + 0.5 * Math.sqrt((scv - 1) / (scv + 1));
  const [fast, slow] = [2 * p, 2 * (1 - p)];
  const survival = (x: number) => p * Math.exp(-fast * x) + (1 - p) * Math.exp(-slow * x);
  const distribution = (x: number) => -p * Math.expm1(-fast * x) - (1 - p) * Math.expm1(-slow * x);
  const density = (x: number) => p * fast * Math.exp(-fast * x) + (1 - p) * slow * Math.exp(-slow * x);
  const exact = {
    quantile: (u: number) => {
      const logTail = Math.log1p(-u);
      // The survival is no less than that of either phase alone, nor than with the first hazard for ever.
      const start = Math.max(-logTail / density(0), (Math.log(p) - logTail) / fast, (Math.log(1 - p) - logTail) / slow);
      const y = newton(Math.log(start), (log) => {
        const x = Math.exp(log);
        const slope = x * density(x);
        return u < 0.5 ? -tailStep(Math.log(u), distribution(x), slope) : tailStep(logTail, survival(x), slope);
      });
      return Math.exp(y);
    },
    slope: (_: number, x: number) => 1 / density(x),
  };
  const table = QuantileTable.build(exact, relative) ?? exact;
  return sampler((u) => mean * table.quantile(u) * unit, mean * unit, scv);
}

const exactNormal = {
  quantile: normalQuantile,
  slope: (_: number, z: number) => Math.exp(0.5 * z * z) * Math.sqrt(2 * Math.PI),
};
/** One table for all lognormal samplers, exact to 1e-7: the relative error of a sample is sigma times that. */
const normalTable = QuantileTable.build(exactNormal, absolute) ?? exactNormal;

function lognormal(median: number, sigma: number, unit: number): Sampler {
  const logMedian = Math.log(median);
  const square = sigma * sigma;
  return sampler(
    (u) => Math.exp(logMedian + sigma * normalTable.quantile(u)) * unit,
    median * Math.exp(square / 2) * unit,
    Math.expm1(square),
  );
}

function weibull(scale: number, shape: number, unit: number): Sampler {
  if (shape === 1) return exponential(scale, unit);
  const power = 1 / shape;
  const first = logGamma(1 + power);
  return sampler(
    (u) => scale * pow(-Math.log(1 - u), power) * unit,
    scale * Math.exp(first) * unit,
    Math.expm1(logGamma(1 + 2 * power) - 2 * first),
  );
}

function empirical(quantiles: Float64Array, unit: number): Sampler {
  const pieces = quantiles.length - 1;
  let mean = 0;
  let square = 0;
  for (let i = 0; i < pieces; i++) {
    const [a, b] = [quantiles[i], quantiles[i + 1]];
    mean += (a + b) / (2 * pieces);
    square += (a * a + a * b + b * b) / (3 * pieces);
  }
  return sampler(
    (u) => {
      const at = u * pieces;
      const i = Math.min(at | 0, pieces - 1);
      return (quantiles[i] + (at - i) * (quantiles[i + 1] - quantiles[i])) * unit;
    },
    mean * unit,
    mean > 0 ? Math.max(0, square / (mean * mean) - 1) : 0,
  );
}

/** Largest mean of a Poisson count that one uniform decides in `poissonCount`. */
const CHUNK = 32;

/** The smallest k with P(N <= k) >= u for a Poisson count N of the given mean >= 0; u in (0, 1). */
export function poissonQuantile(mean: number, u: number): number {
  if (mean > CHUNK) return largePoissonQuantile(mean, u);
  let k = 0;
  let probability = Math.exp(-mean);
  let cumulative = probability;
  // Beyond the last bit of the sum more terms cannot reach u.
  while (cumulative < u && (k < mean || probability > 1e-18)) {
    k++;
    probability *= mean / k;
    cumulative += probability;
  }
  return k;
}

/** From a normal guess, one step at a time: P(N <= k) = Q(k + 1, mean). */
function largePoissonQuantile(mean: number, u: number): number {
  const z = normalQuantile(u);
  let k = Math.max(0, Math.round(mean + Math.sqrt(mean) * z + (z * z - 4) / 6));
  while (k > 0 && gammaTails(k, mean).upper >= u) k--;
  while (gammaTails(k + 1, mean).upper < u) k++;
  return k;
}

/**
 * A Poisson count of any mean >= 0, exact and without rejection: the sum of counts of mean 32 and one of what is left,
 * attempt by attempt of the one decision. It never falls when only the mean rises.
 */
export function poissonCount(draws: Draws, purpose: number, high: number, low: number, mean: number): number {
  let count = 0;
  let attempt = 0;
  for (let left = mean; left > 0; left -= CHUNK) {
    count += poissonQuantile(Math.min(left, CHUNK), draws.uniform(purpose, high, low, attempt++));
  }
  return count;
}
