import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileDuration, type DurationSpec, poissonCount, poissonQuantile } from '../../src/kernel/distributions.ts';
import { gammaQuantile, normalQuantile } from '../../src/kernel/math.ts';
import { Draws } from '../../src/kernel/random.ts';
import { evenly } from '../evenly.ts';

const SPECS: DurationSpec[] = [
  { dist: 'deterministic', value: 7 },
  { dist: 'exponential', mean: 20 },
  { dist: 'erlang', mean: 20, k: 3 },
  { dist: 'erlang', mean: 20, k: 400 },
  { dist: 'hyperexponential', mean: 20, scv: 4 },
  { dist: 'hyperexponential', mean: 20, scv: 100 },
  { dist: 'lognormal', median: 20, sigma: 0.8 },
  { dist: 'gamma', mean: 20, shape: 0.2 },
  { dist: 'gamma', mean: 20, shape: 2.7 },
  { dist: 'weibull', scale: 20, shape: 0.8 },
  { dist: 'weibull', scale: 20, shape: 3 },
  { dist: 'empirical', quantiles: [0, 1, 5, 5, 30] },
];
const samplers = SPECS.map((spec) => ({ name: JSON.stringify(spec), sampler: compileDuration(spec) }));
const TAILS = [1e-6, 1e-5, 1e-4, 0.002, 0.013, 0.0999, 0.25, 0.37, 0.5];
const PROBES = [...TAILS, ...TAILS.map((v) => 1 - v)];

describe.each(samplers)('$name', ({ sampler }) => {
  it('has the mean and the variability that it states', () => {
    // Midpoints of equal cells that get finer towards 1, where the long tails are.
    let [mean, square] = [0, 0];
    for (let octave = 1, width = 0.5; octave < 50; octave++, width /= 2) {
      for (let i = 0; i < 500; i++) {
        const x = sampler.sample(1 - width * (2 - (i + 0.5) / 500));
        mean += (width / 500) * x;
        square += (width / 500) * x * x;
      }
    }
    expect(mean / sampler.mean).toBeCloseTo(1, 4);
    expect(square / (mean * mean) - 1).toBeCloseTo(sampler.scv, 2);
  });

  it('never falls when u rises', () => {
    const u = evenly(2 ** -53, 1 - 2 ** -53);
    fc.assert(
      fc.property(u, u, (a, b) => {
        const [low, high] = [sampler.sample(Math.min(a, b)), sampler.sample(Math.max(a, b))];
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(high * (1 + 1e-12));
      }),
    );
  });
});

describe('quantiles from tables', () => {
  it.each([0.05, 0.3, 0.9, 1.5, 12, 1000])('of gamma with shape %d are within 1e-6', (shape) => {
    const sampler = compileDuration({ dist: 'gamma', mean: shape, shape });
    for (const u of PROBES) {
      expect(Math.abs(sampler.sample(u) - gammaQuantile(shape, u))).toBeLessThanOrEqual(1e-6 * gammaQuantile(shape, u));
    }
  });

  it.each([0.1, 1, 5])('of lognormal with sigma %d are within 1e-6', (sigma) => {
    const sampler = compileDuration({ dist: 'lognormal', median: 1, sigma });
    for (const u of PROBES) expect(sampler.sample(u) / Math.exp(sigma * normalQuantile(u))).toBeCloseTo(1, 6);
  });

  it.each([1.5, 10, 400])('of hyperexponential with scv %d solve its distribution function', (scv) => {
    const sampler = compileDuration({ dist: 'hyperexponential', mean: 1, scv });
    const p = 0.5 + 0.5 * Math.sqrt((scv - 1) / (scv + 1));
    for (const u of PROBES) {
      const x = sampler.sample(u);
      const survival = p * Math.exp(-2 * p * x) + (1 - p) * Math.exp(-2 * (1 - p) * x);
      expect(survival / (1 - u)).toBeCloseTo(1, 5);
    }
  });
});

describe('Poisson counts', () => {
  /** P(N <= k) by adding up the probabilities. */
  const distribution = (mean: number, k: number) => {
    let [sum, term] = [0, Math.exp(-mean)];
    for (let i = 0; i <= k; i++) {
      sum += term;
      term *= mean / (i + 1);
    }
    return sum;
  };

  it('are the smallest whose distribution function reaches u', () => {
    const mean = evenly(0, 300);
    const u = evenly(1e-9, 1 - 1e-9);
    fc.assert(
      fc.property(mean, u, (m, v) => {
        const k = poissonQuantile(m, v);
        expect(distribution(m, k)).toBeGreaterThanOrEqual(v - 1e-11);
        if (k > 0) expect(distribution(m, k - 1)).toBeLessThan(v + 1e-11);
      }),
    );
  });

  it('have their mean as mean and variance, also beyond one chunk', () => {
    const draws = new Draws('poisson', 0);
    for (const m of [0.3, 20, 150]) {
      let [sum, squares] = [0, 0];
      const n = 20_000;
      for (let i = 0; i < n; i++) {
        const count = poissonCount(draws, 1, 0, i, m);
        sum += count;
        squares += (count - m) ** 2;
      }
      expect(Math.abs(sum / n - m)).toBeLessThan(5 * Math.sqrt(m / n));
      expect(Math.abs(squares / n / m - 1)).toBeLessThan(5 * Math.sqrt((2 + 1 / m) / n));
    }
  });

  it('only grow when only the mean grows', () => {
    const draws = new Draws('common', 1);
    const mean = evenly(0, 200);
    fc.assert(
      fc.property(mean, mean, fc.nat(), (a, b, id) => {
        const count = (m: number) => poissonCount(draws, 2, 0, id, m);
        expect(count(Math.min(a, b))).toBeLessThanOrEqual(count(Math.max(a, b)));
      }),
    );
  });

  it('are 0 at a mean of 0', () => expect(poissonCount(new Draws('x', 0), 1, 0, 0, 0)).toBe(0));
});
