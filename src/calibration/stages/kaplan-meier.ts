import type { Sample } from './sample.ts';

/** The share still going on after each of the sample's values. */
export type Survival = Float64Array;

/**
 * Kaplan and Meier's estimate, "Nonparametric estimation from incomplete observations", JASA 53 (1958): who is still open
 * when last seen counts among those at risk until then.
 */
export function kaplanMeier({ values, ended, open }: Sample): Survival {
  let atRisk = 0;
  for (let i = 0; i < values.length; i++) atRisk += ended[i] + open[i];
  let survival = 1;
  return values.map((_, i) => {
    if (atRisk > 0) survival *= 1 - ended[i] / atRisk;
    atRisk -= ended[i] + open[i];
    return survival;
  });
}

/** The time by which a share `p` has ended; Infinity where the sample does not reach so far. */
export function survivalQuantile({ values }: Sample, survival: Survival, p: number): number {
  for (let i = 0; i < values.length; i++) if (1 - survival[i] >= p - 1e-12) return values[i];
  return Number.POSITIVE_INFINITY;
}

/** Largest distance between the estimate and a distribution function, up to the last time that ended. */
export function distanceTo({ values, ended }: Sample, survival: Survival, distribution: (t: number) => number): number {
  let largest = 0;
  let before = 0;
  for (let i = 0; i < values.length; i++) {
    if (ended[i] === 0) continue;
    const at = distribution(values[i]);
    const after = 1 - survival[i];
    largest = Math.max(largest, Math.abs(at - after), Math.abs(at - before));
    before = after;
  }
  return largest;
}

/** Kolmogorov's limit distribution: the probability of a distance of at least `distance` from `n` observations. */
export function kolmogorov(distance: number, n: number): number {
  const root = Math.sqrt(n);
  const x = (root + 0.12 + 0.11 / root) * distance;
  if (x < 0.2) return 1;
  let sum = 0;
  for (let k = 1; k <= 100; k++) {
    const term = Math.exp(-2 * k * k * x * x);
    sum += k % 2 === 1 ? term : -term;
    if (term < 1e-12) break;
  }
  return Math.min(1, Math.max(0, 2 * sum));
}
