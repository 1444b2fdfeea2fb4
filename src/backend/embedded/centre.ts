import { compileDuration, type Sampler } from '../../kernel/distributions.ts';
import { DAY } from '../../kernel/time.ts';
import type { CentreLevel } from '../../port/orders.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { minutesOfDay } from '../../scenario/terms.ts';
import type { Case } from './case.ts';
import type { Gauge } from './gauge.ts';

const MINUTES = 1440;
const SEVERITIES = 4;
/** A list is cut back when so many of its first entries are served. */
const SERVED = 64;

/**
 * What an operator does with a case in one go. Filing and dispatching follow each other at one desk where the centre
 * that files also dispatches.
 */
export const STEP = { sign: 0, file: 1, fileAndDispatch: 2, dispatch: 3, close: 4 } as const;
export type Step = (typeof STEP)[keyof typeof STEP];

/** How a level's centres are staffed and how long their steps take, seconds. */
export interface CentreKind {
  readonly level: CentreLevel;
  readonly sign: Sampler;
  readonly file: Sampler;
  readonly dispatch: Sampler;
  readonly close: Sampler;
  readonly handover: Sampler;
  /** Operators on shift in each minute of the day; Infinity where centres cost no time. */
  readonly operators: Float64Array;
  /** Seconds of the day at which the number changes. */
  readonly changes: readonly number[];
}

export function compileCentre(level: CentreLevel, { centres }: Scenario): CentreKind {
  const spec = centres[level];
  const instant = compileDuration({ dist: 'deterministic', value: 0 });
  const sampler = (duration: typeof spec.signSeconds) => (centres.enabled ? compileDuration(duration) : instant);
  const shifts = spec.operators.map(({ from, to, number }) => ({
    from: minutesOfDay(from),
    to: minutesOfDay(to),
    number,
  }));
  const isOn = (minute: number, { from, to }: { from: number; to: number }) =>
    from < to ? minute >= from && minute < to : minute >= from || minute < to;
  return {
    level,
    sign: sampler(spec.signSeconds),
    file: sampler(spec.fileSeconds),
    dispatch: sampler(spec.dispatchSeconds),
    close: sampler(spec.closeSeconds),
    handover: sampler(spec.handoverSeconds),
    operators: Float64Array.from({ length: MINUTES }, (_, minute) =>
      centres.enabled ? shifts.reduce((sum, s) => sum + (isOn(minute, s) ? s.number : 0), 0) : Number.POSITIVE_INFINITY,
    ),
    changes: [...new Set(shifts.flatMap((s) => [s.from * 60, (s.to * 60) % DAY]))].sort((a, b) => a - b),
  };
}

interface Entry {
  readonly item: Case;
  readonly step: Step;
}

/** One command centre: cases wait by severity and then by time for an operator. */
export class Centre {
  readonly kind: CentreKind;
  readonly gauge: Gauge;
  waiting = 0;
  /** Operators at work. */
  busy = 0;
  private busySeconds = 0;
  private since = 0;
  private readonly lists: Entry[][] = Array.from({ length: SEVERITIES }, () => []);
  private readonly heads = new Int32Array(SEVERITIES);

  constructor(kind: CentreKind, gauge: Gauge) {
    this.kind = kind;
    this.gauge = gauge;
  }

  hasFreeOperator(now: number): boolean {
    return this.busy < this.kind.operators[((now - Math.floor(now / DAY) * DAY) / 60) | 0];
  }

  /** An operator begins (1) or stops (-1) working. */
  change(by: number, now: number): void {
    this.busySeconds += (now - this.since) * this.busy;
    this.since = now;
    this.busy += by;
  }

  /** Operator-seconds busy from time 0 to now. */
  busyUntil(now: number): number {
    return this.busySeconds + (now - this.since) * this.busy;
  }

  add(item: Case, step: Step): void {
    this.lists[item.severity].push({ item, step });
    this.waiting++;
  }

  /** The case that is next; there must be one waiting. */
  next(): Entry {
    for (let severity = SEVERITIES - 1; severity > 0; severity--) {
      if (this.heads[severity] < this.lists[severity].length) return this.take(severity);
    }
    return this.take(0);
  }

  private take(severity: number): Entry {
    const list = this.lists[severity];
    const entry = list[this.heads[severity]++];
    if (this.heads[severity] > SERVED && this.heads[severity] * 2 > list.length) {
      list.splice(0, this.heads[severity]);
      this.heads[severity] = 0;
    }
    this.waiting--;
    return entry;
  }
}
