import { compileDuration, type Sampler } from '../../kernel/distributions.ts';
import type { CentreLevel } from '../../port/orders.ts';
import type { Scenario } from '../../scenario/schema.ts';
import type { Case } from './case.ts';

const DAY = 86_400;
const MINUTES = 1440;

export const STEPS = ['sign', 'file', 'dispatch', 'close'] as const;
export type Step = (typeof STEPS)[number];

/** How a level's centres are staffed and how long their steps take, seconds. */
export interface CentreKind {
  readonly level: CentreLevel;
  readonly steps: Readonly<Record<Step, Sampler>>;
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
  const shifts = spec.operators.map(({ from, to, number }) => ({ from: seconds(from), to: seconds(to), number }));
  const onShift = (at: number, { from, to }: { from: number; to: number }) =>
    from < to ? at >= from && at < to : at >= from || at < to;
  return {
    level,
    steps: {
      sign: sampler(spec.signSeconds),
      file: sampler(spec.fileSeconds),
      dispatch: sampler(spec.dispatchSeconds),
      close: sampler(spec.closeSeconds),
    },
    handover: sampler(spec.handoverSeconds),
    operators: Float64Array.from({ length: MINUTES }, (_, minute) =>
      centres.enabled ? shifts.reduce((sum, s) => sum + (onShift(minute * 60, s) ? s.number : 0), 0) : Number.POSITIVE_INFINITY,
    ),
    changes: [...new Set(shifts.flatMap((s) => [s.from, s.to % DAY]))].sort((a, b) => a - b),
  };
}

function seconds(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return (hours * 60 + minutes) * 60;
}

/** A case on an operator's list: the step to begin with. */
export interface Entry {
  readonly item: Case;
  readonly step: Step;
}

/** One command centre: cases wait by severity and then by time for an operator. */
export class Centre {
  readonly kind: CentreKind;
  private readonly lists: Entry[][] = [[], [], [], []];
  private heads = [0, 0, 0, 0];
  waiting = 0;
  busy = 0;

  constructor(kind: CentreKind) {
    this.kind = kind;
  }

  add(entry: Entry): void {
    this.lists[entry.item.severity].push(entry);
    this.waiting++;
  }

  private operators(now: number): number {
    return this.kind.operators[((now - Math.floor(now / DAY) * DAY) / 60) | 0];
  }

  /** The next case if an operator is free. */
  next(now: number): Entry | undefined {
    if (this.waiting === 0 || this.busy >= this.operators(now)) return undefined;
    for (let severity = this.lists.length - 1; severity >= 0; severity--) {
      const list = this.lists[severity];
      if (this.heads[severity] >= list.length) continue;
      const entry = list[this.heads[severity]++];
      if (this.heads[severity] > 64 && this.heads[severity] * 2 > list.length) {
        list.splice(0, this.heads[severity]);
        this.heads[severity] = 0;
      }
      this.waiting--;
      return entry;
    }
    return undefined;
  }
}
