import { studentTQuantile } from '../../kernel/math.ts';
import { LEAST_SECTIONS } from '../measures.ts';
import type { LoadResult } from '../result.ts';
import { type Allowance, allowedFor } from './allowance.ts';
import type { Change, Compared, Comparison } from './comparison.ts';
import type { Baseline } from './schema.ts';
import { differencesOfSetup, sameLoad } from './setup.ts';

/** Parts of percentiles that are compared; p95 and p999 say little beside them. */
const PARTS = /\.(p50|p90|p99|errors)$/;
const CONFIDENCE = 0.95;

/**
 * Compares a load with an earlier one, measure by measure. Null where the load is not whole or not valid. Intervals come
 * from how the ten sections differ (sectioning, as in `kernel/statistics`): of the sections' own differences where both
 * loads are the same operations at the same times, else of each load's own sections (Welch). They are widened so that all
 * of them hold together (Bonferroni): some thirty measures are compared, and a false alarm is one too many.
 */
export function compare(
  result: Omit<LoadResult, 'comparison'>,
  baseline: Baseline,
  allowances: readonly Allowance[],
): Comparison | null {
  if (result.interrupted || result.lost !== null || !result.validity.valid) return null;
  const paired = sameLoad(result, baseline);
  const names = Object.keys(result.sections).filter(
    (name) => PARTS.test(name) && baseline.sections[name] !== undefined,
  );
  const tail = (1 - CONFIDENCE) / 2 / Math.max(1, names.length);
  const measures = names.flatMap((measure): Compared[] => {
    const before = baseline.measures[measure]?.value;
    const now = result.measures[measure]?.value;
    if (before == null || now == null) return [];
    const unit = measure.endsWith('.errors') ? 'count' : 's';
    const sections = { now: result.sections[measure] ?? [], before: baseline.sections[measure] ?? [] };
    const between = unit === 's' ? ratioInterval : sumInterval;
    const [low, high] = between(sections, { now, before }, { paired, tail }) ?? [null, null];
    const difference = now - before;
    const allowed = allowedFor(allowances, measure, unit, before);
    return [{ measure, unit, before, now, difference, low, high, allowed, change: changeOf(low, high, allowed) }];
  });
  const { startedAt, backendVersion } = baseline.manifest;
  return { startedAt, backendVersion, paired, differences: differencesOfSetup(result, baseline), measures };
}

function changeOf(low: number | null, high: number | null, allowed: number): Change {
  if (low === null || high === null) return 'undecided';
  if (low > allowed) return 'worse';
  if (high < 0) return 'better';
  return high <= allowed ? 'same' : 'undecided';
}

interface Sides<T> {
  readonly now: T;
  readonly before: T;
}

type Values = readonly (number | null)[];

interface How {
  readonly paired: boolean;
  /** The share of the distribution beyond each end. */
  readonly tail: number;
}

/** Latencies change by factors: the interval is one of the logarithm's difference. The shortest that is measured is 1 us. */
function ratioInterval(sections: Sides<Values>, pooled: Sides<number>, how: How): [number, number] | undefined {
  const log = (seconds: number) => Math.log(Math.max(1e-6, seconds));
  const logs = (values: Values) => values.map((value) => (value === null ? null : log(value)));
  const { now, before } = { now: log(pooled.now), before: log(pooled.before) };
  const half = halfWidth({ now: logs(sections.now), before: logs(sections.before) }, () => ({ now, before }), how);
  const end = (distance: number) => pooled.before * (Math.exp(now - before + distance) - 1);
  return half === undefined ? undefined : [end(-half), end(half)];
}

/** Counts are the sums of the sections' counts. */
function sumInterval(sections: Sides<Values>, { now, before }: Sides<number>, how: How): [number, number] | undefined {
  const half = halfWidth(sections, (n) => ({ now: now / n, before: before / n }), how);
  const number = sections.now.length;
  return half === undefined ? undefined : [now - before - number * half, now - before + number * half];
}

/**
 * Half the interval of the difference of what the sections are about, whose pooled values over n of them are given;
 * undefined where too few sections have any.
 */
function halfWidth(sections: Sides<Values>, pooled: (n: number) => Sides<number>, { paired, tail }: How) {
  const known = (values: Values) => values.filter((value) => value !== null);
  if (paired) {
    const differences = known(
      sections.now.map((value, i) => {
        const other = sections.before[i];
        return value === null || other == null ? null : value - other;
      }),
    );
    const n = differences.length;
    if (n < LEAST_SECTIONS) return undefined;
    const { now, before } = pooled(n);
    return studentTQuantile(1 - tail, n - 1) * Math.sqrt(spread(differences, now - before) / n);
  }
  const [a, b] = [known(sections.now), known(sections.before)];
  if (Math.min(a.length, b.length) < LEAST_SECTIONS) return undefined;
  const va = spread(a, pooled(a.length).now) / a.length;
  const vb = spread(b, pooled(b.length).before) / b.length;
  if (va + vb === 0) return 0;
  const freedom = (va + vb) ** 2 / (va ** 2 / (a.length - 1) + vb ** 2 / (b.length - 1));
  return studentTQuantile(1 - tail, freedom) * Math.sqrt(va + vb);
}

/** Mean square of the distances to the pooled value, with one degree of freedom less. */
function spread(values: readonly number[], centre: number): number {
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
}
