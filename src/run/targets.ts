import { HOUR, MINUTE } from '../kernel/time.ts';
import { meets, type Target } from '../scenario/target.ts';
import type { Measure, Measures, MeasureUnit } from './result.ts';

export type Verdict = 'met' | 'missed' | 'undecided';

export interface Judgement {
  readonly target: Target;
  readonly verdict: Verdict;
  readonly measure: Measure | undefined;
}

/** Seconds in the units of measures that stand for a time but are not in seconds; targets with a unit are in seconds. */
const SECONDS: Partial<Record<MeasureUnit, number>> = { min: MINUTE, 'h/day': HOUR };

/** The unit that the target's number was written with, if any. */
export function targetUnit(target: Target): 'time' | 'percent' | undefined {
  if (target.text.endsWith('%')) return 'percent';
  return /\d\s*(ms|s|min|h)$/.test(target.text) ? 'time' : undefined;
}

/** The target with its bound in the measure's own unit. */
export function inUnitOf(target: Target, unit: MeasureUnit): Target {
  const seconds = SECONDS[unit];
  if (seconds === undefined || targetUnit(target) !== 'time') return target;
  return { ...target, value: target.value / seconds };
}

/** The true value is larger than the one that stands there, nobody knows by how much. */
function judgeCensored(target: Target, value: number): Verdict {
  const upwards = target.operator === '>' || target.operator === '>=';
  if (value < target.value) return 'undecided';
  return upwards ? 'met' : 'missed';
}

/**
 * Whether measures keep a target. A censored value misses an upper bound that it has already passed and is otherwise
 * undecided, as is a measure that does not exist or has no value; undecided does not pass.
 */
export function judgeTarget(target: Target, measures: Measures): Judgement {
  const measure = measures[target.measure];
  if (measure === undefined || measure.value === null) return { target, verdict: 'undecided', measure };
  const bound = inUnitOf(target, measure.unit);
  if (measure.censored) return { target, verdict: judgeCensored(bound, measure.value), measure };
  return { target, verdict: meets(bound, measure.value) ? 'met' : 'missed', measure };
}
