import { studentTQuantile } from '../kernel/math.ts';

/** A number learnt from a log, with its 95 % interval and the standard error that this stands for. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly se: number;
}

const NORMAL = 1.959963984540054;

function factor(degrees: number): number {
  return degrees > 500 ? NORMAL : studentTQuantile(0.975, Math.max(1, degrees));
}

/** Value ± t se; on the logarithm's scale where `positive` (delta method), as for scales and variances. */
export function estimate(value: number, se: number, degrees: number, positive = false): Estimate {
  const half = factor(degrees) * se;
  if (!positive || value <= 0) return { value, low: value - half, high: value + half, se };
  const ratio = Math.exp(half / value);
  return { value, low: value / ratio, high: value * ratio, se };
}

/**
 * A rate from `count` over `exposure` whose variance is `phi` times that of a Poisson count: Wilson's score interval for
 * it, honest also where the count is small. The standard error is that of the interval's longer side.
 */
export function scoreRate(count: number, exposure: number, phi: number, degrees: number): Estimate {
  const z = factor(degrees);
  const spread = z * z * phi;
  const centre = (count + spread / 2) / exposure;
  const half = Math.sqrt(spread * count + (spread * spread) / 4) / exposure;
  return scored(count / exposure, Math.max(0, centre - half), centre + half, z);
}

/** A share with Wilson's score interval over `n` independent observations (or what dependent ones are worth). */
export function scoreShare(share: number, n: number, degrees: number): Estimate {
  const z = factor(degrees);
  const z2 = z * z;
  const centre = (share + z2 / (2 * n)) / (1 + z2 / n);
  const half = (z / (1 + z2 / n)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  return scored(share, Math.max(0, centre - half), Math.min(1, centre + half), z);
}

/** Intervals of small counts lean to one side: what is off on that side must be held against it. */
function scored(value: number, low: number, high: number, z: number): Estimate {
  return { value, low, high, se: Math.max(high - value, value - low) / z };
}

/** The estimate in another unit: value, interval and standard error times `by`, which is above 0. */
export function scaled({ value, low, high, se }: Estimate, by: number): Estimate {
  return { value: value * by, low: low * by, high: high * by, se: se * by };
}
