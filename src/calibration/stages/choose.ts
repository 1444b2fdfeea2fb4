import type { DurationSpec } from '../../kernel/distributions.ts';
import type { Estimate } from '../estimate.ts';
import { type Family, fitFamily } from './fits.ts';
import { distanceTo, kaplanMeier, kolmogorov, survivalQuantile } from './kaplan-meier.ts';
import { type Sample, sampleOf } from './sample.ts';

/** What a log says of one stretch of time. Values in seconds. */
export interface StageFit {
  readonly ended: number;
  /** Still going on when the log ends. */
  readonly open: number;
  /** By Kaplan and Meier; null where too much is still open. */
  readonly median: number | null;
  readonly p90: number | null;
  readonly family: Family | 'empirical';
  readonly spec: DurationSpec;
  readonly parameters: Readonly<Record<string, Estimate>>;
  /** Largest distance between the estimate and the distribution taken, and its probability if that were the true one. */
  readonly distance: number;
  readonly p: number;
  readonly sample: Sample;
}

const FAMILIES: readonly Family[] = ['lognormal', 'gamma', 'weibull'];
/** Fewer times that ended say too little, [A]. */
const LEAST = 20;
/** A family fits when the distance is this likely, or this small, [A]. */
const LEAST_P = 0.01;
const SMALL_DISTANCE = 0.03;
const QUANTILES = 40;

/** Every time that ended was the same. */
function always(value: number, sample: Sample, ended: number, open: number): StageFit {
  const spec: DurationSpec = { dist: 'empirical', quantiles: [value, value] };
  const common = { ended, open, median: value, p90: value, sample };
  return { ...common, family: 'empirical', spec, parameters: {}, distance: 0, p: 1 };
}

/** The likeliest of the families, or quantiles where none fits; undefined where there are too few times. */
export function chooseStage(ended: ArrayLike<number>, open: ArrayLike<number>): StageFit | undefined {
  if (ended.length < LEAST) return undefined;
  const sample = sampleOf(ended, open);
  const survival = kaplanMeier(sample);
  const finite = (p: number): number | null => {
    const value = survivalQuantile(sample, survival, p);
    return value === Number.POSITIVE_INFINITY ? null : value;
  };
  const [only, ...others] = sample.values.filter((_, i) => sample.ended[i] > 0);
  if (others.length === 0) return always(only, sample, ended.length, open.length);
  const fits = FAMILIES.map((family) => fitFamily(family, sample));
  const best = fits.reduce((a, b) => (b.logLikelihood > a.logLikelihood ? b : a));
  const distance = distanceTo(sample, survival, best.distribution);
  const p = kolmogorov(distance, ended.length);
  const common = { ended: ended.length, open: open.length, median: finite(0.5), p90: finite(0.9), sample };
  if (p >= LEAST_P || distance <= SMALL_DISTANCE) {
    return { ...common, family: best.family, spec: best.spec, parameters: best.parameters, distance, p };
  }
  const longest = sample.values.at(-1) ?? 0;
  const quantiles = Array.from({ length: QUANTILES + 1 }, (_, i) =>
    i === 0 ? (sample.values[0] ?? 0) : Math.min(longest, survivalQuantile(sample, survival, i / QUANTILES)),
  );
  return { ...common, family: 'empirical', spec: { dist: 'empirical', quantiles }, parameters: {}, distance, p };
}
