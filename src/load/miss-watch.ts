import { STAGES, type Stage } from '../run/measures/stages.ts';
import { meets, type Target } from '../scenario/target.ts';
import type { FieldWatch } from './field-watch.ts';
import { OPERATION_NAMES } from './history/record.ts';
import type { Latencies } from './latencies.ts';
import type { Second } from './live.ts';
import { PERCENTS } from './measures.ts';
import type { Recorder } from './recorder.ts';

/** Looks over which the busiest rate so far is taken. [A] */
const SPAN = 5;
/** No percentile is given up for fewer than so many that are too slow. [A] */
const LEAST_SLOW = 10;

export interface Watched {
  readonly recorder: Recorder;
  readonly field: FieldWatch | undefined;
}

/** Whether a target can no longer be met, so many simulated seconds of the measured time being left. */
type Rule = (remaining: number, second: Second) => boolean;

/**
 * Looks once a second whether a target is certainly missed, whatever comes. A violation of an invariant is certain when it
 * is found; counts and largest values only grow; a percentile is lost when more are too slow already than may be among
 * all that can come, at the busiest rate so far on the simulated clock, if every one of them were quick. Lower bounds and
 * service times are left to the end.
 */
export class MissWatch {
  private readonly rules: readonly (readonly [text: string, rule: Rule])[];

  constructor(targets: readonly Target[], watched: Watched) {
    const held: Target = { measure: 'invariants', operator: '==', value: 0, text: 'invariants == 0' };
    const others = targets.filter(({ measure }) => measure !== 'invariants');
    this.rules = [held, ...others].flatMap((target) => {
      const rule = ruleOf(target, watched);
      return rule === undefined ? [] : [[target.text, rule] as const];
    });
  }

  /** To be called once a second; the text of the first target that is lost. */
  look(remaining: number, second: Second): string | undefined {
    // All of them, as each keeps count of its looks.
    const lost = this.rules.filter(([, rule]) => rule(remaining, second));
    return lost[0]?.[0];
  }
}

function ruleOf(target: Target, { recorder, field }: Watched): Rule | undefined {
  const { measure } = target;
  if (target.operator === '>' || target.operator === '>=') return undefined;
  if (measure === 'invariants') return exceeds(target, ({ violations }) => violations);
  const part = measure.slice(measure.lastIndexOf('.') + 1);
  const stage = STAGES.find((name) => measure === `${name}.${part}`);
  const reports = recorder.of('report');
  if (measure.startsWith('decide.')) return latencyRule(target, part, recorder.decide, () => reports.count);
  if (stage !== undefined) return field && stageRule(target, part, stage, field);
  const name = OPERATION_NAMES.find((known) => measure.startsWith(`op.${known}.`));
  if (name === undefined) return undefined;
  const log = recorder.of(name);
  if (part === 'count') return exceeds(target, () => log.count);
  if (part === 'errors') return exceeds(target, () => [...log.errors.values()].reduce((sum, count) => sum + count, 0));
  if (measure === `op.${name}.response.${part}`) return latencyRule(target, part, log.response, () => log.count);
  // Every attempt has a service time, and how many attempts are still to come nobody can tell.
  return part === 'max' ? exceeds(target, () => log.service.max / 1000) : undefined;
}

/** For what only grows. */
function exceeds({ operator, value: bound }: Target, read: (second: Second) => number): Rule {
  return (_remaining, second) => {
    const value = read(second);
    return operator === '<' ? value >= bound : value > bound;
  };
}

function latencyRule(target: Target, part: string, latencies: Latencies, due: () => number): Rule | undefined {
  if (part === 'max') return exceeds(target, () => latencies.max / 1000);
  const may = mayBeSlow(target, part, due);
  return (
    may &&
    ((remaining) => {
      const slow = may(remaining);
      const { count } = latencies;
      return slow < count && !meets(target, latencies.percentile((100 * (count - slow)) / count));
    })
  );
}

function stageRule(target: Target, part: string, stage: Stage, field: FieldWatch): Rule | undefined {
  const may = mayBeSlow(target, part, () => field.reports);
  return may && ((remaining, { simulated }) => field.beyond(stage, target.value, simulated) > may(remaining));
}

/** How many of all that are due and may yet come may miss the bound without the percentile missing it. */
function mayBeSlow(target: Target, part: string, due: () => number): ((remaining: number) => number) | undefined {
  const percent = (PERCENTS as Readonly<Record<string, number>>)[part];
  if (percent === undefined || target.operator === '==') return undefined;
  const counts: { readonly count: number; readonly remaining: number }[] = [];
  let busiest = 0;
  return (remaining) => {
    const count = due();
    counts.push({ count, remaining });
    if (counts.length <= SPAN) return Number.POSITIVE_INFINITY;
    const before = counts.shift() ?? { count, remaining };
    const passed = before.remaining - remaining;
    if (passed > 0) busiest = Math.max(busiest, (count - before.count) / passed);
    const all = count + busiest * Math.max(0, remaining);
    return Math.max(LEAST_SLOW - 1, Math.ceil((1 - percent / 100) * all));
  };
}
