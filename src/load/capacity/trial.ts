import type { Measures } from '../../run/result.ts';
import { type Judgement, judgeTarget } from '../../run/targets.ts';
import { parseTarget, type Target } from '../../scenario/target.ts';
import type { InvariantName } from '../invariants/invariant.ts';
import type { LoadResult } from '../result.ts';
import type { Outcome } from './search.ts';

/**
 * What a capacity is searched for when nobody says: reports and crews are answered within half a second, 99 of 100, and
 * none of their attempts fails. [A]
 */
export const DEFAULT_TARGETS: readonly Target[] = [
  'op.report.response.p99 < 500ms',
  'op.crew.response.p99 < 500ms',
  'op.report.errors == 0',
  'op.crew.errors == 0',
].flatMap((text) => {
  const target = parseTarget(text);
  return 'message' in target ? [] : [target];
});

/** Something that a load did not hold. */
export interface Broken {
  /** The target as it was written, or `invariants == 0`. */
  readonly what: string;
  /** Where an invariant is broken: which ones. */
  readonly invariants: readonly InvariantName[];
  /** The embedded policy, which takes no time, misses it at this multiple too: the city has too few crews for it. */
  readonly cityToo: boolean;
}

/** One load of a search, at one multiple of the scenario's incidents. */
export interface Trial {
  readonly multiple: number;
  readonly outcome: Outcome;
  /** Wall seconds measured: fewer than asked for where a target was lost before. */
  readonly measured: number;
  /** Operations, and reports among them, that were due in each second of it. */
  readonly operations: number;
  readonly reports: number;
  /** The worst first. */
  readonly broken: readonly Broken[];
  readonly targets: readonly Judgement[];
  /** Share of operations that the generator started late by its own fault. */
  readonly late: number;
  /** Where its files are, below the result's folder. */
  readonly folder: string;
}

/** What a load says about its multiple; `folder` lies below the search's own. */
export function trialOf(multiple: number, result: LoadResult, folder: string): Trial {
  const { operations, measured, validity, targets } = result;
  const broken = brokenBy(result);
  const due = Object.values(operations).reduce((sum, { count }) => sum + count, 0);
  const perSecond = (count: number) => (measured > 0 ? count / measured : 0);
  const violated = broken.some(({ invariants }) => invariants.length > 0);
  return {
    multiple,
    // A violation is one whoever was slow; a missed target says nothing where the generator was.
    outcome: violated ? 'broken' : !validity.valid ? 'invalid' : broken.length > 0 ? 'broken' : 'held',
    measured,
    operations: perSecond(due),
    reports: perSecond(operations.report?.count ?? 0),
    broken,
    targets,
    late: validity.started > 0 ? validity.late / validity.started : 0,
    folder,
  };
}

function brokenBy(result: LoadResult): Broken[] {
  const invariants = result.judgement.verdicts.flatMap(({ name, violations }) => (violations > 0 ? [name] : []));
  const missed = result.targets
    // What never came about did not break; more incidents will bring it about.
    .filter(({ target, verdict, measure }) => verdict !== 'met' && target.measure !== 'invariants' && measure != null)
    .sort((a, b) => excess(b) - excess(a))
    .map(({ target }) => ({ what: target.text, invariants: [], cityToo: cityMisses(target, result) }));
  const violated = invariants.length > 0 ? [{ what: 'invariants == 0', invariants, cityToo: false }] : [];
  return [...violated, ...missed];
}

/** How many times over its bound a measure is; what cannot be told comes last. */
function excess({ target, verdict, measure }: Judgement): number {
  if (verdict !== 'missed' || measure?.value == null) return -1;
  const ratio = measure.value / target.value;
  return target.operator === '>' || target.operator === '>=' ? 1 / ratio : ratio;
}

/** To be sent somebody takes a crew that is free: the embedded policy decides at once, and has the same crews. */
function cityMisses(target: Target, { field, setting }: LoadResult): boolean {
  if (field === null) return false;
  const embedded: Measures = field.embedded;
  if (!target.measure.startsWith('decide.')) return judgeTarget(target, embedded).verdict === 'missed';
  const assignment = embedded[target.measure.replace('decide', 'assignment')];
  if (assignment?.value == null) return false;
  const inWallTime = { ...assignment, value: assignment.value / setting.speed };
  return judgeTarget(target, { [target.measure]: inWallTime }).verdict === 'missed';
}
