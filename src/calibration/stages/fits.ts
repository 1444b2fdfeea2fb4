import type { DurationSpec } from '../../kernel/distributions.ts';
import { gammaTails, logGamma } from '../../kernel/math.ts';
import { type Estimate, estimate } from '../estimate.ts';
import type { Sample } from './sample.ts';
import { lowest } from './simplex.ts';

export type Family = 'lognormal' | 'gamma' | 'weibull';

/** A family fitted by maximum likelihood, the open times counting by their probability to last so long. */
export interface Fit {
  readonly family: Family;
  readonly spec: DurationSpec;
  /** By the names that the scenario gives them. */
  readonly parameters: Readonly<Record<string, Estimate>>;
  readonly logLikelihood: number;
  distribution(t: number): number;
}

/** Normal distribution function, from the incomplete gamma function. */
function normal(z: number): number {
  const { lower, upper } = gammaTails(0.5, (z * z) / 2);
  return z >= 0 ? 0.5 + lower / 2 : upper / 2;
}

interface Shape {
  /** Log density and log of the share that lasts longer, at t, for the two parameters (logarithms of positive ones). */
  density(t: number, log: number, a: number, b: number): number;
  lasting(t: number, log: number, a: number, b: number): number;
  /** A start from mean and standard deviation of the logarithms. */
  start(mean: number, sigma: number): readonly [number, number];
  spec(a: number, b: number): DurationSpec;
  names: readonly [string, string];
}

const LOG_ROOT_2PI = 0.9189385332046728;
const EULER = 0.5772156649015329;

const SHAPES: Record<Family, Shape> = {
  // a = log median, b = log sigma
  lognormal: {
    density: (_, log, a, b) => {
      const z = (log - a) / Math.exp(b);
      return -0.5 * z * z - b - log - LOG_ROOT_2PI;
    },
    lasting: (_, log, a, b) => Math.log(Math.max(1e-300, normal((a - log) / Math.exp(b)))),
    start: (mean, sigma) => [mean, Math.log(sigma)],
    spec: (a, b) => ({ dist: 'lognormal', median: Math.exp(a), sigma: Math.exp(b) }),
    names: ['median', 'sigma'],
  },
  // a = log mean, b = log shape
  gamma: {
    density: (t, log, a, b) => {
      const shape = Math.exp(b);
      const scale = Math.exp(a - b);
      return (shape - 1) * log - t / scale - shape * (a - b) - logGamma(shape);
    },
    lasting: (t, _, a, b) => Math.log(Math.max(1e-300, gammaTails(Math.exp(b), t / Math.exp(a - b)).upper)),
    start: (mean, sigma) => [mean + (sigma * sigma) / 2, Math.log(1 / Math.max(1e-3, sigma * sigma))],
    spec: (a, b) => ({ dist: 'gamma', mean: Math.exp(a), shape: Math.exp(b) }),
    names: ['mean', 'shape'],
  },
  // a = log scale, b = log shape
  weibull: {
    density: (_, log, a, b) => {
      const shape = Math.exp(b);
      const y = shape * (log - a);
      return b + y - log - Math.exp(y);
    },
    lasting: (_, log, a, b) => -Math.exp(Math.exp(b) * (log - a)),
    start: (mean, sigma) => [mean + EULER * sigma * 0.78, Math.log(1.28 / Math.max(1e-3, sigma))],
    spec: (a, b) => ({ dist: 'weibull', scale: Math.exp(a), shape: Math.exp(b) }),
    names: ['scale', 'shape'],
  },
};

/** Fits a family to a sample with at least two different times that ended. */
export function fitFamily(family: Family, { values, ended, open }: Sample): Fit {
  const shape = SHAPES[family];
  const logs = values.map(Math.log);
  let number = 0;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    number += ended[i];
    sum += ended[i] * logs[i];
    squares += ended[i] * logs[i] * logs[i];
  }
  const mean = sum / number;
  const sigma = Math.sqrt(Math.max(1e-6, squares / number - mean * mean));
  const minusLog = (a: number, b: number): number => {
    if (Math.abs(b) > 8) return 1e300;
    let total = 0;
    for (let i = 0; i < values.length; i++) {
      if (ended[i] > 0) total -= ended[i] * shape.density(values[i], logs[i], a, b);
      if (open[i] > 0) total -= open[i] * shape.lasting(values[i], logs[i], a, b);
    }
    return Number.isFinite(total) ? total : 1e300;
  };
  const [a, b] = lowest(minusLog, shape.start(mean, sigma));
  const [seA, seB] = errors(minusLog, a, b);
  const positive = (log: number, se: number): Estimate => estimate(Math.exp(log), Math.exp(log) * se, number - 2, true);
  return {
    family,
    spec: shape.spec(a, b),
    parameters: { [shape.names[0]]: positive(a, seA), [shape.names[1]]: positive(b, seB) },
    logLikelihood: -minusLog(a, b),
    distribution: (t) => (t <= 0 ? 0 : 1 - Math.exp(shape.lasting(t, Math.log(t), a, b))),
  };
}

/** Standard errors from the curvature of the log likelihood at its top (observed information). */
function errors(f: (a: number, b: number) => number, a: number, b: number): [number, number] {
  const h = 1e-3;
  const centre = f(a, b);
  const aa = (f(a + h, b) - 2 * centre + f(a - h, b)) / (h * h);
  const bb = (f(a, b + h) - 2 * centre + f(a, b - h)) / (h * h);
  const ab = (f(a + h, b + h) - f(a + h, b - h) - f(a - h, b + h) + f(a - h, b - h)) / (4 * h * h);
  const determinant = aa * bb - ab * ab;
  if (!(determinant > 0)) return [Number.NaN, Number.NaN];
  return [Math.sqrt(bb / determinant), Math.sqrt(aa / determinant)];
}
